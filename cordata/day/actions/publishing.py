from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cordata.accounts.models import Area, User
from cordata.day.actions.editing import NothingPlanned
from cordata.day.models import Publication
from cordata.day.queries.versions import changes_since_publication
from cordata.people.models import CircleMember
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
    publication = Publication.objects.create(plan=plan, by=by, at=at)
    _open_records(plan)
    return publication


def _open_records(plan: Plan) -> None:
    stops = Stop.objects.filter(round__plan=plan, visit__isnull=False)
    pairs = stops.order_by("pk").values_list("visit__order__resident", "round__professional")
    CircleMember.objects.bulk_create(
        [
            CircleMember(
                resident_id=resident,
                professional_id=professional,
                purpose=CircleMember.Purpose.ROUND,
                since_on=plan.day,
                until_on=plan.day,
            )
            for resident, professional in sorted(set(pairs))
        ],
        ignore_conflicts=True,
    )
