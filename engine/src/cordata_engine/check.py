"""
The independent checker: takes nothing of a solution on trust and recounts it from the problem.

It never imports the core or anything that schedules with it. It is quick enough to run before any plan is stored.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from cordata_engine.problem import Problem
from cordata_engine.recount import Passage, Roads, Timed, count_cost, find_violations, is_fixed, overrun
from cordata_engine.retime import Rules, least
from cordata_engine.solution import RoutePlan, Solution, Step
from cordata_engine.witness import Trial, doubt_reason


class Promise(StrEnum):
    """What a solution promises, and the checker recounts."""

    ROUTES = "routes"  # one plan a route, in the problem's order
    STOPS = "stops"  # each stop is visited once, or unassigned once
    BREAKS = "breaks"  # a break belongs to its route and is taken at most once
    TIMES = "times"  # driving, arriving, starting, ending and returning add up
    LATENESS = "lateness"  # the lateness stated is that of the start
    OVERTIME = "overtime"  # the overtime stated is that of the return
    EARLIEST = "earliest"  # every stop starts as early as it can
    VIOLATIONS = "violations"  # what is broken is told, and what is told is broken
    COST = "cost"  # every part of the cost, and the total
    REASONS = "reasons"  # a reason counts only if giving up that constraint makes the stop fit


@dataclass(frozen=True, slots=True)
class Fault:
    """A promise not kept: where in the solution, what was found there and what was expected."""

    what: Promise
    where: str
    found: object
    expected: object

    def __str__(self) -> str:
        return f"{self.what}: {self.where} must be {self.expected}. Got {self.found} instead."


def check(problem: Problem, solution: Solution) -> tuple[Fault, ...]:
    """Return every fault of the solution, none if it keeps all its promises. Violations it tells of are no faults."""
    if faults := tuple(_check_shape(problem, solution)):
        return faults
    rules = Rules.of(problem, Roads(problem))
    timed = Timed(
        problem,
        rules.roads,
        [list(sequence) for sequence in solution.sequences],
        [[step.starts for step in plan.steps] for plan in solution.plans],
    )
    left_out = [unassigned.stop for unassigned in solution.unassigned]
    faults = tuple(fault for plan in solution.plans for fault in _check_route(timed, plan))
    faults += tuple(_check_earliest(rules, timed))
    faults += tuple(_check_violations(timed, solution))
    faults += tuple(_check_cost(timed, left_out, solution))
    return faults or tuple(_check_reasons(rules, timed, solution))


def _check_shape(problem: Problem, solution: Solution) -> Iterator[Fault]:
    routes = tuple(plan.route for plan in solution.plans)
    if routes != tuple(range(len(problem.routes))):
        yield Fault(Promise.ROUTES, "The plans", routes, f"one for each of {len(problem.routes)} routes, in order")
        return
    told = Counter(unassigned.stop for unassigned in solution.unassigned)
    for plan in solution.plans:
        pauses = Counter(step.break_ for step in plan.steps if step.stop is None)
        for pause, times in pauses.items():
            if pause not in range(len(problem.routes[plan.route].breaks)) or times > 1:
                where = f"Break {pause} on route {plan.route}"
                yield Fault(Promise.BREAKS, where, times, "one of the route's breaks, taken once")
        told += Counter(step.stop for step in plan.steps if step.stop is not None)
    for stop in sorted(set(told) | set(range(len(problem.stops)))):
        if stop not in range(len(problem.stops)):
            yield Fault(Promise.STOPS, f"Stop {stop}", "a stop", f"one of {len(problem.stops)} stops")
        elif told[stop] != 1:
            yield Fault(Promise.STOPS, f"Stop {stop}", f"{told[stop]} times", "once, visited or unassigned")


def _check_route(timed: Timed, plan: RoutePlan) -> Iterator[Fault]:
    """Walk a route step by step, comparing what each states with what follows from the step before."""
    route, walked, name = timed.problem.routes[plan.route], timed.round(plan.route), f"route {plan.route}"
    if plan.steps and not walked.is_driven:
        yield Fault(Promise.TIMES, f"The steps of {name}", len(plan.steps), "0, as it has no stops")
    for field in ("departs", "returns", "travel_home", "distance_home"):
        yield from _compare(Promise.TIMES, name, plan, {field: getattr(walked, field)})
    overtime = max(0, walked.returns - route.closes) if walked.is_driven else 0
    yield from _compare(Promise.OVERTIME, name, plan, {"overtime": overtime})
    for position, (step, passage) in enumerate(zip(plan.steps, walked.passages, strict=True)):
        yield from _check_step(timed.problem, f"step {position} of {name}", step, passage)


def _check_step(problem: Problem, where: str, step: Step, passage: Passage) -> Iterator[Fault]:
    stop = None if step.stop is None else problem.stops[step.stop]
    if step.starts < passage.ready and (stop is None or not is_fixed(stop)):
        yield Fault(Promise.TIMES, f"starts of {where}", step.starts, f"{passage.ready} or later")
    expected = {"travel": passage.travel, "distance": passage.metres, "ends": passage.ends, "wait": passage.wait}
    expected["arrives"] = max(passage.ready, passage.starts - passage.wait)
    yield from _compare(Promise.TIMES, where, step, expected)
    yield from _compare(Promise.LATENESS, where, step, {"late": 0 if stop is None else overrun(stop, step.starts)[0]})


def _compare(what: Promise, where: str, stated: object, expected: dict[str, int]) -> Iterator[Fault]:
    for name, value in expected.items():
        if (found := getattr(stated, name)) != value:
            yield Fault(what, f"{name} of {where}", found, value)


def _check_earliest(rules: Rules, timed: Timed) -> Iterator[Fault]:
    """Compare with the checker's own least schedule; links tied in a knot have none."""
    own = least(rules, timed.sequences, {})
    if own is None:
        return
    for route, sequence in enumerate(timed.sequences):
        for position, element in enumerate(sequence):
            found, expected = timed.starts[route][position], own.starts[route][position]
            if found != expected and not (element < 0 and _is_before_first_stop(sequence, position)):
                yield Fault(Promise.EARLIEST, f"starts of step {position} of route {route}", found, expected)


