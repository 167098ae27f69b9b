"""The day as GeoJSON: each round along its roads, the people visited, those without a place, the communes' names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cordata.accounts.models import Area, User
from cordata.base.geo import Point
from cordata.day.queries.axis import fit
from cordata.day.queries.load import Loaded, load
from cordata.day.queries.visits import knot, loose
from cordata.places.models import Commune
from cordata.places.queries import road_lines
from cordata.rounds.models import Plan, Round

Feature = dict[str, object]
NAMED_COMMUNES = 40  # the largest ones; more names than this hide the roads


@dataclass(frozen=True, slots=True)
class DrawnMap:
    """What the map of a day shows, as GeoJSON collections by name, and whom it names."""

    collections: dict[str, object]
    residents: frozenset[int]


def draw_map(plan: Plan | None, area: Area, day: date, user: User) -> DrawnMap:
    """Return what the map of a day shows."""
    rows = load(plan, area, day, user)
    communes = list(Commune.objects.filter(area=area).order_by("-population", "pk"))
    drawn = {
        "version": plan.version if plan else 0,
        "routes": collection(route(rows.rounds[key], rows) for key in rows.faces if key in rows.rounds),
        "marks": collection(marks(rows)),
        "communes": collection(point(one.lat, one.lon, name=one.name) for one in communes[:NAMED_COMMUNES]),
    }
    return DrawnMap(drawn, frozenset(rows.residents))


def collection(features: Iterable[Feature]) -> Feature:
    """Return features as a GeoJSON collection."""
    return {"type": "FeatureCollection", "features": list(features)}


def point(lat: float, lon: float, **properties: object) -> Feature:
    """Return a GeoJSON point."""
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [round(lon, 5), round(lat, 5)]},
        "properties": properties,
    }


def route(round_: Round, rows: Loaded) -> Feature:
    """Return one round from base to base, along the roads open all the while."""
    face, base = rows.faces[round_.professional_id], round_.professional
    stops = waypoints(round_, rows, Point(base.base_lat, base.base_lon))
    lines = road_lines(stops, round_.departs_at, round_.returns_at)
    return {
        "type": "Feature",
        "geometry": {
            "type": "MultiLineString",
            "coordinates": [[[round(lon, 5), round(lat, 5)] for lat, lon in line] for line in lines if len(line) > 1],
        },
        "properties": {"professional": face.professional_id, "name": face.name, "rope": face.rope.colour},
    }


def waypoints(round_: Round, rows: Loaded, base: Point) -> list[Point]:
    """Return where a round goes, from base to base; people the reader may not see are left out."""
    homes = [
        rows.residents[stop.visit.order.resident_id].household
        for stop in round_.stops.all()
        if stop.visit and stop.visit.order.resident_id in rows.residents
    ]
    if not homes:
        return []
    return [base, *(Point(home.lat, home.lon) for home in homes), base]


def marks(rows: Loaded) -> list[Feature]:
    """Return a point for everybody visited, and for everybody left without a place."""
    scale = fit((), rows.day, rows.zone)
    found = []
    for professional_id, round_ in rows.rounds.items():
        face = rows.faces[professional_id]
        for stop in round_.stops.all():
            if not stop.visit:
                continue
            one = knot(stop, stop.visit, professional_id, scale, rows)
            if one.lat is not None and one.lon is not None:
                words = {"says": one.says, "visit": one.key, "rope": face.rope.colour, "late": bool(one.late)}
                found.append(point(one.lat, one.lon, placed=True, professional=professional_id, **words))
    for unplaced in rows.unplaced:
        left = loose(unplaced, rows, {})
        if left.lat is not None and left.lon is not None:
            found.append(point(left.lat, left.lon, placed=False, says=f"{left.name}, {left.kind}", visit=""))
    return found
