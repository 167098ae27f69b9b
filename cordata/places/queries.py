"""The roads as they are now: which graph serves, what is closed, how long it takes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from django.conf import settings
from django.utils import timezone

from cordata.base.geo import Point
from cordata.places.models import Closure
from cordata.places.roads import network
from cordata.places.roads.graph import RoadGraph
from cordata.places.roads.lines import segment_lines
from cordata.places.roads.routing import UNREACHABLE, Matrices, NoRoad, Router, TooFarFromRoad

DRAWN_RANK = 2  # of an imported graph the map draws these; its lanes come with the base map


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of road to pick from a list."""

    key: str
    label: str


def graph_path() -> Path:
    """Return where an imported road graph lies, if one was imported."""
    return settings.CORDATA_DATA / "roads" / "graph.npz"


def roads() -> Router:
    """Return the router of the graph that serves now: the imported one, else the hand-made network."""
    stamp = _stamp()
    return _imported(graph_path(), stamp) if stamp else _hand_made()


def closed(at: datetime, until: datetime | None = None) -> frozenset[str]:
    """
    Return the keys of the segments nobody can drive at an instant, or for some time from it until another.

    Somebody closed them, or the winter did.
    """
    keys = Closure.objects.in_force(at, until).order_by("pk").values_list("segment", flat=True)
    graph = roads().graph
    named = frozenset(key for key in keys if key in graph.segment_of)
    return named | graph.closed_in_winter(timezone.localdate(at))


def travel(points: Sequence[tuple[float, float]], at: datetime, until: datetime | None = None) -> Matrices:
    """
    Return seconds and metres between points, over the roads open at an instant, or all the time until another.

    A point off an imported graph, as of one mistyped home, is out of reach and keeps nobody else from being reached.
    """
    router = roads()
    near = np.flatnonzero(router.near(points))
    found = router.matrix([points[place] for place in near.tolist()], closed(at, until))
    seconds, metres = (np.full((len(points), len(points)), UNREACHABLE, np.int64) for _matrix in range(2))
    for whole, part in ((seconds, found.seconds), (metres, found.metres)):
        np.fill_diagonal(whole, 0)
        whole[np.ix_(near, near)] = part
    return Matrices(seconds, metres)


def roads_version(at: datetime, until: datetime | None = None) -> str:
    """Name the graph and the closures in force: a plan that stored another name was made over other roads."""
    return _version(roads().version, closed(at, until))


def road_lines(
    points: Sequence[tuple[float, float]], at: datetime, until: datetime | None = None
) -> list[tuple[Point, ...]]:
    """Return one line per leg from each point to the next; a leg no open road serves is empty."""
    shut = closed(at, until)
    return [_leg(start, end, shut) for start, end in pairwise(points)]


def segments() -> list[Segment]:
    """Return the segments of the graph that serves, by label; of an imported graph only those that bear a name."""
    graph = roads().graph
    named = [Segment(key, label) for key, label in zip(graph.keys, graph.labels, strict=True) if label]
    return sorted(named, key=lambda segment: segment.label)


def network_features(at: datetime) -> dict[str, object]:
    """Return the roads to draw as a GeoJSON feature collection, closed segments marked."""
    router, shut = roads(), closed(at)
    return _features(router, shut, _version(router.version, shut))


def _stamp() -> tuple[int, int] | None:
    """Name the file of the imported graph as it is now, so that a process notices a new one; None without a file."""
    try:
        status = graph_path().stat()
    except FileNotFoundError:
        return None
    return status.st_mtime_ns, status.st_ino


@lru_cache(maxsize=2)
def _imported(path: Path, stamp: tuple[int, int]) -> Router:
    return Router(RoadGraph.load(path))


@lru_cache(maxsize=1)
def _hand_made() -> Router:
    return Router(network.main_roads())


def _version(graph_version: str, shut: frozenset[str]) -> str:
    return f"{graph_version}-{hashlib.sha256(' '.join(sorted(shut)).encode()).hexdigest()[:12]}"


def _leg(start: tuple[float, float], end: tuple[float, float], shut: frozenset[str]) -> tuple[Point, ...]:
    try:
        drive = roads().path(start, end, shut)
    except (NoRoad, TooFarFromRoad):
        return ()
    return drive.coordinates


@lru_cache(maxsize=4)
def _features(router: Router, shut: frozenset[str], version: str) -> dict[str, object]:
    graph = router.graph
    features = [
        _feature(graph, segment, is_closed=key in shut)
        for segment, key in enumerate(graph.keys)
        if graph.schematic or graph.rank[segment] <= DRAWN_RANK or key in shut
    ]
    return {"type": "FeatureCollection", "schematic": graph.schematic, "version": version, "features": features}


def _feature(graph: RoadGraph, segment: int, *, is_closed: bool) -> dict[str, object]:
    lines = [[[round(lon, 5), round(lat, 5)] for lat, lon in line] for line in segment_lines(graph, segment)]
    return {
        "type": "Feature",
        "geometry": {"type": "MultiLineString", "coordinates": lines},
        "properties": {
            "segment": graph.keys[segment],
            "label": graph.labels[segment],
            "rank": int(graph.rank[segment]),
            "closed": is_closed,
        },
    }
