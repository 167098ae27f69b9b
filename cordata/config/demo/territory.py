"""Where the demo's people live: areas, communes, hamlets, and the spots on their roads where homes stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cordata.base.geo import Point


@dataclass(frozen=True, slots=True)
class Spot:
    """A place a home can stand, with its address where the map knows one."""

    point: Point
    address: str = ""


@dataclass(frozen=True, slots=True)
class Settlement:
    """A commune's chief place (no name of its own) or one of its hamlets."""

    name: str
    point: Point
    altitude_m: int
    altitude_is_approximate: bool
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class Town:
    """A commune with its people and settlements, the chief place first."""

    country: str
    code: str
    name: str
    population: int
    settlements: tuple[Settlement, ...]

    @property
    def centre(self) -> Settlement:
        return self.settlements[0]


@dataclass(frozen=True, slots=True)
class Land:
    """The territory one centre answers for, and how large the demo makes its work at scale 1."""

    code: str
    name: str
    country: str
    language: str
    towns: tuple[Town, ...]
    residents: int
    professionals: int
    visits_a_day: int

    def town(self, name: str) -> Town:
        """Return a commune by name, or the most populous one when this territory has none of that name."""
        for town in self.towns:
            if town.name == name:
                return town
        return max(self.towns, key=lambda town: town.population)


def shares(weights: Sequence[float], total: int) -> list[int]:
    """Divide `total` in proportion to weights, by largest remainders."""
    exact = [total * weight / sum(weights) for weight in weights]
    counts = [int(share) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda place: (counts[place] - exact[place], place))
    for place in by_remainder[: total - sum(counts)]:
        counts[place] += 1
    return counts
