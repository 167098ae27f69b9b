"""What differs between two plans of a day, and what has changed since the professionals were given theirs."""

from __future__ import annotations

from datetime import date, datetime

from cordata.accounts.models import Area
from cordata.day.models import Publication
from cordata.rounds.models import Plan
from cordata.rounds.queries import stored_day
from cordata.rounds.rules.changes import Change, changes
from cordata.workforce.models import Professional


def changes_between(before: Plan, after: Plan) -> tuple[Change, ...]:
    """Return what differs between two plans of a day; the keys are ids of visits and professionals."""
    return changes(stored_day(before), stored_day(after))


def last_publication(area: Area, day: date) -> Publication | None:
    """Return what the professionals hold of a day, or None before anything was handed out."""
    found = Publication.objects.filter(plan__area=area, plan__day=day)
    return found.select_related("plan__area", "by").order_by("-plan__version").first()


def changes_since_publication(plan: Plan) -> tuple[Change, ...] | None:
    """Return what differs between what the professionals hold and a plan; None when they hold nothing yet."""
    published = last_publication(plan.area, plan.day)
    return None if published is None else changes_between(published.plan, plan)


def changes_handed_out(
    area: Area, day: date, professional: Professional
) -> tuple[datetime, tuple[Change, ...]] | None:
    """Return when a day was handed out before the last time, and what has changed for one since; None if never."""
    found = Publication.objects.filter(plan__area=area, plan__day=day).select_related("plan")
    latest = list(found.order_by("-plan__version")[:2])
    if len(latest) < 2:
        return None
    now, before = latest
    mine = str(professional.pk)
    changed = changes_between(before.plan, now.plan)
    return before.at, tuple(
        one for one in changed if mine in {spot.worker for spot in (one.before, one.after) if spot}
    )
