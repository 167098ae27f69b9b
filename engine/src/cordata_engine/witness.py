"""
Why a stop was left out, put to the test: with one constraint given up it fits where the witness says, else not.

Fits means: at that start, all others keeping their routes and order, and nothing broken that was not broken before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from itertools import chain, product

from cordata_engine.problem import Apart, Link, Ordered, Problem, SameTime, Stop, Together
from cordata_engine.recount import Timed, count_cost, find_violations, is_fixed, overrun
from cordata_engine.retime import Rules, least
from cordata_engine.solution import Constraint, Reason, Violation

LINKS: Mapping[Constraint, type[Link]] = {
    Constraint.SAME_TIME: SameTime,
    Constraint.GAP: Ordered,
    Constraint.APART: Apart,
    Constraint.TOGETHER: Together,
}
Doubt = tuple[object, object]
"""What was found, and what was expected."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A plan into which stops left out are put for a trial."""

    rules: Rules
    timed: Timed
    left_out: frozenset[int]
    broken: dict[tuple[Constraint, int | None, int | None], int] = field(default_factory=dict)

    @classmethod
    def of(cls, rules: Rules, timed: Timed, left_out: frozenset[int]) -> Trial:
        return cls(rules, timed, left_out, {_key(violation): violation.amount for violation in find_violations(timed)})

    def without_breaks(self, route: int) -> Trial:
        """Return the trial in a plan whose route has given up its breaks."""
        sequences = [list(sequence) for sequence in self.timed.sequences]
        sequences[route] = [element for element in sequences[route] if element >= 0]
        timed = least(self.rules, sequences, {}) or self.timed
        return Trial(self.rules, timed, self.left_out, self.broken)


def _key(violation: Violation) -> tuple[Constraint, int | None, int | None]:
    return violation.constraint, violation.stop, violation.route


def doubt_reason(trial: Trial, stop: int, reason: Reason) -> Doubt | None:
    """Return what is wrong with a reason, None when its witness holds."""
    if reason.constraint is Constraint.COMBINATION:
        has_witness = reason.route is not None or reason.start is not None
        return (f"route {reason.route}, start {reason.start}", "no witness") if has_witness else None
    if reason.route is None or reason.start is None or reason.route >= len(trial.rules.problem.routes):
        return f"route {reason.route}, start {reason.start}", "a route and a start as witness"
    placed = {stop: reason.route} | dict(reason.partners)
    if wrong := _doubt_partners(trial, stop, reason):
        return wrong
    relaxed = _give_up(trial, stop, reason.constraint, reason.route)
    fits = _fits(relaxed, placed, reason.start, _spare_overtime(reason))
    first = next(fits, None)
    if first is None:
        return "does not fit there", f"fits with {reason.constraint} given up"
    if reason.constraint is not Constraint.WORTH and _fits_as_it_is(trial, stop, reason):
        return "fits there as it is", f"does not fit unless {reason.constraint} is given up"
    return _doubt_detail(trial, stop, reason, chain([first], fits))


def _doubt_partners(trial: Trial, stop: int, reason: Reason) -> Doubt | None:
    wanted: set[int] = set()
    if reason.constraint is not Constraint.SAME_TIME:
        wanted = set(_partners(trial, stop))
    named = {partner for partner, _ in reason.partners}
    if named != wanted or len(named) < len(reason.partners):
        return f"partners {sorted(named)}", f"each of {sorted(wanted)} once"
    return None


def _partners(trial: Trial, stop: int) -> list[int]:
    """Return the stops left out that must start together with this one."""
    links = [link for link in trial.rules.links.get(stop, ()) if isinstance(link, SameTime)]
    return [other for link in links for other in link.stops if other != stop and other in trial.left_out]


