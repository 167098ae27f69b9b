"""
The checker's own least schedule: the earliest start of every stop and break, sequences given.

Plain passes to a fixpoint (a link that asks for a later start sends its route round again); nothing is shared with
the core. Whole seconds from midnight.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from cordata_engine.problem import Link, Ordered, Problem, SameTime, Stop
from cordata_engine.recount import Roads, Timed, Times, is_fixed


@dataclass(frozen=True, slots=True)
class Rules:
    """What timing obeys: the problem, its roads, and for each stop the links that tie its start to others'."""

    problem: Problem
    roads: Roads
    links: dict[int, list[SameTime | Ordered]] = field(default_factory=dict)

    @classmethod
    def of(cls, problem: Problem, roads: Roads) -> Rules:
        rules = cls(problem, roads)
        for link in problem.links:
            for stop in _timed_stops(link):
                assert isinstance(link, SameTime | Ordered)
                rules.links.setdefault(stop, []).append(link)
        return rules


def _timed_stops(link: Link) -> tuple[int, ...]:
    if isinstance(link, SameTime):
        return link.stops
    return (link.first, link.second) if isinstance(link, Ordered) else ()


def least(rules: Rules, sequences: list[list[int]], floors: dict[int, int], base: Timed | None = None) -> Timed | None:
    """
    Return the least schedule in which no stop starts before its floor; None where the links allow none.

    Floors are raised in place as links ask; a stop on trial is held at its start by a floor of its own. `base` is a
    least schedule known to start nothing later than this one: routes whose sequence it shares are taken over.
    """
    starts: Times = [[] for _ in sequences]
    dirty = set(range(len(sequences)))
    linked: dict[int, int] = {}
    if base is not None:
        starts = list(base.starts)
        dirty = {route for route, sequence in enumerate(sequences) if sequence is not base.sequences[route]}
        linked = {stop: base.at[stop][1] for stop in rules.links if stop in base.at}
        floors |= linked
    routes = {element: route for route, sequence in enumerate(sequences) for element in sequence if element >= 0}
    for _ in range(4 * len(routes) + 8):
        changed: set[int] = set()
        for route in dirty:
            starts[route] = _walk(rules, route, sequences[route], floors)
            for element, start in zip(sequences[route], starts[route], strict=True):
                if element in rules.links and linked.get(element) != start:
                    linked[element] = start
                    changed.add(element)
        dirty = {routes[stop] for stop in changed for stop in _raise_floors(rules, stop, linked, floors)}
        if not dirty:
            return Timed(rules.problem, rules.roads, sequences, starts)
    return None


def _walk(rules: Rules, index: int, sequence: list[int], floors: dict[int, int]) -> list[int]:
    route = rules.problem.routes[index]
    seconds = rules.roads.seconds[route.profile]
    place, clock = route.start_place, route.opens
    starts = []
    for element in sequence:
        if element < 0:
            pause = route.breaks[~element]
            start = max(clock, pause.opens)
            clock = start + pause.duration
        else:
            stop = rules.problem.stops[element]
            ready = max(clock + seconds[place][stop.place], floors.get(element, 0))
            start = earliest(stop, ready)
            clock, place = start + stop.service_duration, stop.place
        starts.append(start)
    return starts


def earliest(stop: Stop, ready: int) -> int:
    """Return the first second from `ready` on at which the stop may start; `ready` itself past its last window.

    A stop pinned with a start starts then, come what may.
    """
    if is_fixed(stop):
        assert stop.pin is not None
        assert stop.pin.start is not None
        return stop.pin.start
    for number, window in enumerate(stop.windows):
        if ready <= window.opens:
            return window.opens
        if window.latest is not None and ready <= window.latest:
            return ready
        following = stop.windows[number + 1 :]
        if window.latest is None and (not following or ready < following[0].opens):
            return ready
    return ready


def _raise_floors(rules: Rules, stop: int, starts: dict[int, int], floors: dict[int, int]) -> Iterator[int]:
    """Raise the floors of the stops tied to this one, and yield those that must move."""
    for link in rules.links[stop]:
        for other, floor in _asked(link, starts):
            if floor > floors.get(other, 0):
                floors[other] = floor
                if starts[other] < floor:
                    yield other


def _asked(link: SameTime | Ordered, starts: dict[int, int]) -> list[tuple[int, int]]:
    """Return the starts that a link asks of its stops, those that are visited."""
    if isinstance(link, SameTime):
        present = [stop for stop in link.stops if stop in starts]
        top = max((starts[stop] for stop in present), default=0)
        return [(stop, top) for stop in present]
    if link.first not in starts or link.second not in starts:
        return []
    asked = [(link.second, starts[link.first] + link.min_gap)]
    if link.max_gap is not None:
        asked.append((link.first, starts[link.second] - link.max_gap))
    return asked
