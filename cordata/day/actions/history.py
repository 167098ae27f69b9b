from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cordata.accounts.models import Area, User
from cordata.rounds.actions import Draft, hold_day, require_latest, store_plan
from cordata.rounds.models import Plan
from cordata.rounds.queries import inputs_now, latest_plan, load_day, pins_of, stored_day
from cordata.rounds.queries.plans import inputs_of
from cordata.rounds.solve import lay_out


class NothingToUndo(Exception):
    """There is no plan before this one."""


class NothingToRedo(Exception):
    """Nothing was undone since the last change."""


@transaction.atomic
def undo(*, area: Area, day: date, version: int, by: User, at: datetime) -> Plan:
    """
    Go back to the plan before the last change, as a new version; undoing again walks further back.

    :raises PlanHasMoved: if `version` is not the latest plan
    :raises NothingToUndo: if there is no plan before it
    """
    latest = _latest(area, day, version)
    if latest is None or latest.based_on is None:
        raise NothingToUndo(_("There is nothing to undo."))
    draft = _restored(latest.based_on, Plan.Because.UNDONE, undid=latest, at=at)
    return store_plan(area=area, day=day, draft=draft, version=version, by=by, at=at)


@transaction.atomic
def redo(*, area: Area, day: date, version: int, by: User, at: datetime) -> Plan:
    """
    Make the change again that was undone last, as a new version.

    :raises PlanHasMoved: if `version` is not the latest plan
    :raises NothingToRedo: if nothing was undone since the last change
    """
    latest = _latest(area, day, version)
    if latest is None or latest.undid is None:
        raise NothingToRedo(_("There is nothing to do again."))
    draft = _restored(latest.undid, Plan.Because.REDONE, undid=latest.undid.undid, at=at)
    return store_plan(area=area, day=day, draft=draft, version=version, by=by, at=at)


def _latest(area: Area, day: date, version: int) -> Plan | None:
    hold_day(area, day)
    latest = latest_plan(area, day)
    require_latest(latest, version)
    return latest


def _restored(plan: Plan, because: Plan.Because, *, undid: Plan | None, at: datetime) -> Draft:
    """Return an earlier plan to store again; where roads, visits or shifts have changed since, laid out anew."""
    if inputs_of(plan) == inputs_now(plan.area, plan.day, at):
        return Draft.copy(plan, because, undid)
    earlier = stored_day(plan)
    planned = lay_out(load_day(plan.area, plan.day, at, plan=plan).by_hand, earlier.sequences, like=earlier)
    return Draft(planned, inputs_of(plan), because, pins_of(plan), plan.about, plan.based_on, undid)