def _give_up(trial: Trial, stop: int, constraint: Constraint, route: int) -> Trial:
    """Return the trial with one constraint of one stop given up, the plan as it is."""
    problem = trial.rules.problem
    if constraint in LINKS:
        kept = tuple(ln for ln in problem.links if not (isinstance(ln, LINKS[constraint]) and stop in _members(ln)))
        return _in_problem(trial, _past_the_door(problem, links=kept))
    if constraint is Constraint.BREAK:
        routes = list(problem.routes)
        routes[route] = replace(routes[route], breaks=())
        return _in_problem(trial, _past_the_door(problem, routes=tuple(routes))).without_breaks(route)
    stops = list(problem.stops)
    stops[stop] = _spare(stops[stop], constraint)
    return _in_problem(trial, _past_the_door(problem, stops=tuple(stops)))


def _spare(stop: Stop, constraint: Constraint) -> Stop:
    match constraint:
        case Constraint.SKILL:
            return replace(stop, skills=frozenset())
        case Constraint.FORBIDDEN:
            return replace(stop, forbidden=frozenset())
        case Constraint.PIN:
            return replace(stop, pin=None)
        case Constraint.WINDOW:
            return replace(stop, windows=())
        case _:
            return stop


def _past_the_door(problem: Problem, **changes: object) -> Problem:
    """Return a twin of the problem with less asked of it, which need not be checked again."""
    twin = copy(problem)
    for name, value in changes.items():
        object.__setattr__(twin, name, value)
    return twin


def _in_problem(trial: Trial, problem: Problem) -> Trial:
    rules = Rules.of(problem, trial.rules.roads)
    timed = Timed(problem, rules.roads, trial.timed.sequences, trial.timed.starts)
    return Trial(rules, timed, trial.left_out, trial.broken)


def _members(link: Link) -> tuple[int, ...]:
    match link:
        case SameTime():
            return link.stops
        case Ordered():
            return link.first, link.second
        case _:
            return link.a, link.b


def _spare_overtime(reason: Reason) -> dict[int, int]:
    """Return the overtime given to a route beyond its own, in seconds."""
    if reason.constraint is Constraint.SHIFT and reason.route is not None:
        return {reason.route: reason.detail or 0}
    return {}


def _fits(trial: Trial, placed: dict[int, int], start: int, spare: dict[int, int]) -> Iterator[Timed]:
    """Yield the plans in which the stops placed on routes all start at `start` and nothing new is broken."""
    if len(set(placed.values())) < len(placed):
        return
    for positions in product(*(_positions(trial, stop, route, start) for stop, route in placed.items())):
        sequences = list(trial.timed.sequences)
        for (stop, route), position in zip(placed.items(), positions, strict=True):
            sequences[route] = [*sequences[route][:position], stop, *sequences[route][position:]]
        for variant in _with_breaks(trial, sequences, set(placed.values())):
            base = trial.timed if _only_delays(trial, variant, placed) else None
            timed = least(trial.rules, variant, dict.fromkeys(placed, start), base)
            if timed and all(timed.at[stop][1] == start for stop in placed) and not _breaks_more(trial, timed, spare):
                yield timed


def _with_breaks(trial: Trial, sequences: list[list[int]], routes: set[int]) -> Iterator[list[list[int]]]:
    """Yield the sequences as they are, then with a break that the routes do not take yet wherever it can stand."""
    yield sequences
    for route in routes:
        for pause in range(len(trial.rules.problem.routes[route].breaks)):
            if ~pause not in sequences[route]:
                for position in range(len(sequences[route]) + 1):
                    taken = [*sequences[route][:position], ~pause, *sequences[route][position:]]
                    yield [*sequences[:route], taken, *sequences[route + 1 :]]


def _positions(trial: Trial, stop: int, route: int, start: int) -> list[int]:
    """Return where on the route a stop that starts then can stand: after what allows to be there by then."""
    timed, problem = trial.timed, trial.rules.problem
    seconds = trial.rules.roads.seconds[problem.routes[route].profile]
    place, target, found = problem.routes[route].start_place, problem.stops[stop].place, []
    if problem.routes[route].opens + seconds[place][target] <= start:
        found.append(0)
    for position, passage in enumerate(timed.round(route).passages, start=1):
        place = problem.stops[passage.element].place if passage.element >= 0 else place
        if passage.ends + seconds[place][target] <= start:
            found.append(position)
    return found[::-1]


