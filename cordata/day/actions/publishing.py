from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cordata.accounts.models import Area, User
from cordata.care.models import Encounter
from cordata.day.actions.editing import NothingPlanned
from cordata.day.models import Publication
from cordata.day.queries.versions import changes_since_publication
from cordata.people.actions.circle import follow_rounds
from cordata.rounds.actions import hold_day, require_latest
from cordata.rounds.models import Plan, Stop
from cordata.rounds.queries import latest_plan


class NothingChanged(Exception):
    """The professionals hold this plan already."""


@transaction.atomic
def publish(*, area: Area, day: date, version: int, by: User, at: datetime) -> Publication:
    """
    Hand the plan of a day out: each professional gets their round, and on that day may see the people on it.

    :raises PlanHasMoved: if `version` is not the latest plan
    :raises NothingPlanned: if the day has no plan yet
    :raises NothingChanged: if what the professionals hold says the same
    """
    hold_day(area, day)
    plan = latest_plan(area, day)
    require_latest(plan, version)
    if plan is None:
        raise NothingPlanned(_("This day has no plan yet. Plan it first."))
    if changes_since_publication(plan) == ():
        raise NothingChanged(_("Nothing has changed since this day was last published."))
    earlier = _visited(Plan.objects.filter(area=area, day=day, publication__isnull=False))
    publication = Publication.objects.create(plan=plan, by=by, at=at)
    due = _visited(Plan.objects.filter(pk=plan.pk), visit__cancellation=None)
    follow_rounds(day=day, pairs=due | _met(area, day), earlier=earlier, at=at)
    return publication


def _visited(plans: QuerySet[Plan], **stops: object) -> set[tuple[int, int]]:
    """Return whom plans bring to whom: ids of residents and professionals."""
    found = Stop.objects.filter(round__plan__in=plans, visit__isnull=False, **stops).order_by("pk")
    return set(found.values_list("visit__order__resident", "round__professional"))


def _met(area: Area, day: date) -> set[tuple[int, int]]:
    """Return whom a visit already begun has brought to whom: what they did is theirs to read on that day."""
    begun = Encounter.objects.filter(visit__day=day, visit__order__resident__household__commune__area=area)
    return set(begun.order_by("pk").values_list("visit__order__resident", "professional"))
