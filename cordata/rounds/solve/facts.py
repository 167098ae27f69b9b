"""What has already happened on a day under way, and from where and when each professional goes on."""

from __future__ import annotations

from dataclasses import dataclass

from cordata.rounds.rules.planned import PlannedStop
from cordata.rounds.rules.problem import NO_ROAD, DayProblem, Demand, Done, Rest, Worker
from cordata.rounds.rules.weights import WEIGHTS


@dataclass(frozen=True, slots=True)
class Facts:
    """
    One professional's day up to now: the stops made, and the matrix place and second from which they go on.

    `home` is where they end: their base, or where they are if every road back is closed.
    """

    departs: int
    stops: tuple[PlannedStop, ...]
    place: int
    ready: int
    home: int


def demand_place(day: DayProblem, index: int) -> int:
    """Return the matrix row of a demand."""
    return 2 * len(day.workers) + index


def facts_of(day: DayProblem) -> tuple[Facts, ...]:
    """Return what each professional has done so far, in the order of the day's workers."""
    made: dict[str, list[tuple[int, Demand, Done]]] = {}
    for index, demand in enumerate(day.demands):
        for done in demand.done:
            made.setdefault(done.worker, []).append((demand_place(day, index), demand, done))
    return tuple(_facts(day, row, worker, made.get(worker.key, [])) for row, worker in enumerate(day.workers))


def _facts(day: DayProblem, row: int, worker: Worker, made: list[tuple[int, Demand, Done]]) -> Facts:
    here, ready = row, worker.opens if day.now is None else max(worker.opens, day.now)
    stops = []
    for place, demand, done in sorted(made, key=lambda one: one[2].start):
        travel, distance = int(day.seconds[here, place]), int(day.metres[here, place])
        late = lateness(demand, done.start)
        stops.append(
            PlannedStop(demand.key, done.member, travel, distance, done.start, done.start, done.end, late=late)
        )
        here, ready = place, max(ready, done.end)
    for rest in worker.rests:
        if rest.taken is not None:
            stops.append(_taken(rest, rest.taken))
            ready = max(ready, rest.taken + rest.duration)
    stops.sort(key=lambda stop: stop.starts)
    departs = stops[0].starts - stops[0].travel if stops else ready
    base = len(day.workers) + row
    return Facts(departs, tuple(stops), here, ready, base if can_drive(day, here, base) else here)


def can_drive(day: DayProblem, start: int, end: int) -> bool:
    """Return whether an open road leads from one matrix place to another."""
    return int(day.seconds[start, end]) < NO_ROAD


def _taken(rest: Rest, start: int) -> PlannedStop:
    return PlannedStop(None, 0, 0, 0, arrives=start, starts=start, ends=start + rest.duration)


def lateness(demand: Demand, start: int) -> int:
    """Return by how many seconds a start is past the window it belongs to."""
    begun = [window for window in demand.windows if window.opens <= start]
    return max(0, start - max(window.closes for window in begun)) if begun else 0


def spent(facts: tuple[Facts, ...]) -> dict[str, int]:
    """Return what the day has cost so far, by part, in seconds of driving."""
    stops = [stop for fact in facts for stop in fact.stops]
    return {
        "travel": WEIGHTS.travel * sum(stop.travel for stop in stops),
        "distance": WEIGHTS.distance * sum(stop.distance for stop in stops),
        "lateness": WEIGHTS.lateness * sum(stop.late for stop in stops),
    }
