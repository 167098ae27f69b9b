"""
The timeline and the map of a report as positions in SVG units.

Positions are text: a template would write numbers as the language does, and no browser reads 12,5.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, radians

from cordata.base.geo import Point
from cordata.exchange.tables.cells import clock

from .report import Knot, Report, Rope

COLOURS = (
    "#291d93",
    "#d67b19",
    "#11a588",
    "#620b05",
    "#a876f2",
    "#6e4106",
    "#7678b3",
    "#a25c14",
    "#7c3cb1",
    "#556f6d",
    "#4f1554",
    "#4f476b",
)
INK_ON_LIGHT, INK_ON_DARK = "#1f2a30", "#ffffff"
LIGHT = {"#d67b19", "#11a588", "#a876f2"}  # white letters on these would have a contrast below 4.5:1
NAMES, HOUR, ROW, TOP = 150, 84, 40, 26
FIRST, LAST = 7, 18  # the hours drawn even when nothing happens in them
MAP_WIDTH, MOST_MAP_HEIGHT, MARGIN = 1000, 900, 30
NARROWEST = 1e-3  # degrees: about 100 m, so that a map of one place has a size


@dataclass(frozen=True, slots=True)
class Bar:
    """A visit, a break or a drive on the timeline."""

    kind: str
    x: str
    width: str
    label: str
    says: str


@dataclass(frozen=True, slots=True)
class Row:
    """A professional's line on the timeline."""

    name: str
    number: int
    colour: str
    ink: str
    y: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The day as lines beside each other, with the hours above."""

    width: int
    height: int
    hours: tuple[tuple[int, str], ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A visit on the map, with its number on the round."""

    x: str
    y: str
    label: str
    says: str


@dataclass(frozen=True, slots=True)
class Trace:
    """A round on the map."""

    name: str
    number: int
    colour: str
    ink: str
    path: str
    base: Mark
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Map:
    """The rounds seen from above, with a bar of some kilometres."""

    width: int
    height: int
    traces: tuple[Trace, ...]
    bar_width: str
    bar_km: int


def draw_timeline(report: Report) -> Timeline:
    """Return the timeline of a report, from the first departure to the last return in whole hours."""
    first = min([FIRST, *(rope.departs // 3600 for rope in report.ropes)])
    last = max([LAST, *(-(-rope.returns // 3600) for rope in report.ropes)])
    hours = tuple((NAMES + (hour - first) * HOUR, f"{hour % 24:02d}") for hour in range(first, last + 1))
    rows = tuple(_row(rope, number, first * 3600) for number, rope in enumerate(report.ropes))
    return Timeline(NAMES + (last - first) * HOUR + 12, TOP + ROW * len(rows) + 8, hours, rows)


def _row(rope: Rope, number: int, zero: int) -> Row:
    bars = []
    for knot in rope.knots:
        drive_from = knot.arrives - knot.travel
        bars.append(_bar("drive", drive_from, knot.arrives, zero, "", ""))
        if knot.starts > knot.arrives:
            bars.append(_bar("slack", knot.arrives, knot.starts, zero, "", ""))
        kind = "break" if knot.key is None else "late" if knot.late else "visit"
        bars.append(_bar(kind, knot.starts, knot.ends, zero, _short(knot), _says(knot)))
    bars.append(_bar("drive", rope.returns - rope.home_travel, rope.returns, zero, "", ""))
    return Row(rope.name, number + 1, *_paint(number), TOP + ROW * number, tuple(bars))


def _bar(kind: str, start: int, end: int, zero: int, label: str, says: str) -> Bar:
    x = NAMES + (start - zero) * HOUR / 3600
    width = max((end - start) * HOUR / 3600, 0)
    return Bar(kind, _written(x), _written(width), label if len(label) * 7.5 + 6 < width else "", says)


def _paint(number: int) -> tuple[str, str]:
    colour = COLOURS[number % len(COLOURS)]
    return colour, INK_ON_LIGHT if colour in LIGHT else INK_ON_DARK


def _written(position: float) -> str:
    return f"{position:.1f}"


def _short(knot: Knot) -> str:
    return knot.name.split(" ")[0] if knot.key is not None else ""


def _says(knot: Knot) -> str:
    when = f"{clock(knot.starts)}–{clock(knot.ends)}"
    return f"{when} {knot.name}" if knot.key is not None else when


def draw_map(report: Report) -> Map:
    """Return the rounds of a report on a plane: north is up, and a kilometre is as long both ways."""
    points = [point for rope in report.ropes for point in rope.line]
    south, north = min(p.lat for p in points), max(p.lat for p in points)
    west, east = min(p.lon for p in points), max(p.lon for p in points)
    squeeze = cos(radians((south + north) / 2))
    across = max((east - west) * squeeze, NARROWEST)
    up = max(north - south, NARROWEST)
    scale = min((MAP_WIDTH - 2 * MARGIN) / across, (MOST_MAP_HEIGHT - 2 * MARGIN) / up)

    def at(point: Point) -> tuple[str, str]:
        return _written(MARGIN + (point.lon - west) * squeeze * scale), _written(MARGIN + (north - point.lat) * scale)

    km = scale / 111.2
    bar_km = next((length for length in (1, 2, 5, 10, 20, 50) if length * km >= 60), 100)
    traces = tuple(_trace(rope, number, at) for number, rope in enumerate(report.ropes))
    return Map(
        round(across * scale + 2 * MARGIN), round(up * scale + 2 * MARGIN), traces, _written(bar_km * km), bar_km
    )


def _trace(rope: Rope, number: int, at: Callable[[Point], tuple[str, str]]) -> Trace:
    path = "M" + " L".join(f"{x} {y}" for x, y in map(at, rope.line))
    visits = [(knot.point, _says(knot)) for knot in rope.knots if knot.point is not None]
    marks = tuple(Mark(*at(point), str(place), says) for place, (point, says) in enumerate(visits, start=1))
    return Trace(rope.name, number + 1, *_paint(number), path, Mark(*at(rope.base), "", rope.name), marks)