def _is_before_first_stop(sequence: list[int], position: int) -> bool:
    return all(element < 0 for element in sequence[: position + 1])


def _check_violations(timed: Timed, solution: Solution) -> Iterator[Fault]:
    told, found = Counter(solution.violations), Counter(find_violations(timed))
    for violation in told - found:
        yield Fault(Promise.VIOLATIONS, f"Violation {violation}", "told", "a constraint that the plan breaks")
    for violation in found - told:
        yield Fault(Promise.VIOLATIONS, f"Violation {violation}", "not told", "told, as the plan breaks it")


def _check_cost(timed: Timed, left_out: list[int], solution: Solution) -> Iterator[Fault]:
    expected = count_cost(timed, left_out)
    found = dict(solution.cost.parts)
    for name in sorted(expected.keys() | found.keys()):
        if found.get(name) != expected.get(name):
            yield Fault(Promise.COST, f"The part '{name}' of the cost", found.get(name), expected.get(name))
    if solution.cost.total != sum(expected.values()):
        yield Fault(Promise.COST, "The total cost", solution.cost.total, sum(expected.values()))


def _check_reasons(rules: Rules, timed: Timed, solution: Solution) -> Iterator[Fault]:
    trial = Trial.of(rules, timed, frozenset(unassigned.stop for unassigned in solution.unassigned))
    for unassigned in solution.unassigned:
        for reason in unassigned.reasons:
            if doubt := doubt_reason(trial, unassigned.stop, reason):
                yield Fault(Promise.REASONS, f"Stop {unassigned.stop}, left out: {reason}", *doubt)
