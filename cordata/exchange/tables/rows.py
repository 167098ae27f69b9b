"""The two tables as typed rows. Times are seconds from midnight, durations and gaps seconds."""

from dataclasses import dataclass
from datetime import date

from cordata.base.geo import Point

from .cells import clock


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a row says that somebody is: coordinates, or an address to be looked up, from a row of a file."""

    file: str
    row: int
    point: Point | None
    address: str


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit as its row tells it: it takes place between `opens` and `closes` of one of its windows."""

    row: int
    id: str
    name: str
    where: Whereabouts
    day: date
    windows: tuple[tuple[int, int], ...]
    duration: int
    skills: frozenset[str]
    people: int
    after: str | None
    gap_min: int
    gap_max: int | None
    preferred: frozenset[str]
    forbidden: frozenset[str]
    priority: int
    language: str | None

    @property
    def promised(self) -> str:
        """The hours of the visit as people say them: "08:00–09:00, 16:00–17:30"."""
        return ", ".join(f"{clock(opens)}–{clock(closes)}" for opens, closes in self.windows)


@dataclass(frozen=True, slots=True)
class ProfessionalRow:
    """A professional's hours as their row tells them; `day` None means every day that is planned."""

    row: int
    id: str
    name: str
    where: Whereabouts
    day: date | None
    starts: int
    ends: int
    rest: tuple[int, int, int] | None
    skills: frozenset[str]
    languages: frozenset[str]
