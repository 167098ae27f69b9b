"""The core's rows put into words: constraints, parts of the cost, steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from types import MappingProxyType
from typing import TYPE_CHECKING

from cordata_engine.problem import Weights
from cordata_engine.solution import Constraint, Cost, RoutePlan, Step, Violation

if TYPE_CHECKING:
    from cordata_engine._core import BrokenRow, RouteRow, StepRow

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
