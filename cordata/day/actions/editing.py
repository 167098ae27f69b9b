from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cordata.accounts.models import Area, User
from cordata.care.models import Visit
from cordata.day.queries.moves import Move, demand_of, outside_agreement, try_move
from cordata.day.queries.refusals import NeedsAsking, NothingPlanned, NotToMove
from cordata.rounds.actions import Draft, hold_day, require_latest, store_plan
from cordata.rounds.models import Plan, Stop
from cordata.rounds.queries import LoadedDay, latest_plan, load_day, pins_of, stored_day
from cordata.rounds.queries.plans import inputs_of
from cordata.rounds.rules.moves import without
from cordata.rounds.rules.problem import Place
from cordata.rounds.solve import lay_out
from cordata.workforce.models import Professional

__all__ = ["NeedsAsking", "NotToMove", "NothingPlanned", "move_visit", "pin_visit", "set_aside", "unpin_visit"]


@transaction.atomic
def move_visit(  # noqa: PLR0913 (a move, and who makes it on what)
    *,
    area: Area,
    day: date,
    visit: Visit,
    member: int,
    to_professional: Professional,
    version: int,
    by: User,
    at: datetime,
    position: int | None = None,
    start: datetime | None = None,
    around: datetime | None = None,
    anyway: bool = False,
) -> Plan:
    """
    Put a visit on a professional's round: at a position, `around` or exactly at a time, or where it costs least.

    It is pinned there, as whoever moved it expects: to the professional, or with `start` to the professional and time.
    Outside the hours agreed it goes only `anyway`.

    :raises PlanHasMoved: if `version` is not the latest plan
    :raises NothingPlanned: if the day has no plan yet
    :raises NotToMove: if the visit cannot go there, whatever it costs
    :raises NeedsAsking: if it can, but not within the hours agreed with the person or the professional
    """
    _plan, loaded = _open(area, day, version, at)
    move = Move(visit, member, to_professional, position, start, around)
    done = try_move(loaded, move)
    if not anyway and (why := outside_agreement(done, move)):
        raise NeedsAsking(why)
    pin = Stop.Pin.PROFESSIONAL if start is None else Stop.Pin.TIME
    pins = {**pins_of(done.plan), move.place: pin}
    draft = Draft(done.after, inputs_of(done.plan), Plan.Because.MOVED, pins, visit)
    return store_plan(area=area, day=day, draft=draft, version=version, by=by, at=at)


@transaction.atomic
def set_aside(*, area: Area, day: date, visit: Visit, version: int, by: User, at: datetime) -> Plan:
    """
    Take a visit, with everybody it needs, off its rounds.

    Re-planning leaves it off; putting it on a round by hand, or planning the day afresh, ends that.

    :raises PlanHasMoved: if `version` is not the latest plan
    :raises NothingPlanned: if the day has no plan yet
    :raises NotToMove: if the visit is on no round, or somebody has been there
    """
    plan, loaded = _open(area, day, version, at)
    demand = demand_of(loaded.problem, (str(visit.pk), 0))
    now = stored_day(plan)
    if not any(place[0] == demand.key for row in now.sequences.values() for place in row):
        raise NotToMove(_("This visit is on no round."))
    aside = replace(
        loaded.by_hand,
        demands=tuple(
            replace(one, pins=(), is_aside=True) if one.key == demand.key else one for one in loaded.by_hand.demands
        ),
    )
    planned = lay_out(aside, without(now.sequences, *demand.places), like=now)
    pins = {place: pin for place, pin in pins_of(plan).items() if place[0] != demand.key}
    draft = Draft(planned, inputs_of(plan), Plan.Because.SET_ASIDE, pins, visit)
    return store_plan(area=area, day=day, draft=draft, version=version, by=by, at=at)


@transaction.atomic
def pin_visit(  # noqa: PLR0913 (a pin, and who sets it on what)
    *, area: Area, day: date, visit: Visit, member: int, with_time: bool, version: int, by: User, at: datetime
) -> Plan:
    """
    Pin a visit to the professional who has it, with `with_time` also to its time: planning leaves it there.

    :raises PlanHasMoved: if `version` is not the latest plan
    :raises NothingPlanned: if the day has no plan yet
    :raises NotToMove: if the visit is on no round
    """
    plan = _latest(area, day, version)
    place = (str(visit.pk), member)
    if not any(place in row for row in stored_day(plan).sequences.values()):
        raise NotToMove(_("This visit is on no round. Move it to one first."))
    pin = Stop.Pin.TIME if with_time else Stop.Pin.PROFESSIONAL
    draft = _repinned(plan, Plan.Because.PINNED, visit, {**pins_of(plan), place: pin})
    return store_plan(area=area, day=day, draft=draft, version=version, by=by, at=at)


@transaction.atomic
def unpin_visit(  # noqa: PLR0913 (a pin, and who takes it away on what)
    *, area: Area, day: date, visit: Visit, member: int, version: int, by: User, at: datetime
) -> Plan:
    """
    Take a pin away.

    :raises PlanHasMoved: if `version` is not the latest plan
    :raises NothingPlanned: if the day has no plan yet
    :raises NotToMove: if the visit is not pinned
    """
    plan = _latest(area, day, version)
    pins = pins_of(plan)
    if pins.pop((str(visit.pk), member), None) is None:
        raise NotToMove(_("This visit is not pinned."))
    draft = _repinned(plan, Plan.Because.UNPINNED, visit, pins)
    return store_plan(area=area, day=day, draft=draft, version=version, by=by, at=at)


def _open(area: Area, day: date, version: int, at: datetime) -> tuple[Plan, LoadedDay]:
    """Lock a day, then read it, so that two editors cannot both start from the same plan."""
    plan = _latest(area, day, version)
    return plan, load_day(area, day, at, plan=plan)


def _latest(area: Area, day: date, version: int) -> Plan:
    hold_day(area, day)
    plan = latest_plan(area, day)
    require_latest(plan, version)
    if plan is None:
        raise NothingPlanned(_("This day has no plan yet. Plan it first."))
    return plan


def _repinned(plan: Plan, because: Plan.Because, visit: Visit, pins: Mapping[Place, Stop.Pin]) -> Draft:
    return Draft(stored_day(plan), inputs_of(plan), because, pins, visit)
