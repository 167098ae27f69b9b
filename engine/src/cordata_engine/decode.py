"""The core's rows put into words: constraints, parts of the cost, steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from types import MappingProxyType
from typing import TYPE_CHECKING

from cordata_engine.problem import Problem, Weights
from cordata_engine.solution import Constraint, Cost, Insertion, Reason, RoutePlan, Step, Violation

if TYPE_CHECKING:
    from cordata_engine._core import BrokenRow, InsertionRow, RouteRow, StepRow, WitnessRow

CODES = tuple(Constraint)
PARTS = tuple(field.name for field in fields(Weights))


def cost_of(parts: Sequence[int]) -> Cost:
    return Cost(MappingProxyType(dict(zip(PARTS, parts, strict=True))))


def violations_of(rows: Sequence[BrokenRow]) -> tuple[Violation, ...]:
    return tuple(Violation(CODES[code], known(stop), known(route), amount) for code, stop, route, amount in rows)


def plan_of(route: int, row: RouteRow) -> RoutePlan:
    steps, departs, returns, travel_home, distance_home, overtime = row
    return RoutePlan(
        route, departs, tuple(_step(step) for step in steps), returns, travel_home, distance_home, overtime
    )


def _step(row: StepRow) -> Step:
    item, *numbers = row
    return Step(item, None, *numbers) if item >= 0 else Step(None, ~item, *numbers)


def known(index: int) -> int | None:
    """Return an index of the core, None for its -1."""
    return None if index < 0 else index


def insertion_of(row: InsertionRow) -> Insertion:
    route, position, start, delta, broken = row
    return Insertion(route, position, start, cost_of(delta).parts, violations_of(broken))


def reason_of(problem: Problem, stop: int, row: WitnessRow) -> Reason:
    code, route, start, detail, partners = row
    constraint = CODES[code]
    if constraint is Constraint.COMBINATION:
        return Reason(constraint)
    measured = constraint in (Constraint.WINDOW, Constraint.SHIFT, Constraint.WORTH)
    skill = None
    if constraint is Constraint.SKILL:
        skill = ", ".join(sorted(problem.stops[stop].skills - problem.routes[route].skills))
    return Reason(constraint, route, start, detail if measured else None, skill, tuple(partners))
