"""
A slow oracle: the least schedule by relaxing every constraint, one at a time, until none moves; and all plans tried.

It is written to be read, not to be quick, and shares nothing with the engine but the problem and the solution.
"""

from collections.abc import Iterator
from itertools import permutations, product

from cordata_engine import (
    Apart,
    Cost,
    Ordered,
    Problem,
    Route,
    RoutePlan,
    SameTime,
    Sequences,
    Solution,
    Step,
    Stop,
    Together,
    Unassigned,
)

Starts = dict[tuple[int, int], int]
"""The start of each element, by route and position."""


class NoSchedule(Exception):
    """The links tie these sequences in a knot: whatever starts later asks another to start later still."""


def least_starts(problem: Problem, sequences: Sequences) -> Starts:
    """
    Return the earliest start of every element, sequences given.

    :raises NoSchedule: if the links of these sequences deadlock
    """
    starts: Starts = {(r, p): 0 for r, sequence in enumerate(sequences) for p in range(len(sequence))}
    for _ in range(20 * len(starts) + 20):
        before = dict(starts)
        for route, position in starts:
            wanted = max(_ready(problem, sequences, starts, route, position), before[route, position])
            starts[route, position] = _first_allowed(problem, route, sequences[route][position], wanted)
        _obey_links(problem, sequences, starts)
        if starts == before:
            return starts
    raise NoSchedule


def _place_before(problem: Problem, sequences: Sequences, route: int, position: int) -> int:
    visited = [element for element in sequences[route][:position] if element >= 0]
    return problem.stops[visited[-1]].place if visited else problem.routes[route].start_place


def _drive(problem: Problem, sequences: Sequences, route: int, position: int) -> tuple[int, int]:
    """Return the seconds and metres that lead to an element; to the end place past the last."""
    if position < len(sequences[route]):
        element = sequences[route][position]
        if element < 0:
            return 0, 0
        target = problem.stops[element].place
    else:
        target = problem.routes[route].end_place
    profile, origin = problem.routes[route].profile, _place_before(problem, sequences, route, position)
    metres = int(problem.distance[profile][origin, target]) if problem.distance else 0
    return int(problem.travel[profile][origin, target]), metres


def _duration(problem: Problem, route: int, element: int) -> int:
    if element >= 0:
        return problem.stops[element].service_duration
    return problem.routes[route].breaks[~element].duration


def _ready(problem: Problem, sequences: Sequences, starts: Starts, route: int, position: int) -> int:
    clock = problem.routes[route].opens
    if position > 0:
        clock = starts[route, position - 1] + _duration(problem, route, sequences[route][position - 1])
    return clock + _drive(problem, sequences, route, position)[0]


def is_open(stop: Stop, start: int) -> bool:
    """Return whether some window allows the start, late or not."""
    following = [window.opens for window in stop.windows[1:]]
    for number, window in enumerate(stop.windows):
        last = window.latest
        if last is None:
            last = following[number] - 1 if number < len(following) else start
        if window.opens <= start <= last:
            return True
    return not stop.windows


def _first_allowed(problem: Problem, route: int, element: int, ready: int) -> int:
    if element < 0:
        return max(ready, problem.routes[route].breaks[~element].opens)
    stop = problem.stops[element]
    if stop.pin is not None and stop.pin.start is not None:
        return stop.pin.start
    candidates = [ready, *(window.opens for window in stop.windows)]
    return min((start for start in candidates if start >= ready and is_open(stop, start)), default=ready)


def _obey_links(problem: Problem, sequences: Sequences, starts: Starts) -> None:
    spot = {element: (r, p) for r, sequence in enumerate(sequences) for p, element in enumerate(sequence)}
    for link in problem.links:
        if isinstance(link, SameTime):
            tied = [spot[stop] for stop in link.stops if stop in spot]
            pairs = [(a, b, 0) for a in tied for b in tied]
        elif isinstance(link, Ordered) and link.first in spot and link.second in spot:
            pairs = [(spot[link.first], spot[link.second], link.min_gap)]
            if link.max_gap is not None:
                pairs.append((spot[link.second], spot[link.first], -link.max_gap))
        else:
            pairs = []
        for a, b, gap in pairs:
            stop = problem.stops[sequences[b[0]][b[1]]]
            if stop.pin is None or stop.pin.start is None:
                starts[b] = max(starts[b], starts[a] + gap)


def timetable(problem: Problem, sequences: Sequences, unassigned: tuple[Unassigned, ...] = ()) -> Solution:
    """Return the plan with these sequences, timed and priced by hand; it tells of no violations."""
    starts = least_starts(problem, sequences)
    plans = tuple(_plan(problem, sequences, starts, route) for route in range(len(problem.routes)))
    return Solution(plans=plans, unassigned=unassigned, cost=Cost(price(problem, plans, unassigned)))


def _plan(problem: Problem, sequences: Sequences, starts: Starts, route: int) -> RoutePlan:
    opens = problem.routes[route].opens
    if not any(element >= 0 for element in sequences[route]):
        return RoutePlan(route, opens, (), opens, 0, 0, 0)
    steps: list[Step] = []
    for position, element in enumerate(sequences[route]):
        start = starts[route, position]
        travel, metres = _drive(problem, sequences, route, position)
        is_under_way = any(before >= 0 for before in sequences[route][:position])
        ready = _ready(problem, sequences, starts, route, position)
        arrives = ready if is_under_way else max(ready, start)
        late = _late(problem.stops[element], start) if element >= 0 else 0
        end = start + _duration(problem, route, element)
        stop, pause = (element, None) if element >= 0 else (None, ~element)
        steps.append(Step(stop, pause, travel, metres, arrives, start, end, max(0, start - arrives), late))
    home, metres = _drive(problem, sequences, route, len(sequences[route]))
    first = next(step for step in steps if step.stop is not None)
    returns = steps[-1].ends + home
    overtime = max(0, returns - problem.routes[route].closes)
    departs = max(opens, first.starts - first.travel)
    return RoutePlan(route, departs, tuple(steps), returns, home, metres, overtime)