def _only_delays(trial: Trial, sequences: list[list[int]], placed: dict[int, int]) -> bool:
    """Return whether no stop can start sooner than before: none of the detours is a short cut."""
    problem = trial.rules.problem
    for stop, route in placed.items():
        seconds = trial.rules.roads.seconds[problem.routes[route].profile]
        on_route = [element for element in sequences[route] if element >= 0]
        position = on_route.index(stop)
        after = [problem.stops[element].place for element in on_route[position + 1 :]]
        before = [
            problem.routes[route].start_place,
            *(problem.stops[element].place for element in on_route[:position]),
        ]
        here = problem.stops[stop]
        if after:
            detour = seconds[before[-1]][here.place] + here.service_duration + seconds[here.place][after[0]]
            if detour < seconds[before[-1]][after[0]]:
                return False
    return True


def _breaks_more(trial: Trial, timed: Timed, spare: dict[int, int]) -> bool:
    moved = [r for r, starts in enumerate(timed.starts) if starts is not trial.timed.starts[r]]
    for violation in find_violations(timed, moved):
        allowed = trial.broken.get(_key(violation), 0)
        if violation.constraint is Constraint.SHIFT and violation.route is not None:
            allowed = max(allowed, spare.get(violation.route, 0))
        if violation.amount > allowed:
            return True
    return False


def _fits_as_it_is(trial: Trial, stop: int, reason: Reason) -> bool:
    assert reason.route is not None
    assert reason.start is not None
    if _is_refused(trial.rules.problem, stop, reason.route, reason.start):
        return False
    partners = _partners(trial, stop)
    routes = range(len(trial.rules.problem.routes))
    choices = (
        [dict(reason.partners)]
        if reason.partners
        else [dict(zip(partners, chosen, strict=True)) for chosen in product(routes, repeat=len(partners))]
    )
    return any(
        any(_fits(trial, {stop: reason.route} | choice, reason.start, {}))
        for choice in choices
        if not any(_is_refused(trial.rules.problem, p, route, reason.start) for p, route in choice.items())
    )


def _is_refused(problem: Problem, index: int, route: int, start: int) -> bool:
    """Return whether a stop by itself refuses the route or the start."""
    stop = problem.stops[index]
    elsewhere = stop.pin is not None and (stop.pin.route != route or (is_fixed(stop) and stop.pin.start != start))
    lacking = stop.skills - problem.routes[route].skills
    return bool(lacking) or route in stop.forbidden or elsewhere or overrun(stop, start)[1] != 0


def _doubt_detail(trial: Trial, stop: int, reason: Reason, fits: Iterable[Timed]) -> Doubt | None:
    """Compare what is said to be given up with what is: on some position that fits, where that makes a difference."""
    problem, route = trial.rules.problem, reason.route
    assert route is not None
    assert reason.start is not None
    measures: Iterable[object] = (None,)
    if reason.constraint is Constraint.WINDOW:
        measures = (_outside(problem.stops[stop], reason.start),)
    elif reason.constraint is Constraint.SHIFT:
        limit = problem.routes[route].closes + problem.routes[route].overtime
        measures = (timed.round(route).returns - limit for timed in fits)
    elif reason.constraint is Constraint.WORTH:
        measures = (_extra_cost(trial, timed) for timed in fits)
    lacking = ", ".join(sorted(problem.stops[stop].skills - problem.routes[route].skills))
    if reason.skill != (lacking if reason.constraint is Constraint.SKILL else None):
        return f"skill {reason.skill}", f"skill {lacking}"
    met = []
    for measure in measures:
        if measure == reason.detail:
            return None
        met.append(measure)
    return f"detail {reason.detail}", f"detail {' or '.join(map(str, met))}"


def _outside(stop: Stop, start: int) -> int:
    beyond = overrun(stop, start)[1]
    return -beyond if start < stop.windows[0].opens else beyond


def _extra_cost(trial: Trial, timed: Timed) -> int:
    """Return what a plan costs beyond the plan on trial, stops still left out included."""
    still_out = trial.left_out - timed.at.keys()
    return sum(count_cost(timed, still_out).values()) - sum(count_cost(trial.timed, trial.left_out).values())
