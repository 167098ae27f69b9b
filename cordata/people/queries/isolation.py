"""What makes a home hard to reach or to leave, as far as the register and the roads know it today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cordata.base.geo import Point, metres_between
from cordata.people.models import Resident
from cordata.places.queries import closed, roads
from cordata.places.roads.lines import segment_lines

NEAR_M = 15_000  # a closed road further away than this is none of theirs


@dataclass(frozen=True, slots=True)
class ClosedRoad:
    """A stretch of road nobody drives now, in winter or because it was closed, and how far from home it begins."""

    label: str
    metres: int


@dataclass(frozen=True, slots=True)
class Isolation:
    """Facts, not a score: metres above the sea, who else lives there, the nearest closed road within 15 km."""

    altitude_m: int
    altitude_is_approximate: bool
    lives_alone: bool | None
    household_size: int
    closed_road: ClosedRoad | None


def isolation(resident: Resident, at: datetime) -> Isolation:
    """Return what is known of how remote somebody lives at an instant, in 2 queries where the home is loaded."""
    home = resident.household
    village = home.hamlet or home.commune
    living = Resident.objects.known().filter(household=home, death=None, departure=None)
    return Isolation(
        altitude_m=village.altitude_m,
        altitude_is_approximate=village.altitude_is_approximate,
        lives_alone=resident.lives_alone,
        household_size=living.count(),
        closed_road=nearest_closed_road(Point(home.lat, home.lon), at),
    )


def nearest_closed_road(home: Point, at: datetime) -> ClosedRoad | None:
    """Return the closed stretch of road that comes nearest to a home, none when all are far."""
    graph = roads().graph
    found = []
    for key in sorted(closed(at)):
        number = graph.segment_of[key]
        metres = min(metres_between(home, point) for line in segment_lines(graph, number) for point in line)
        if metres <= NEAR_M:
            found.append(ClosedRoad(graph.labels[number] or key, round(metres)))
    return min(found, key=lambda one: one.metres, default=None)
