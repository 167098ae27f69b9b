"""
The baseline: regret-3 insertion in plain Python, which knows of links (Potvin & Rousseau 1993).

Pairs that start together go first, at the start that suits both rounds best; then, one after the other, the stop that
would lose most by not getting its best route now. A stop tied to one already placed keeps within what the tie allows.
Whole seconds from midnight; costs in seconds of driving, as in `Weights`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import permutations

from cordata_engine import Ordered, Problem, SameTime, Stop
from cordata_engine.recount import Roads, overrun
from cordata_engine.retime import earliest

QUARTER = 900
REGRET = 3
NO_LIMIT = 10**9


@dataclass(frozen=True, slots=True)
class Option:
    """A stop put on a route: what the route then costs more, and its elements and starts."""

    price: int
    sequence: list[int]
    starts: list[int]


@dataclass
class Rounds:
    """The plan under construction, with what each route costs and when each stop starts."""

    problem: Problem
    roads: Roads
    sequences: list[list[int]]
    costs: list[int]
    starts: dict[int, int] = field(default_factory=dict)
    same_time: dict[int, int] = field(default_factory=dict)
    ordered: dict[int, list[Ordered]] = field(default_factory=dict)

    @classmethod
    def empty(cls, problem: Problem) -> "Rounds":
        rounds = cls(
            problem,
            Roads(problem),
            [[~k for k in range(len(route.breaks))] for route in problem.routes],
            [0] * len(problem.routes),
        )
        for link in problem.links:
            if isinstance(link, SameTime):
                first, second = link.stops
                rounds.same_time |= {first: second, second: first}
            elif isinstance(link, Ordered):
                for stop in (link.first, link.second):
                    rounds.ordered.setdefault(stop, []).append(link)
        return rounds

    def best(self, stop: int, route: int, at: int = 0) -> Option | None:
        """Return the cheapest way to put a stop on a route, starting exactly `at` if given; None if there is none."""
        if not self._may(stop, route):
            return None
        found = None
        sequence = self.sequences[route]
        for position in range(len(sequence) + 1):
            trial = [*sequence[:position], stop, *sequence[position:]]
            timed = self._walk(route, trial, {stop: at} if at else {})
            if timed and (found is None or timed[0] - self.costs[route] < found.price):
                found = Option(timed[0] - self.costs[route], trial, timed[1])
        return found

    def put(self, route: int, option: Option) -> None:
        self.sequences[route] = option.sequence
        self.costs[route] += option.price
        self.starts |= {e: s for e, s in zip(option.sequence, option.starts, strict=False) if e >= 0}

    def _may(self, index: int, route: int) -> bool:
        stop = self.problem.stops[index]
        return stop.skills <= self.problem.routes[route].skills and route not in stop.forbidden

    def _bounds(self, stop: int, held: dict[int, int], starts: dict[int, int]) -> tuple[int, int]:
        """Return from when to when the links let a stop start, all others staying where they are."""
        if stop in held:
            return held[stop], held[stop]
        if stop in self.same_time:
            return self.starts[stop], self.starts[stop]
        low, high = 0, NO_LIMIT
        for link in self.ordered.get(stop, ()):
            other = link.second if stop == link.first else link.first
            start = starts.get(other, self.starts.get(other))
            longest = NO_LIMIT if link.max_gap is None else link.max_gap
            if start is not None and stop == link.second:
                low, high = max(low, start + link.min_gap), min(high, start + longest)
            elif start is not None:
                low, high = max(low, start - longest), min(high, start - link.min_gap)
        return low, high

    def _walk(self, index: int, sequence: list[int], held: dict[int, int]) -> tuple[int, list[int]] | None:
        """Return the cost and the starts of a route, None if it breaks anything hard."""
        route, w = self.problem.routes[index], self.problem.weights
        seconds = self.roads.seconds[route.profile]
        place, ready, cost, starts = route.start_place, route.opens, 0, []
        last = max(position for position, element in enumerate(sequence) if element >= 0)
        now: dict[int, int] = {}
        for position, element in enumerate(sequence):
            if element < 0:
                pause = route.breaks[~element]
                if position > last and ready + seconds[place][route.end_place] <= pause.latest:
                    continue
                start = max(ready, pause.opens)
                if start > pause.latest:
                    return None
                end = start + pause.duration
            else:
                stop = self.problem.stops[element]
                low, high = self._bounds(element, held, now)
                drive = seconds[place][stop.place]
                cost += w.travel * drive + w.distance * self.roads.distance(route.profile, place, stop.place)
                ready += drive
                start = earliest(stop, max(ready, low))
                late, outside = overrun(stop, start)
                if start > high or outside:
                    return None
                cost += w.lateness * late + self._suits(stop, index)
                now[element], place, end = start, stop.place, start + stop.service_duration
            cost += w.waiting * (start - ready) if any(e >= 0 for e in sequence[:position]) else 0
            starts.append(start)
            ready = end
        home = seconds[place][route.end_place]
        over = max(0, ready + home - route.closes)
        if over > route.overtime:
            return None
        metres = self.roads.distance(route.profile, place, route.end_place)
        return cost + w.travel * home + w.distance * metres + w.overtime * over, starts

    def _suits(self, stop: Stop, route: int) -> int:
        w = self.problem.weights
        return (
            w.preference * (bool(stop.preferred) and route not in stop.preferred)
            + w.continuity * (bool(stop.familiar) and route not in stop.familiar)
            + w.language * (stop.language not in {None, *self.problem.routes[route].languages})
        )


def insert_by_regret(problem: Problem) -> list[list[int]]:
    """Return one sequence a route. Stops that fit nowhere, or cost more than leaving them out, are not in any."""
    rounds = Rounds.empty(problem)
    for pair in {tuple(sorted(pair)) for pair in rounds.same_time.items()}:
        _insert_pair(rounds, pair[0], pair[1])
    waiting = [stop for stop in range(len(problem.stops)) if stop not in rounds.same_time]
    routes = range(len(problem.routes))
    options = {stop: [rounds.best(stop, route) for route in routes] for stop in waiting}
    while options:
        stop = max(options, key=lambda stop: _regret(problem, stop, options[stop]))
        chosen = min((o.price, r) for r, o in enumerate(options[stop]) if o) if any(options[stop]) else None
        found = options.pop(stop)
        if chosen is None or chosen[0] >= problem.weights.unassigned * problem.stops[stop].priority:
            continue
        route = chosen[1]
        option = found[route]
        assert option is not None
        rounds.put(route, option)
        for other in options:
            options[other][route] = rounds.best(other, route)
        for other in _tied(rounds, route) & options.keys():
            options[other] = [rounds.best(other, r) for r in routes]
        for tied in {r for s in _tied(rounds, route) for r in routes if s in rounds.sequences[r]}:
            for other in options:
                options[other][tied] = rounds.best(other, tied)
    return rounds.sequences


def _tied(rounds: Rounds, route: int) -> set[int]:
    """Return the stops that an order ties to those of a route."""
    links = [link for stop in rounds.sequences[route] for link in rounds.ordered.get(stop, ())]
    return {stop for link in links for stop in (link.first, link.second)}


def _regret(problem: Problem, stop: int, options: list[Option | None]) -> int:
    price = problem.weights.unassigned * problem.stops[stop].priority
    prices = sorted(option.price if option else price for option in options) + [price] * REGRET
    return sum(other - prices[0] for other in prices[1:REGRET])


def _insert_pair(rounds: Rounds, first: int, second: int) -> None:
    cheapest: tuple[int, list[tuple[int, Option]]] | None = None
    for start in _quarters(rounds.problem.stops[first]):
        options = {}
        for route in range(len(rounds.problem.routes)):
            pair = rounds.best(first, route, start), rounds.best(second, route, start)
            if pair[0] and pair[1]:
                options[route] = pair[0], pair[1]
        for a, b in permutations(options, 2):
            price = options[a][0].price + options[b][1].price
            if cheapest is None or price < cheapest[0]:
                cheapest = price, [(a, options[a][0]), (b, options[b][1])]
    stops = rounds.problem.stops
    worth = rounds.problem.weights.unassigned * (stops[first].priority + stops[second].priority)
    if cheapest and cheapest[0] < worth:
        for route, option in cheapest[1]:
            rounds.put(route, option)


def _quarters(stop: Stop) -> Iterator[int]:
    for window in stop.windows:
        yield from range(window.opens, (window.latest or window.closes) + 1, QUARTER)