def _late(stop: Stop, start: int) -> int:
    return min((max(0, start - window.closes) for window in stop.windows if window.opens <= start), default=0)


def price(problem: Problem, plans: tuple[RoutePlan, ...], unassigned: tuple[Unassigned, ...]) -> dict[str, int]:
    """Return the cost by part, term by term as `Weights` words it."""
    w, made = problem.weights, [(plan.route, step) for plan in plans for step in plan.steps if step.stop is not None]
    visits = [(problem.stops[step.stop], route, step.starts) for route, step in made if step.stop is not None]
    steps = [step for plan in plans for step in plan.steps]
    return {
        "travel": w.travel * (sum(s.travel for s in steps) + sum(p.travel_home for p in plans)),
        "distance": w.distance * (sum(s.distance for s in steps) + sum(p.distance_home for p in plans)),
        "lateness": w.lateness * sum(step.late for step in steps),
        "overtime": w.overtime * sum(plan.overtime for plan in plans),
        "waiting": w.waiting * sum(step.wait for step in steps),
        "unassigned": w.unassigned * sum(problem.stops[u.stop].priority for u in unassigned),
        "preference": w.preference * sum(bool(s.preferred) and r not in s.preferred for s, r, _ in visits),
        "continuity": w.continuity * sum(bool(s.familiar) and r not in s.familiar for s, r, _ in visits),
        "language": w.language * sum(s.language not in {None, *problem.routes[r].languages} for s, r, _ in visits),
        "change": w.change * sum(s.incumbent is not None and s.incumbent.route != r for s, r, _ in visits),
        "shift": w.shift * sum(abs(t - s.incumbent.start) for s, _, t in visits if s.incumbent is not None),
    }


def is_kept(problem: Problem, solution: Solution) -> bool:
    """Return whether a plan keeps every hard constraint."""
    at = {step.stop: (plan.route, step.starts) for plan in solution.plans for step in plan.steps}
    stops_kept = all(
        route not in stop.forbidden
        and stop.skills <= problem.routes[route].skills
        and (stop.pin is None or stop.pin.route == route)
        and is_open(stop, start)
        for stop, (route, start) in ((problem.stops[index], spot) for index, spot in at.items() if index is not None)
    )
    return stops_kept and all(map(_day_kept, problem.routes, solution.plans)) and _links_kept(problem, at)


def _day_kept(route: Route, plan: RoutePlan) -> bool:
    pauses = {step.break_: step.starts for step in plan.steps if step.break_ is not None}
    due = [k for k, pause in enumerate(route.breaks) if plan.departs <= pause.latest < plan.returns]
    late = [k for k, start in pauses.items() if start > route.breaks[k].latest]
    in_time = all(step.wait >= 0 for step in plan.steps)
    return in_time and set(due) <= pauses.keys() and not late and plan.overtime <= route.overtime


def _links_kept(problem: Problem, at: dict[int | None, tuple[int, int]]) -> bool:
    for link in problem.links:
        members = link.stops if isinstance(link, SameTime) else _pair(link)
        spots = [at[stop] for stop in members if stop in at]
        if isinstance(link, SameTime):
            apart = len({route for route, _ in spots}) == len(spots)
            if spots and not (apart and len(spots) == len(members) and len({start for _, start in spots}) == 1):
                return False
        elif len(spots) == 2 and not _pair_kept(link, *spots):
            return False
    return True


def _pair(link: Ordered | Apart | Together) -> tuple[int, int]:
    return (link.first, link.second) if isinstance(link, Ordered) else (link.a, link.b)


def _pair_kept(link: Ordered | Apart | Together, a: tuple[int, int], b: tuple[int, int]) -> bool:
    if isinstance(link, Ordered):
        gap = b[1] - a[1]
        return gap >= link.min_gap and (link.max_gap is None or gap <= link.max_gap)
    return (a[0] == b[0]) is isinstance(link, Together)


def all_sequences(problem: Problem) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Yield every way to put any of the stops on the routes in any order, with or without each break anywhere."""
    for choice in product((None, *range(len(problem.routes))), repeat=len(problem.stops)):
        orders = []
        for route, this in enumerate(problem.routes):
            stops = [stop for stop, chosen in enumerate(choice) if chosen == route]
            orders.append(list(_orders(stops, len(this.breaks))))
        yield from product(*orders)


def _orders(stops: list[int], breaks: int) -> Iterator[tuple[int, ...]]:
    if not stops:
        yield ()
        return
    for taken in product((False, True), repeat=breaks):
        yield from permutations([*stops, *(~k for k in range(breaks) if taken[k])])


def cheapest(problem: Problem) -> Solution:
    """Return the cheapest plan that keeps every hard constraint, found by trying them all."""
    best = None
    for sequences in all_sequences(problem):
        visited = {element for sequence in sequences for element in sequence}
        left_out = tuple(Unassigned(stop, ()) for stop in range(len(problem.stops)) if stop not in visited)
        try:
            plan = timetable(problem, sequences, left_out)
        except NoSchedule:
            continue
        if (best is None or plan.cost.total < best.cost.total) and is_kept(problem, plan):
            best = plan
    assert best is not None
    return best
