"""A planned day, ready to be written out: words and numbers as people read them, no lookups left to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cordata.base.geo import Point


@dataclass(frozen=True, slots=True)
class Knot:
    """A visit or the break on a round. Times are seconds from midnight; `key` None is the break."""

    key: str | None
    name: str
    address: str
    point: Point | None
    promised: str
    travel: int
    metres: int
    arrives: int
    starts: int
    ends: int
    late: int
    beside: str  # the other professional, when two go


@dataclass(frozen=True, slots=True)
class Rope:
    """One professional's round, from base to base, with the line it takes over the roads."""

    key: str
    name: str
    base: Point
    departs: int
    returns: int
    home_travel: int
    home_metres: int
    overtime: int
    knots: tuple[Knot, ...]
    line: tuple[Point, ...]

    @property
    def metres(self) -> int:
        """How far the round is, in metres, the way home included."""
        return self.home_metres + sum(knot.metres for knot in self.knots)

    @property
    def travel(self) -> int:
        """How long is driven, in seconds, the way home included."""
        return self.home_travel + sum(knot.travel for knot in self.knots)

    @property
    def visits(self) -> int:
        """How many visits the round has."""
        return sum(knot.key is not None for knot in self.knots)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A visit that found no place, and why, in sentences."""

    key: str
    name: str
    promised: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A day as planned: the ropes in the order of their names, what was left out, and what it costs by part."""

    day: date
    ropes: tuple[Rope, ...]
    left_out: tuple[LeftOut, ...]
    cost: Mapping[str, int]
    is_schematic: bool
    steps: int
    seconds: float
    seed: int

    @property
    def visits(self) -> int:
        """How many visits are on the rounds; one that two people make counts once."""
        return len({knot.key for rope in self.ropes for knot in rope.knots if knot.key is not None})
