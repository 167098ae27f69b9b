"""From a day of rounds to the engine's problem."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from cordata_engine import (
    Break,
    Incumbent,
    Link,
    Ordered,
    Pin,
    Problem,
    Route,
    SameTime,
    Stop,
    Weights,
    Window,
)

from cordata.rounds.rules.problem import DayProblem, Demand, Place, Sequences, TimeWindow, Worker
from cordata.rounds.rules.weights import WEIGHTS
from cordata.rounds.solve.facts import Facts, can_drive, demand_place, facts_of

GRACE = 15 * 60  # seconds after a window that another follows; who comes later still waits for that one


@dataclass(frozen=True, slots=True)
class Translation:
    """
    A day in the engine's terms, and the way back.

    `places` are its stops and `workers` its first routes, in order. A visit already made that another must follow is a
    stop too, alone on a route of its own after those.
    """

    day: DayProblem
    facts: tuple[Facts, ...]
    problem: Problem
    places: tuple[Place, ...]
    routes: Mapping[str, int]

    def rows(self, sequences: Sequences) -> list[list[int]]:
        """Return who goes where as the engine takes it: without what is done, not asked for, or out of reach."""
        echoes = len(self.problem.routes) - len(self.day.workers)
        first = len(self.places) - echoes
        stops = {place: index for index, place in enumerate(self.places[:first])}
        rows = [
            [
                stops[place]
                for place in sequences.get(worker.key, ())
                if place in stops and self._leads(facts, stops[place])
            ]
            for worker, facts in zip(self.day.workers, self.facts, strict=True)
        ]
        return rows + [[first + number] for number in range(echoes)]

    def _leads(self, facts: Facts, stop: int) -> bool:
        return can_drive(self.day, facts.place, self.problem.stops[stop].place)


def translate(day: DayProblem) -> Translation:
    """Return the engine's problem for what is left of a day."""
    facts = facts_of(day)
    routes = {worker.key: row for row, worker in enumerate(day.workers)}
    open_places = [
        (index, demand, place)
        for index, demand in enumerate(day.demands)
        for place in demand.places
        if place[1] not in {done.member for done in demand.done}
    ]
    echoes = _echoes(day)
    stops = [
        _stop(demand, place[1], demand_place(day, index), routes, _cut_off(day, facts, demand_place(day, index)))
        for index, demand, place in open_places
    ]
    engine_routes = [_route(worker, fact) for worker, fact in zip(day.workers, facts, strict=True)]
    for number, (index, demand) in enumerate(echoes):
        done, place = demand.done[0], demand_place(day, index)
        stops.append(Stop(demand.key, place, max(1, done.end - done.start), pin=Pin(len(routes) + number, done.start)))
        engine_routes.append(Route(demand.key, place, place, done.start, max(done.end, done.start + 1)))
    places = tuple(p for _, _, p in open_places) + tuple((d.key, d.done[0].member) for _, d in echoes)
    problem = Problem(
        stops=tuple(stops),
        routes=tuple(engine_routes),
        links=tuple(_links(day, places)),
        travel=(day.seconds,),
        distance=(day.metres,),
        weights=Weights(**asdict(WEIGHTS)),
    )
    return Translation(day, facts, problem, places, routes)


def _echoes(day: DayProblem) -> list[tuple[int, Demand]]:
    """Return the visits already made that one still to be made must follow."""
    followed = {demand.after.key for demand in day.demands if demand.after and not demand.done}
    return [(index, demand) for index, demand in enumerate(day.demands) if demand.done and demand.key in followed]


def _cut_off(day: DayProblem, facts: tuple[Facts, ...], place: int) -> frozenset[str]:
    """Return the professionals whom no open road leads to a place."""
    return frozenset(
        worker.key for worker, fact in zip(day.workers, facts, strict=True) if not can_drive(day, fact.place, place)
    )


def _stop(demand: Demand, member: int, place: int, routes: Mapping[str, int], cut_off: frozenset[str]) -> Stop:
    held = {pin.member: pin for pin in demand.pins if pin.worker in routes and pin.worker not in cut_off}
    pin = held.get(member)
    before = next((spot for spot in demand.before if spot.member == member and spot.worker in routes), None)
    there_already = {done.worker for done in demand.done}
    return Stop(
        name=demand.key,  # never the person's name: the engine says it in what it raises, and that is logged
        place=place,
        service_duration=demand.duration,
        windows=tuple(_windows(demand.windows)),
        skills=demand.skills,
        language=demand.language,
        preferred=_known(demand.preferred, routes),
        forbidden=_known(demand.forbidden | there_already, routes),
        familiar={routes[key]: times for key, times in demand.familiar.items() if key in routes},
        priority=demand.priority,
        pin=Pin(routes[pin.worker], pin.start) if pin else None,
        incumbent=Incumbent(routes[before.worker], before.start) if before else None,
    )


def _known(keys: frozenset[str], routes: Mapping[str, int]) -> frozenset[int]:
    return frozenset(routes[key] for key in keys if key in routes)


def _windows(windows: tuple[TimeWindow, ...]) -> Iterator[Window]:
    """Yield the windows in order; those that touch are one, and whoever comes well after one waits for the next."""
    joined: list[TimeWindow] = []
    for window in sorted(windows, key=lambda one: one.opens):
        if joined and window.opens <= joined[-1].closes + 1:
            last = joined.pop()
            is_hard = last.is_hard if last.closes > window.closes else window.is_hard
            window = TimeWindow(last.opens, max(last.closes, window.closes), is_hard)
        joined.append(window)
    following: list[TimeWindow | None] = [*joined[1:], None]
    for window, after in zip(joined, following, strict=True):
        yield Window(window.opens, window.closes, _latest(window, after))


def _latest(window: TimeWindow, following: TimeWindow | None) -> int | None:
    if window.is_hard:
        return window.closes
    return None if following is None else min(window.closes + GRACE, following.opens - 1)


def _route(worker: Worker, facts: Facts) -> Route:
    closes = max(worker.closes, facts.ready)
    return Route(
        name=worker.key,
        start_place=facts.place,
        end_place=facts.home,
        opens=facts.ready,
        closes=closes,
        overtime=max(0, worker.closes + worker.overtime - closes),
        skills=worker.skills,
        languages=worker.languages,
        breaks=tuple(
            Break(rest.duration, max(rest.opens, facts.ready), rest.latest)
            for rest in sorted(worker.rests, key=lambda rest: rest.opens)
            if rest.taken is None and rest.latest >= facts.ready
        ),
    )


def _links(day: DayProblem, places: tuple[Place, ...]) -> Iterator[Link]:
    stops = {place: index for index, place in enumerate(places)}
    by_key = {demand.key: demand for demand in day.demands}
    for demand in day.demands:
        members = [stops[place] for place in demand.places if place in stops]
        if len(members) > 1 and not demand.done:
            yield SameTime(tuple(members))
        if demand.after and members and not demand.done and demand.after.key in by_key:
            yield from _ordered(by_key[demand.after.key], demand, members, stops)


def _ordered(first: Demand, second: Demand, members: list[int], stops: Mapping[Place, int]) -> Iterator[Link]:
    """Yield the gap, start to start, to the second visit's first member: the others come with them."""
    if second.after is None:
        return
    lasts = first.done[0].end - first.done[0].start if first.done else first.duration
    member = first.done[0].member if first.done else 0
    gap_min, gap_max = second.after.gap_min, second.after.gap_max
    longest = None if gap_max is None else lasts + gap_max
    yield Ordered(stops[first.key, member], members[0], lasts + gap_min, longest)
