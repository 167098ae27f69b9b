"""
What is to be planned: stops, the routes that can make them, the links between stops, and what things cost.

Times are whole seconds from midnight of the day, durations whole seconds, distances whole metres. Stops, routes and
places are known by their index. Everything is immutable, and checked once, at the door (`InvalidProblem`).

How a plan is timed. Along a route every stop starts as early as the stop before it, the drive, its windows and its
links allow (the least schedule). A professional leaves the start place as late as the first stop allows, so nothing
up to the first stop counts as waiting.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.int64]
NOBODY: Mapping[int, int] = MappingProxyType({})


class InvalidProblem(ValueError):
    """The problem contradicts itself; the message names the item, what was found and what is expected."""


@dataclass(frozen=True, slots=True)
class Window:
    """
    When a stop may start, in seconds from midnight.

    It may start from `opens`; a start after `closes` is late, which costs; a start after `latest` is refused
    (None: it may be late without end, or until the stop's next window opens).
    """

    opens: int
    closes: int
    latest: int | None = None


@dataclass(frozen=True, slots=True)
class Pin:
    """
    A decision the engine may not change: the stop stays on `route`.

    With `start` (seconds from midnight) it starts exactly then: it is done, under way, or fixed by hand. Such a stop
    is never left out; when the professional cannot be there in time the plan says so as a violation.
    """

    route: int
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Incumbent:
    """Where and when (seconds from midnight) the last plan had a stop; leaving it costs `change` and `shift`."""

    route: int
    start: int


@dataclass(frozen=True, slots=True)
class Stop:
    """
    One professional's presence at one place for `service_duration` seconds (more than 0).

    A visit for two professionals is two stops tied by `SameTime`. Without windows a stop may start at any time.
    `preferred` and `forbidden` are routes; `familiar` maps a route to how many times that professional came before.
    Leaving the stop out costs `priority` times the weight `unassigned`.
    """

    name: str
    place: int
    service_duration: int
    windows: tuple[Window, ...] = ()
    skills: frozenset[str] = frozenset()
    language: str | None = None
    preferred: frozenset[int] = frozenset()
    forbidden: frozenset[int] = frozenset()
    familiar: Mapping[int, int] = field(default_factory=lambda: NOBODY)
    priority: int = 1
    pin: Pin | None = None
    incumbent: Incumbent | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """
    A pause of `duration` seconds that starts between `opens` and `latest`, taken where the professional then is.

    It is due on every route with stops, unless the route is back by `latest` or leaves its start place after it.
    """

    duration: int
    opens: int
    latest: int


@dataclass(frozen=True, slots=True)
class Route:
    """
    A professional's day: from `start_place`, not before `opens`, to `end_place`, by `closes`.

    Being back after `closes` is overtime, which costs; more than `overtime` seconds of it are refused.
    `profile` picks the travel matrix: car, 4x4, on foot. `skills` and `languages` are what the professional has.
    """

    name: str
    start_place: int
    end_place: int
    opens: int
    closes: int
    overtime: int = 0
    skills: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    breaks: tuple[Break, ...] = ()
    profile: int = 0


@dataclass(frozen=True, slots=True)
class SameTime:
    """
    These stops start together, on different routes.

    None of them is visited unless all are, save those pinned with a start.
    """

    stops: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ordered:
    """
    `second` starts at least `min_gap` and at most `max_gap` seconds after `first` starts; None: no limit.

    They may be on the same route. The link binds when both are visited.
    """

    first: int
    second: int
    min_gap: int = 0
    max_gap: int | None = None


@dataclass(frozen=True, slots=True)
class Apart:
    """Stops `a` and `b` go to different routes, when both are visited."""

    a: int
    b: int


@dataclass(frozen=True, slots=True)
class Together:
    """Stops `a` and `b` go to the same route, when both are visited."""

    a: int
    b: int


Link = SameTime | Ordered | Apart | Together


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part of the cost weighs, in seconds of driving."""

    travel: int = 1  # a second of driving
    distance: int = 0  # a metre driven
    lateness: int = 3  # a second after a window closes
    overtime: int = 2  # a second after a route closes
    waiting: int = 1  # a second of waiting after the first stop of a route
    unassigned: int = 4 * 3600  # a stop left out, times its priority
    preference: int = 600  # a stop that prefers some routes and is on another
    continuity: int = 600  # a stop that knows some professionals and gets another
    language: int = 900  # a stop whose language the professional lacks
    change: int = 900  # a stop on another route than its incumbent's
    shift: int = 1  # a second between a stop's start and its incumbent's


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """
    A day to plan. `travel` and `distance` hold one square matrix a profile, seconds and metres, rows from, columns to.

    :raises InvalidProblem: if anything in it contradicts the rest
    """

    stops: tuple[Stop, ...]
    routes: tuple[Route, ...]
    travel: tuple[Matrix, ...]
    links: tuple[Link, ...] = ()
    distance: tuple[Matrix, ...] | None = None
    weights: Weights = Weights()

    def __post_init__(self) -> None:
        from cordata_engine.door import check_problem, whole_matrices

        object.__setattr__(self, "travel", whole_matrices("travel", self.travel))
        if self.distance is not None:
            object.__setattr__(self, "distance", whole_matrices("distance", self.distance))
        check_problem(self)
