"""
A day of rounds to plan, in the valley's words.

Times are whole seconds from local midnight, durations whole seconds, distances whole metres. Visits and professionals
are known by a key; a visit for two people has two members, 0 and 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from cordata.base.geo import Point

NOBODY: Mapping[str, int] = MappingProxyType({})

NO_ROAD = 1_000_000  # seconds, eleven days: a drive as long stands for two points that no open road joins

Place = tuple[str, int]
"""One person's presence at a visit: the visit's key and the member."""

Sequences = Mapping[str, tuple[Place, ...]]
"""Who goes where in what order: for each professional's key their visits, breaks left out."""


@dataclass(frozen=True, slots=True)
class TimeWindow:
    """When a visit must start; a start after `closes` is late, and refused where the window is hard."""

    opens: int
    closes: int
    is_hard: bool = False


@dataclass(frozen=True, slots=True)
class After:
    """This visit starts `gap_min` to `gap_max` seconds after the visit `key` has ended (None: any time after)."""

    key: str
    gap_min: int = 0
    gap_max: int | None = None


@dataclass(frozen=True, slots=True)
class PinTo:
    """A member that stays with a professional; with `start`, at exactly that time."""

    member: int
    worker: str
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """Where the previous plan had a member: moving it costs, so that a re-plan changes little."""

    member: int
    worker: str
    start: int


@dataclass(frozen=True, slots=True)
class Done:
    """What has happened: a member came at `start` and left at `end`, or is still there and expected to leave then."""

    member: int
    worker: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Demand:
    """A visit somebody was promised, and what it asks of whoever makes it; `priority` 1 can wait, 5 cannot."""

    key: str
    point: Point
    windows: tuple[TimeWindow, ...]
    duration: int
    people: int = 1
    skills: frozenset[str] = frozenset()
    language: str | None = None
    priority: int = 3
    preferred: frozenset[str] = frozenset()
    forbidden: frozenset[str] = frozenset()
    familiar: Mapping[str, int] = field(default_factory=lambda: NOBODY)
    after: After | None = None
    pins: tuple[PinTo, ...] = ()
    before: tuple[Before, ...] = ()
    done: tuple[Done, ...] = ()
    is_aside: bool = False  # somebody took it off its round by hand: planning leaves it off, a hand may put it back

    @property
    def places(self) -> tuple[Place, ...]:
        """Everybody this visit needs."""
        return tuple((self.key, member) for member in range(self.people))


@dataclass(frozen=True, slots=True)
class Rest:
    """A break that starts between `opens` and `latest`, taken where the professional then is; `taken` once it was."""

    duration: int
    opens: int
    latest: int
    taken: int | None = None


@dataclass(frozen=True, slots=True)
class Worker:
    """A working day: from `start`, not before `opens`, to `end` by `closes`, at most `overtime` seconds later."""

    key: str
    start: Point
    end: Point
    opens: int
    closes: int
    overtime: int = 0
    skills: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    rests: tuple[Rest, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class DayProblem:
    """
    A day of visits and professionals, and the drives between them.

    `seconds` and `metres` go from row to column, in the order: every worker's start, every worker's end, every demand;
    `NO_ROAD` or more where nobody can drive.
    `now` is given once the day is under way: nothing that has not happened yet is planned before it.
    """

    demands: tuple[Demand, ...]
    workers: tuple[Worker, ...]
    seconds: NDArray[np.int64]
    metres: NDArray[np.int64]
    now: int | None = None
