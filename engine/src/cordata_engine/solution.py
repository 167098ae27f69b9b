"""
What the engine answers: who goes where and when, what it costs by part, and why a stop was left out.

Times are whole seconds from midnight, durations whole seconds, distances whole metres.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

Sequences = Sequence[Sequence[int]]
"""One sequence a route, in the order of `Problem.routes`: a stop by its index, the route's break `k` as `~k`."""


class Constraint(StrEnum):
    """What a plan may break, or what left a stop out. Each is one file in `core/constraints`."""

    SKILL = "skill"  # the professional lacks a skill
    FORBIDDEN = "forbidden"  # the stop refuses this route
    PIN = "pin"  # on another route than pinned, or not there at the pinned start
    WINDOW = "window"  # starts after the latest start, or between two windows
    SHIFT = "shift"  # back later than the shift and its overtime allow
    BREAK = "break"  # the break starts after its latest, or is missing
    SAME_TIME = "same_time"  # stops that must start together do not, or share a route
    GAP = "gap"  # two ordered stops are too close, too far or the wrong way round
    APART = "apart"  # two stops share a route and may not
    TOGETHER = "together"  # two stops are on two routes and may not
    COMBINATION = "combination"  # reasons only: no single constraint given up makes the stop fit
    WORTH = "worth"  # reasons only: it fits, and costs more than leaving it out


@dataclass(frozen=True, slots=True)
class Step:
    """
    A stop or a break on a route: exactly one of `stop` and `break_` (index among the route's breaks) is given.

    `travel` and `distance` lead to it (0 for a break, which is taken where the professional is). `wait` is
    `starts - arrives`, never negative; it is 0 up to the first stop, for which the professional leaves just in time.
    `late` is how long after the close of its window a stop starts.
    """

    stop: int | None
    break_: int | None
    travel: int
    distance: int
    arrives: int
    starts: int
    ends: int
    wait: int
    late: int


@dataclass(frozen=True, slots=True)
class RoutePlan:
    """
    One route of the plan.

    It leaves the start place at `departs` (the first stop's start less the drive; breaks before it are taken at the
    start place) and is back at `returns`. A route without stops has no steps, costs nothing and is not driven:
    `departs` and `returns` are the route's `opens`.
    """

    route: int
    departs: int
    steps: tuple[Step, ...]
    returns: int
    travel_home: int
    distance_home: int
    overtime: int


@dataclass(frozen=True, slots=True)
class Reason:
    """
    Why a stop was left out, with its witness.

    With exactly this constraint of this stop given up, the stop fits on `route`, starting at `start`, while all others
    keep their routes, their order and every hard constraint. What is given up, by constraint:

    - skill, forbidden, pin, same_time, gap, apart, together: what the stop asks, for this stop alone (`skill`: what
      the professional lacks, names joined with a comma; same_time: the stop comes without its partners);
    - window: `detail` is how many seconds later (earlier: negative) than its hard windows allow the stop starts;
    - shift: `detail` is how many seconds more than its overtime the route then takes;
    - break: the breaks of `route` are left out.

    `worth` gives up nothing: the stop fits, and `detail` is what it costs beyond leaving it out. `combination` has no
    witness. `partners` places the other left-out stops of its `SameTime`, (stop, route) each, at the same start.
    """

    constraint: Constraint
    route: int | None = None
    start: int | None = None
    detail: int | None = None
    skill: str | None = None
    partners: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Unassigned:
    """A stop left out, and every reason for it."""

    stop: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Violation:
    """
    A hard constraint that a plan breaks, by `amount`: seconds, or 1 where there is nothing to measure.

    `stop` is None for shift and break. An ordered or paired link is told at its second stop, a `SameTime` at each stop
    that does not agree with one named before it, and at each that is missing (then `route` is None).
    """

    constraint: Constraint
    stop: int | None
    route: int | None
    amount: int


@dataclass(frozen=True, slots=True)
class Cost:
    """The cost by part, in seconds of driving; the parts are named as the fields of `Weights`, all are there."""

    parts: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.parts.values())


@dataclass(frozen=True, slots=True)
class Solution:
    """A plan, its cost and what is wrong with it; `steps` of search made in `seconds` from `seed`."""

    plans: tuple[RoutePlan, ...]
    unassigned: tuple[Unassigned, ...]
    cost: Cost
    violations: tuple[Violation, ...] = ()
    steps: int = 0
    seconds: float = 0.0
    seed: int = 0

    @property
    def sequences(self) -> tuple[tuple[int, ...], ...]:
        """The order of stops on each route, breaks included as `~k`."""
        return tuple(tuple(_element(step) for step in plan.steps) for plan in self.plans)


def _element(step: Step) -> int:
    if step.stop is not None:
        return step.stop
    assert step.break_ is not None
    return ~step.break_


@dataclass(frozen=True, slots=True)
class Insertion:
    """
    A stop put on a route before the element now at `position`, and what that would cost.

    Positions are those of the sequences without the stop. `cost_delta` has the parts of `Cost`, later less now.
    `violations` are those the plan would have and has not now.
    """

    route: int
    position: int
    start: int
    cost_delta: Mapping[str, int]
    violations: tuple[Violation, ...]
