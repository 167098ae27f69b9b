"""A round as a small drawing for paper: the roads it takes, its stops numbered."""

from dataclasses import dataclass
from math import cos, radians

from cordata.base.geo import Point
from cordata.day.queries.load import Loaded
from cordata.day.queries.map import waypoints
from cordata.places.queries import road_lines, roads
from cordata.rounds.models import Round

WIDTH, MARGIN = 640, 36  # SVG units
FLATTEST = 220  # units: a round along one valley is still a picture


@dataclass(frozen=True, slots=True)
class Dot:
    """A numbered stop; 0 is the base."""

    number: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Sketch:
    """Lines and dots in SVG units; `is_schematic` where the lines are not the real course of the roads."""

    width: int
    height: int
    lines: tuple[str, ...]
    dots: tuple[Dot, ...]
    is_schematic: bool


def sketch(round_: Round, rows: Loaded) -> Sketch:
    """Return the drawing of a round; empty when nobody on it may be seen."""
    professional = round_.professional
    stops = waypoints(round_, rows, Point(professional.base_lat, professional.base_lon))
    lines = [line for line in road_lines(stops, round_.departs_at, round_.returns_at) if len(line) > 1]
    everything = [*stops, *(point for line in lines for point in line)]
    if not everything:
        return Sketch(WIDTH, FLATTEST, (), (), roads().graph.schematic)
    paper = Paper(everything)
    return Sketch(
        width=WIDTH,
        height=paper.height,
        lines=tuple(" ".join("{:.1f},{:.1f}".format(*paper.at(point)) for point in line) for line in lines),
        dots=tuple(Dot(number, *paper.at(point)) for number, point in enumerate(stops[:-1])),
        is_schematic=roads().graph.schematic,
    )


class Paper:
    """Turns places into points of the drawing: north up, one scale both ways."""

    def __init__(self, places: list[Point]) -> None:
        lats, lons = [one[0] for one in places], [one[1] for one in places]
        self.north, self.west = max(lats), min(lons)
        self.narrowing = cos(radians(sum(lats) / len(lats)))
        wide = max((max(lons) - self.west) * self.narrowing, 0.01)
        tall = max(self.north - min(lats), 0.001)
        self.scale = min((WIDTH - 2 * MARGIN) / wide, (WIDTH - 2 * MARGIN) / tall)
        self.height = max(round(tall * self.scale) + 2 * MARGIN, FLATTEST)

    def at(self, place: Point) -> tuple[float, float]:
        """Return where a place lies on the paper."""
        return (
            round(MARGIN + (place[1] - self.west) * self.narrowing * self.scale, 1),
            round(MARGIN + (self.north - place[0]) * self.scale, 1),
        )
