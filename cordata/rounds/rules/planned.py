"""A day of rounds as planned: times in seconds from local midnight, durations in seconds, distances in metres."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cordata.rounds.rules.problem import Place, Sequences


@dataclass(frozen=True, slots=True)
class Broken:
    """A hard promise that a stop put there by hand breaks, by `amount`: seconds, or 1 where nothing is measured."""

    constraint: str
    amount: int


@dataclass(frozen=True, slots=True)
class PlannedStop:
    """
    A visit on a round, or the break (`key` is None), with the drive that leads to it.

    `wait` is idle time before the start, `late` how long after its window closes it starts.
    """

    key: str | None
    member: int
    travel: int
    distance: int
    arrives: int
    starts: int
    ends: int
    wait: int = 0
    late: int = 0
    violations: tuple[Broken, ...] = ()

    @property
    def place(self) -> Place | None:
        return None if self.key is None else (self.key, self.member)


@dataclass(frozen=True, slots=True)
class PlannedRound:
    """One professional's day: leaving, stops, and back; without visits they stay (`departs` equals `returns`)."""

    worker: str
    departs: int
    returns: int
    stops: tuple[PlannedStop, ...]
    home_travel: int = 0
    home_distance: int = 0
    overtime: int = 0
    violations: tuple[Broken, ...] = ()

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple((stop.key, stop.member) for stop in self.stops if stop.key is not None)


ROAD = "road"  # a blocker of ours, beside the engine's constraints: no open road leads there
SET_ASIDE = "set_aside"  # likewise: somebody took the visit off its round by hand


@dataclass(frozen=True, slots=True)
class Blocker:
    """
    Why a visit has no place: were exactly this `constraint` given up, it would fit with `worker` at `start`.

    `give` is by how many seconds a window or a shift had to give way (for `worth`: what the visit would cost beyond
    leaving it out), `skill` what the professional lacks. `combination` names nobody: no single thing given up helps.
    Nor do `road` and `set_aside`: what has to change is not on any round.
    """

    constraint: str
    worker: str | None = None
    start: int | None = None
    give: int | None = None
    skill: str | None = None


@dataclass(frozen=True, slots=True)
class UnplacedVisit:
    """Somebody a visit needs for whom the plan has no room, and what stands in the way."""

    key: str
    member: int
    blockers: tuple[Blocker, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """All rounds of a day, what could not be placed, and the cost by named part in seconds of driving."""

    rounds: tuple[PlannedRound, ...]
    unplaced: tuple[UnplacedVisit, ...]
    cost: Mapping[str, int]
    seconds: float = 0.0
    steps: int = 0

    @property
    def total(self) -> int:
        return sum(self.cost.values())

    @property
    def sequences(self) -> Sequences:
        return {planned.worker: planned.places for planned in self.rounds}


@dataclass(frozen=True, slots=True)
class Option:
    """A place for a visit on a round: before the visit now at `position` (breaks left out), and what it would cost."""

    worker: str
    position: int
    start: int
    cost: Mapping[str, int]
    violations: tuple[Broken, ...]

    @property
    def total(self) -> int:
        return sum(self.cost.values())


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a search has come: the best cost so far, whole and by part, and how many presences have no place."""

    step: int
    seconds: float
    best_total: int
    parts: Mapping[str, int]
    unassigned: int
