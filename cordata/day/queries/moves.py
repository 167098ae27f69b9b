"""What it would mean to move a visit by hand, worked out without storing anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import gettext as _

from cordata.accounts.models import Area
from cordata.base.clock import DayClock
from cordata.care.models import Visit
from cordata.day.queries.refusals import NothingPlanned, NotToMove, missed, outside, refuse_two_places
from cordata.rounds.models import Plan
from cordata.rounds.queries import LoadedDay, load_day, stored_day
from cordata.rounds.rules.changes import Change, changes
from cordata.rounds.rules.moves import moved, position_at, without
from cordata.rounds.rules.planned import Broken, PlannedDay, PlannedStop
from cordata.rounds.rules.problem import DayProblem, Demand, PinTo, Place, Sequences
from cordata.rounds.solve import lay_out, try_positions
from cordata.workforce.models import Professional


@dataclass(frozen=True, slots=True)
class Move:
    """
    A visit on its way to a professional: to a position among the others, to a time, or where it costs least.

    `around` puts it among the others by that time and leaves its own time to the plan, `start` is exactly its time.
    """

    visit: Visit
    member: int
    to_professional: Professional
    position: int | None = None
    start: datetime | None = None
    around: datetime | None = None

    @property
    def place(self) -> Place:
        return (str(self.visit.pk), self.member)

    @property
    def worker(self) -> str:
        return str(self.to_professional.pk)


@dataclass(frozen=True, slots=True)
class Moved:
    """The day with the visit moved, beside the day as it is; both laid out over the roads as they are now."""

    loaded: LoadedDay
    plan: Plan
    before: PlannedDay
    after: PlannedDay


@dataclass(frozen=True, slots=True)
class NewlyBroken:
    """A hard promise that the move breaks: at a visit (by key), or of a professional's whole round (key None)."""

    key: str | None
    worker: str
    broken: Broken


@dataclass(frozen=True, slots=True)
class MovePreview:
    """What a move costs by part (seconds of driving), when the visit would be, what breaks, and who else shifts."""

    cost_before: Mapping[str, int]
    cost_after: Mapping[str, int]
    difference: Mapping[str, int]
    arrives_at: datetime
    starts_at: datetime
    ends_at: datetime
    late_s: int
    violations: tuple[NewlyBroken, ...]
    others: tuple[Change, ...]

    @property
    def total(self) -> int:
        return sum(self.difference.values())


def preview_move(  # noqa: PLR0913 (a move, and the day it is on)
    *,
    area: Area,
    day: date,
    visit: Visit,
    member: int,
    to_professional: Professional,
    at: datetime,
    position: int | None = None,
    start: datetime | None = None,
    around: datetime | None = None,
) -> MovePreview:
    """
    Return what moving a visit would mean.

    :raises NothingPlanned: if the day has no plan yet
    :raises NotToMove: if the visit cannot go there, whatever it costs
    """
    move = Move(visit, member, to_professional, position, start, around)
    done = try_move(load_day(area, day, at), move)
    clock, stop = done.loaded.clock, _stop_of(done.after, move.place)
    return MovePreview(
        cost_before=done.before.cost,
        cost_after=done.after.cost,
        difference={part: amount - done.before.cost.get(part, 0) for part, amount in done.after.cost.items()},
        arrives_at=clock.instant(stop.arrives),
        starts_at=clock.instant(stop.starts),
        ends_at=clock.instant(stop.ends),
        late_s=stop.late,
        violations=tuple(sorted(_broken(done.after) - _broken(done.before), key=repr)),
        others=tuple(one for one in changes(done.before, done.after) if one.key != move.place[0]),
    )


