"""Reads an OpenStreetMap extract (.osm.pbf, .osm, .osm.bz2) in one pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import osmium
from osmium.osm import NODE, WAY

from cordata.base.geo import Point
from cordata.places.roads import speeds
from cordata.places.roads.cutting import Drawn, cut
from cordata.places.roads.extract import Address, Extract, NamedPlace, Service, UnreadableExtract
from cordata.places.roads.naming import label

SETTLEMENTS = {
    "city", "town", "village", "hamlet", "suburb", "quarter", "neighbourhood", "isolated_dwelling", "farm", "locality"
}  # fmt: skip
AMENITIES = {
    "pharmacy", "doctors", "clinic", "hospital", "dentist", "nursing_home", "social_facility", "social_centre",
    "community_centre", "townhall", "post_office",
}  # fmt: skip
HOMES = {"yes", "house", "residential", "apartments", "detached", "semidetached_house", "terrace", "bungalow", "farm"}
BUILDINGS_KEPT = 20_000
STEPS = 3  # reading, cutting, naming

Progress = Callable[[int, int], None]


class _Reading:
    """What has been read so far."""

    def __init__(self) -> None:
        self.ways: list[Drawn] = []
        self.addresses: list[Address] = []
        self.places: list[NamedPlace] = []
        self.services: list[Service] = []
        self.buildings: list[Point] = []

    def way(self, way: osmium.osm.Way) -> None:
        tags = way.tags
        if "highway" in tags:
            self._road(way)
        if "building" in tags or "amenity" in tags or "place" in tags:
            nodes = [node for node in way.nodes if node.location.valid()]
            if nodes:
                point = _middle(nodes)
                self.spot(tags, point)
                if tags.get("building") in HOMES and "amenity" not in tags:
                    self.buildings.append(point)

    def _road(self, way: osmium.osm.Way) -> None:
        tags = dict(way.tags)
        kmh = speeds.kmh(tags)
        nodes = [node for node in way.nodes if node.location.valid()] if kmh else []
        if len(nodes) < 2:  # cut off at the edge of the extract
            return
        forward, backward = speeds.directions(tags)
        self.ways.append(
            Drawn(
                key=f"w{way.id}",
                label=speeds.label(tags),
                nodes=[node.ref for node in nodes],
                lat=[node.lat for node in nodes],
                lon=[node.lon for node in nodes],
                kmh=kmh,
                forward=forward,
                backward=backward,
                rank=speeds.rank(tags),
                is_inhabited=speeds.is_inhabited(tags),
            )
        )

    def spot(self, tags: osmium.osm.TagList, point: Point) -> None:
        street, number = tags.get("addr:street") or tags.get("addr:place"), tags.get("addr:housenumber")
        if street and number:
            settlement = tags.get("addr:hamlet") or tags.get("addr:city") or ""
            numbers = number.replace(";", ",").split(",")  # "1,3": one door, two numbers
            self.addresses += [Address(street, one.strip(), settlement, point) for one in numbers if one.strip()]
        name = tags.get("name")
        if name and tags.get("place") in SETTLEMENTS:
            self.places.append(NamedPlace(name, tags["place"], point, _altitude(tags.get("ele") or "")))
        if tags.get("amenity") in AMENITIES:
            self.services.append(Service(name or "", tags["amenity"], point))


def read(path: Path, *, progress: Progress | None = None) -> Extract:
    """
    Read the roads of an extract, and the addresses, settlements, services and homes along them.

    :raises UnreadableExtract: if the file is not there, is cut short, is something else, or holds no road
    """
    told = progress or (lambda done, steps: None)
    told(0, STEPS)
    reading = _Reading()
    for thing in _things(path):
        if isinstance(thing, osmium.osm.Way):
            reading.way(thing)
        elif isinstance(thing, osmium.osm.Node):
            reading.spot(thing.tags, Point(thing.lat, thing.lon))
    told(1, STEPS)
    if not reading.ways:
        raise UnreadableExtract(
            f"{path} holds no road a car can drive. Choose the extract of a territory, with all its ways and nodes."
        )
    ways = label(reading.ways, reading.places)
    told(2, STEPS)
    graph = cut(ways)
    told(3, STEPS)
    return Extract(
        graph=graph,
        addresses=tuple(reading.addresses),
        places=tuple(reading.places),
        services=tuple(reading.services),
        buildings=tuple(reading.buildings[:: -(-len(reading.buildings) // BUILDINGS_KEPT) or 1]),
    )


def _things(path: Path) -> Iterator[osmium.osm.types.OSMEntity]:
    """Yield the nodes and ways that bear tags, ways with the places of their nodes."""
    if not path.is_file():
        raise UnreadableExtract(f"{path} is not there, or is not a file. Give the path of an .osm.pbf extract.")
    try:
        yield from (
            osmium.FileProcessor(str(path), NODE | WAY).with_locations().with_filter(osmium.filter.EmptyTagFilter())
        )
    except (RuntimeError, ValueError) as fault:  # the two kinds osmium raises
        raise UnreadableExtract(
            f"{path} ({path.stat().st_size} bytes) cannot be read as OpenStreetMap data: {fault}."
            " It may be cut short or something else: download the .osm.pbf again and compare its size."
        ) from fault


def _middle(nodes: list[osmium.osm.NodeRef]) -> Point:
    """Return the mean of a ring's corners, near enough for a house."""
    corners = nodes[1:] if nodes[0].ref == nodes[-1].ref and len(nodes) > 1 else nodes
    return Point(sum(node.lat for node in corners) / len(corners), sum(node.lon for node in corners) / len(corners))


def _altitude(text: str) -> int | None:
    number = text.removesuffix("m").strip().replace(",", ".")
    return round(float(number)) if number.replace(".", "", 1).isdecimal() else None
