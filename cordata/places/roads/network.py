"""The main roads of the valleys as a hand-made table (data/roads.csv, junctions.csv), and the graph made of it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from pathlib import Path

import numpy as np

from cordata.base.geo import Point, metres_between
from cordata.places.roads.graph import RoadGraph

DATA = Path(__file__).resolve().parent.parent / "data"
PIECE_M = 400  # a road is cut into pieces this long at most, so that homes hang on it between junctions too


class Kind(StrEnum):
    MOTORWAY = "motorway"
    MAIN = "main"
    REGIONAL = "regional"
    LOCAL = "local"
    PASS = "pass"
    TUNNEL = "tunnel"
    CABLEWAY = "cableway"


THROUGH = {Kind.MOTORWAY, Kind.MAIN, Kind.TUNNEL}
LANES = {Kind.LOCAL, Kind.CABLEWAY}
NOBODY_LIVES_ON = {Kind.MOTORWAY, Kind.PASS, Kind.TUNNEL, Kind.CABLEWAY}


@dataclass(frozen=True, slots=True)
class Junction:
    """Where roads meet or end: a village, an exit, a pass, the mouth of a tunnel."""

    key: str
    name: str
    country: str
    point: Point
    altitude_m: int


@dataclass(frozen=True, slots=True)
class Road:
    """One stretch between two junctions, driven both ways at the same pace."""

    number: str  # or what people call it; "" where it has no name
    start: Junction
    end: Junction
    kind: Kind
    kmh: int  # what a careful driver keeps on average on a dry day, bends and villages included; not the limit
    metres: int
    closed_from: int  # month*100 + day, 0 when open all winter
    closed_until: int
    toll_eur: Decimal | None  # one way, a car
    note: str

    @property
    def key(self) -> str:
        name = self.number.lower().replace(" ", "-") or "local"
        return f"{name}:{self.start.key}:{self.end.key}"[:60]

    @property
    def rank(self) -> int:
        """How much of the network hangs on it: see `RoadGraph.rank`."""
        if self.kind in THROUGH:
            return 1
        return 3 if self.kind in LANES else 2

    @property
    def label(self) -> str:
        between = " – ".join(dict.fromkeys((self.start.name, self.end.name)))  # an exit may bear its village's name
        return f"{self.number} {between}".strip()

    @property
    def milliseconds(self) -> int:
        return round(self.metres * 3600 / self.kmh)


def junctions(path: Path = DATA / "junctions.csv") -> dict[str, Junction]:
    """Read the junctions by key."""
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["key"]: Junction(
                key=row["key"],
                name=row["name"],
                country=row["country"],
                point=Point(float(row["lat"]), float(row["lon"])),
                altitude_m=int(row["altitude_m"]),
            )
            for row in csv.DictReader(file)
        }


def roads(path: Path = DATA / "roads.csv") -> list[Road]:
    """Read the roads; a length left empty is the straight line times the sinuosity."""
    known = junctions()
    with path.open(encoding="utf-8", newline="") as file:
        return [_road(row, known) for row in csv.DictReader(file)]


def _road(row: dict[str, str], known: dict[str, Junction]) -> Road:
    start, end = known[row["from"]], known[row["to"]]
    return Road(
        number=row["road"],
        start=start,
        end=end,
        kind=Kind(row["kind"]),
        kmh=int(row["kmh"]),
        metres=int(row["metres"] or round(metres_between(start.point, end.point) * float(row["sinuosity"]))),
        closed_from=_month_day(row["closed_from"]),
        closed_until=_month_day(row["closed_until"]),
        toll_eur=Decimal(row["toll_eur"]) if row["toll_eur"] else None,
        note=row["note"],
    )


def _month_day(text: str) -> int:
    return int(text.replace("-", "")) if text else 0


@dataclass(frozen=True, slots=True)
class _Piece:
    tail: int
    head: int
    metres: int
    milliseconds: int
    segment: int
    gate: bool


def main_roads() -> RoadGraph:
    """Return the graph of the table that comes with the project."""
    return graph(roads())


def graph(table: list[Road]) -> RoadGraph:
    """
    Make the graph of a table of roads: straight lines, cut into pieces.

    A closure somewhere on a long stretch is taken to be at its middle: nobody drives through, and homes on either side
    are reached from their own side.
    """
    nodes = _Nodes()
    pieces = [piece for segment, road in enumerate(table) for piece in _pieces(segment, road, nodes)]
    columns = np.array([(p.tail, p.head, p.metres, p.milliseconds, p.segment) for p in pieces], np.int32)
    return RoadGraph(
        lat=np.array([point.lat for point in nodes.points]),
        lon=np.array([point.lon for point in nodes.points]),
        stop=np.array(nodes.stop),
        tail=columns[:, 0],
        head=columns[:, 1],
        metres=columns[:, 2],
        milliseconds=columns[:, 3],
        segment=columns[:, 4],
        gate=np.array([piece.gate for piece in pieces]),
        shape_start=np.zeros(len(pieces) + 1, np.int32),
        shape_lat=np.empty(0),
        shape_lon=np.empty(0),
        keys=tuple(road.key for road in table),
        labels=tuple(road.label for road in table),
        winter=np.array([(road.closed_from, road.closed_until) for road in table], np.int32),
        rank=np.array([road.rank for road in table], np.int32),
        schematic=True,
    )


class _Nodes:
    """The nodes given out so far: one per junction, then those that cut the roads."""

    def __init__(self) -> None:
        self.points: list[Point] = []
        self.stop: list[bool] = []
        self._junctions: dict[str, int] = {}

    def add(self, point: Point, *, stop: bool) -> int:
        self.points.append(point)
        self.stop.append(stop)
        return len(self.points) - 1

    def junction(self, junction: Junction, *, stop: bool) -> int:
        if junction.key not in self._junctions:
            self._junctions[junction.key] = self.add(junction.point, stop=stop)
        node = self._junctions[junction.key]
        self.stop[node] = self.stop[node] or stop
        return node


def _pieces(segment: int, road: Road, nodes: _Nodes) -> Iterator[_Piece]:
    # Odd, so that one piece is in the middle and bears the gate.
    count = max(1, -(-road.metres // PIECE_M)) | 1
    inhabited = road.kind not in NOBODY_LIVES_ON
    ends_inhabited = road.kind not in {Kind.MOTORWAY, Kind.PASS, Kind.TUNNEL}
    chain = [nodes.junction(road.start, stop=ends_inhabited)]
    for cut in range(1, count):
        part = cut / count
        point = Point(
            road.start.point.lat + part * (road.end.point.lat - road.start.point.lat),
            road.start.point.lon + part * (road.end.point.lon - road.start.point.lon),
        )
        chain.append(nodes.add(point, stop=inhabited))
    chain.append(nodes.junction(road.end, stop=ends_inhabited))
    metres, milliseconds = _shares(road.metres, count), _shares(road.milliseconds, count)
    for place, (tail, head) in enumerate(pairwise(chain)):
        for start, end in ((tail, head), (head, tail)):
            yield _Piece(start, end, metres[place], milliseconds[place], segment, place == count // 2)


def _shares(total: int, count: int) -> list[int]:
    """Split a whole number into near-equal whole shares that add up to it."""
    return [total * (part + 1) // count - total * part // count for part in range(count)]