def try_move(loaded: LoadedDay, move: Move) -> Moved:
    """
    Return the day with a visit moved, pinned where it was put.

    :raises NothingPlanned: if the day has no plan yet
    :raises NotToMove: if the visit cannot go there, whatever it costs
    """
    if loaded.plan is None:
        raise NothingPlanned(_("This day has no plan yet. Plan it first."))
    now = stored_day(loaded.plan)
    sequences = now.sequences
    _require_possible(loaded.problem, sequences, move)
    before = lay_out(loaded.by_hand, sequences, like=now)
    start = None if move.start is None else loaded.clock.seconds(move.start)
    pinned = pin_in(loaded.by_hand, move.place, PinTo(move.member, move.worker, start))
    orders = [
        moved(before.sequences, move.place, move.worker, position)
        for position in _positions(pinned, before, move, loaded.clock)
    ]
    after = min((lay_out(pinned, order, like=now) for order in orders), key=_harm)
    if not any(move.place in row for row in after.sequences.values()):
        raise NotToMove(_("No open road leads there."))
    refuse_two_places(before, after, loaded.clock)
    return Moved(loaded, loaded.plan, before, after)


def _positions(problem: DayProblem, before: PlannedDay, move: Move, clock: DayClock) -> tuple[int, ...]:
    """Return where on the round the visit may go; at an exact time, also before a visit that lasts beyond it."""
    if move.start is not None:
        position = position_at(before, move.place, move.worker, clock.seconds(move.start))
        return (position, position - 1) if position else (position,)
    if move.around is not None:
        return (position_at(before, move.place, move.worker, clock.seconds(move.around)),)
    if move.position is not None:
        return (move.position,)
    options = try_positions(problem, without(before.sequences, move.place), move.place, [move.worker])
    return (min(options, key=lambda option: (len(option.violations), option.total)).position,)


def _harm(planned: PlannedDay) -> tuple[int, int, int]:
    return len(missed(planned)), len(_broken(planned)), planned.total


def outside_agreement(done: Moved, move: Move) -> str:
    """Return in what way a move leaves the hours agreed with the person or the professional, or nothing."""
    demand = demand_of(done.loaded.problem, move.place)
    worker = next(one for one in done.loaded.problem.workers if one.key == move.worker)
    round_ = next(one for one in done.after.rounds if one.worker == move.worker)
    before = next((one for one in done.before.rounds if one.worker == move.worker), None)
    return outside(demand, worker, _stop_of(done.after, move.place), round_, before, done.loaded.clock)


def _require_possible(problem: DayProblem, sequences: Sequences, move: Move) -> None:
    demand = demand_of(problem, move.place)
    if move.worker not in {worker.key for worker in problem.workers}:
        raise NotToMove(_("%(who)s does not work on this day.") % {"who": move.to_professional})
    companions = [place for place in sequences.get(move.worker, ()) if place[0] == demand.key and place != move.place]
    if companions:
        raise NotToMove(_("%(who)s is already one of the two people at this visit.") % {"who": move.to_professional})


def demand_of(problem: DayProblem, place: Place) -> Demand:
    """
    Return the visit a place belongs to.

    :raises NotToMove: if it is not asked for any more, or somebody has been there
    """
    key, member = place
    demand = next((one for one in problem.demands if one.key == key and member < one.people), None)
    if demand is None:
        raise NotToMove(_("This visit is not asked for on this day any more."))
    if demand.done:
        raise NotToMove(_("Somebody has already been at this visit; it stays where it was made."))
    return demand


def pin_in(problem: DayProblem, place: Place, pin: PinTo) -> DayProblem:
    """Return the day with a visit's pin replaced; the other person it needs, when pinned to a time, comes along."""
    key, member = place
    demands = tuple(
        replace(one, pins=(*(_along(old, pin) for old in one.pins if old.member != member), pin))
        if one.key == key
        else one
        for one in problem.demands
    )
    return replace(problem, demands=demands)


def _along(other: PinTo, pin: PinTo) -> PinTo:
    return replace(other, start=pin.start) if other.start is not None else other


def _stop_of(planned: PlannedDay, place: Place) -> PlannedStop:
    return next(stop for one in planned.rounds for stop in one.stops if stop.place == place)


def _broken(planned: PlannedDay) -> set[NewlyBroken]:
    of_stops = {
        NewlyBroken(stop.key, one.worker, broken)
        for one in planned.rounds
        for stop in one.stops
        for broken in stop.violations
    }
    return of_stops | {NewlyBroken(None, one.worker, broken) for one in planned.rounds for broken in one.violations}
