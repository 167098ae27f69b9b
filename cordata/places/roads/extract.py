"""What an OpenStreetMap extract tells us, besides its roads."""

from __future__ import annotations

from dataclasses import dataclass

from cordata.base.geo import Point
from cordata.places.roads.graph import RoadGraph


@dataclass(frozen=True, slots=True)
class Address:
    """A house number of a street, with the settlement when it is written."""

    street: str
    number: str
    settlement: str
    point: Point


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A settlement with a name; `kind` is OpenStreetMap's place=*: town, village, hamlet, …"""

    name: str
    kind: str
    point: Point
    altitude_m: int | None


@dataclass(frozen=True, slots=True)
class Service:
    """A pharmacy, a doctor's practice, a hospital, …; `kind` is OpenStreetMap's amenity=*."""

    name: str
    kind: str
    point: Point


@dataclass(frozen=True, slots=True)
class Extract:
    """The roads of a territory and what stands along them."""

    graph: RoadGraph
    addresses: tuple[Address, ...]
    places: tuple[NamedPlace, ...]
    services: tuple[Service, ...]
    buildings: tuple[Point, ...]  # where people may live, evenly thinned out


class UnreadableExtract(ValueError):
    """A file that is no OpenStreetMap extract, is cut short, or holds no road."""
