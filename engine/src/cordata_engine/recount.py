"""
A plan counted again from its start times alone: what it breaks and what it costs.

This is the checker's own arithmetic, in plain Python. It shares nothing with the core, so that a fault in one shows
against the other. Whole seconds from midnight, whole metres.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from cordata_engine.problem import Apart, Link, Ordered, Problem, Route, SameTime, Stop, Together
from cordata_engine.solution import Constraint, Violation

Times = list[list[int]]


class Roads:
    """The travel matrices as lists: ten times quicker to read one by one than an array."""

    def __init__(self, problem: Problem) -> None:
        self.seconds = [matrix.tolist() for matrix in problem.travel]
        self.metres = [matrix.tolist() for matrix in problem.distance] if problem.distance else None

    def distance(self, profile: int, start: int, end: int) -> int:
        """Return metres, 0 where the problem has no distances."""
        return int(self.metres[profile][start][end]) if self.metres else 0


@dataclass(frozen=True, slots=True)
class Passage:
    """One element of a route with what leads to it: `travel` seconds, `metres`, when it can start, when it does."""

    element: int
    travel: int
    metres: int
    ready: int
    starts: int
    ends: int
    wait: int


@dataclass(frozen=True)
class Timed:
    """Who does what when: one sequence and one list of starts a route, an element being a stop or a break (`~k`)."""

    problem: Problem
    roads: Roads
    sequences: list[list[int]]
    starts: Times

    @cached_property
    def at(self) -> dict[int, tuple[int, int]]:
        """Return the route and the start of each stop visited."""
        return {
            element: (route, start)
            for route, sequence in enumerate(self.sequences)
            for element, start in zip(sequence, self.starts[route], strict=True)
            if element >= 0
        }

    @cached_property
    def _rounds(self) -> dict[int, Round]:
        return {}

    def round(self, route: int) -> Round:
        """Return a route walked."""
        if route not in self._rounds:
            self._rounds[route] = self._walk(route)
        return self._rounds[route]

    def _walk(self, index: int) -> Round:
        route = self.problem.routes[index]
        seconds = self.roads.seconds[route.profile]
        place, ready, passages = route.start_place, route.opens, []
        departs = None
        for element, starts in zip(self.sequences[index], self.starts[index], strict=True):
            if element >= 0:
                stop = self.problem.stops[element]
                travel, metres = seconds[place][stop.place], self.roads.distance(route.profile, place, stop.place)
                place, duration = stop.place, stop.service_duration
            else:
                travel, metres, duration = 0, 0, route.breaks[~element].duration
            ready += travel
            wait = 0 if departs is None else max(0, starts - ready)
            passages.append(Passage(element, travel, metres, ready, starts, starts + duration, wait))
            if departs is None and element >= 0:
                departs = max(route.opens, starts - travel)
            ready = starts + duration
        if departs is None:
            return Round(tuple(passages), route.opens, route.opens, 0, 0)
        home = seconds[place][route.end_place]
        return Round(
            tuple(passages), departs, ready + home, home, self.roads.distance(route.profile, place, route.end_place)
        )


@dataclass(frozen=True, slots=True)
class Round:
    """A route walked: when it leaves and is back; without stops it is neither driven nor paid for."""

    passages: tuple[Passage, ...]
    departs: int
    returns: int
    travel_home: int
    distance_home: int

    @property
    def is_driven(self) -> bool:
        return any(passage.element >= 0 for passage in self.passages)


def overrun(stop: Stop, start: int) -> tuple[int, int]:
    """Return how long after the close of its window a stop starts, and how far outside every hard window."""
    if not stop.windows:
        return 0, 0
    begun = [window for window in stop.windows if window.opens <= start]
    if not begun:
        return 0, stop.windows[0].opens - start
    window = begun[-1]
    return max(0, start - window.closes), 0 if window.latest is None else max(0, start - window.latest)


def count_cost(timed: Timed, unassigned: Iterable[int]) -> dict[str, int]:
    """Return the cost by part, in seconds of driving, under the names of `Weights`."""
    problem = timed.problem
    counts = dict.fromkeys(type(problem.weights).__dataclass_fields__, 0)
    for index, route in enumerate(problem.routes):
        walked = timed.round(index)
        if walked.is_driven:
            counts["travel"] += walked.travel_home + sum(passage.travel for passage in walked.passages)
            counts["distance"] += walked.distance_home + sum(passage.metres for passage in walked.passages)
            counts["waiting"] += sum(passage.wait for passage in walked.passages)
            counts["overtime"] += max(0, walked.returns - route.closes)
    for stop, (route_index, start) in timed.at.items():
        _count_stop(counts, problem, problem.stops[stop], route_index, start)
    counts["unassigned"] = sum(problem.stops[stop].priority for stop in unassigned)
    return {name: count * int(getattr(problem.weights, name)) for name, count in counts.items()}


def _count_stop(counts: dict[str, int], problem: Problem, stop: Stop, route: int, start: int) -> None:
    counts["lateness"] += overrun(stop, start)[0]
    counts["preference"] += bool(stop.preferred) and route not in stop.preferred
    counts["continuity"] += bool(stop.familiar) and route not in stop.familiar
    counts["language"] += stop.language is not None and stop.language not in problem.routes[route].languages
    if stop.incumbent is not None:
        counts["change"] += route != stop.incumbent.route
        counts["shift"] += abs(start - stop.incumbent.start)


def find_violations(timed: Timed, routes: Iterable[int] | None = None) -> list[Violation]:
    """Return every hard constraint that the plan breaks, by how much; at least those on the routes, when named."""
    found: list[Violation] = []
    for route in range(len(timed.sequences)) if routes is None else routes:
        walked = timed.round(route)
        for passage in walked.passages:
            found += _of_stop(timed.problem, route, passage) if passage.element >= 0 else ()
        found += _of_route(timed.problem.routes[route], route, walked) if walked.is_driven else ()
    for index, stop in enumerate(timed.problem.stops):
        if stop.pin is not None and stop.pin.start is not None and index not in timed.at:
            found.append(Violation(Constraint.PIN, index, stop.pin.route, 1))
    for link in timed.problem.links:
        found += _of_link(timed, link)
    return found


def _of_stop(problem: Problem, route: int, passage: Passage) -> Iterator[Violation]:
    stop = problem.stops[passage.element]
    if not stop.skills <= problem.routes[route].skills:
        yield Violation(Constraint.SKILL, passage.element, route, 1)
    if route in stop.forbidden:
        yield Violation(Constraint.FORBIDDEN, passage.element, route, 1)
    if stop.pin is not None and stop.pin.route != route:
        yield Violation(Constraint.PIN, passage.element, route, 1)
    elif is_fixed(stop) and passage.ready > passage.starts:
        yield Violation(Constraint.PIN, passage.element, route, passage.ready - passage.starts)
    if (beyond := overrun(stop, passage.starts)[1]) > 0:
        yield Violation(Constraint.WINDOW, passage.element, route, beyond)


def _of_route(route: Route, index: int, walked: Round) -> Iterator[Violation]:
    over = walked.returns - route.closes - route.overtime
    if over > 0:
        yield Violation(Constraint.SHIFT, None, index, over)
    taken = {~passage.element: passage.starts for passage in walked.passages}
    for number, pause in enumerate(route.breaks):
        if number not in taken:
            if walked.departs <= pause.latest < walked.returns:
                yield Violation(Constraint.BREAK, None, index, pause.duration)
        elif taken[number] > pause.latest:
            yield Violation(Constraint.BREAK, None, index, taken[number] - pause.latest)


def _of_link(timed: Timed, link: Link) -> Iterator[Violation]:
    members = link.stops if isinstance(link, SameTime) else _ends(link)
    places = [timed.at[stop] for stop in members if stop in timed.at]
    if isinstance(link, SameTime):
        yield from _of_same_time(timed, link)
        return
    if len(places) < 2:
        return
    (first_route, first_start), (route, start) = places
    if isinstance(link, Ordered):
        gap = start - first_start
        beyond = 0 if link.max_gap is None else gap - link.max_gap
        if (wrong := max(link.min_gap - gap, beyond)) > 0:
            yield Violation(Constraint.GAP, link.second, route, wrong)
    elif isinstance(link, Apart) and first_route == route:
        yield Violation(Constraint.APART, link.b, route, 1)
    elif isinstance(link, Together) and first_route != route:
        yield Violation(Constraint.TOGETHER, link.b, route, 1)


def _ends(link: Ordered | Apart | Together) -> tuple[int, int]:
    return (link.first, link.second) if isinstance(link, Ordered) else (link.a, link.b)


def _of_same_time(timed: Timed, link: SameTime) -> Iterator[Violation]:
    present = [(stop, *timed.at[stop]) for stop in link.stops if stop in timed.at]
    for number, (stop, route, start) in enumerate(present):
        before = present[:number]
        apart = max((abs(start - other) for _, _, other in before), default=0)
        shares = any(route == other for _, other, _ in before)
        if apart or shares:
            yield Violation(Constraint.SAME_TIME, stop, route, apart or 1)
    if any(not is_fixed(timed.problem.stops[stop]) for stop, _, _ in present):
        for stop in link.stops:
            if stop not in timed.at:
                yield Violation(Constraint.SAME_TIME, stop, None, 1)


def is_fixed(stop: Stop) -> bool:
    """Return whether the stop is pinned with a start: done, under way or fixed by hand."""
    return stop.pin is not None and stop.pin.start is not None
