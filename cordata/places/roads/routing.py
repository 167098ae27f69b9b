"""Travel times, distances and routes between points, over a road graph with some segments closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from cordata.base.geo import Point
from cordata.places.roads.graph import RoadGraph, distance_m, on_sphere
from cordata.places.roads.shortest import BEST, NO_PATH, Dijkstras, Hierarchies, PathFinder, Weights

UNREACHABLE = 10_000_000  # seconds (115 days) and metres: stands in a matrix where no open road leads
TOO_FAR_M = 1_000  # beyond this, a point is a mistake rather than a home off the road
STEP_PER_MS = 8  # a mixed weight is milliseconds * 8 + metres: see `Router._drive`

Integers = NDArray[np.int64]
T = TypeVar("T")


class TooFarFromRoad(ValueError):
    """A point that no drivable road comes near."""

    def __init__(self, point: Point, metres: int) -> None:
        self.point, self.metres = point, metres
        super().__init__(
            f"The point {point.lat:.5f}, {point.lon:.5f} must be within {TOO_FAR_M} m of a road."
            f" Got {metres} m instead."
        )


class NoRoad(ValueError):
    """Between two points there is no road, or every road is closed."""

    def __init__(self, start: Point, end: Point) -> None:
        self.start, self.end = start, end
        super().__init__(f"No open road leads from {start.lat:.5f}, {start.lon:.5f} to {end.lat:.5f}, {end.lon:.5f}.")


@dataclass(frozen=True, slots=True)
class Access:
    """How a point off the road reaches it: the straight line times the sinuosity, at a slow pace."""

    sinuosity: float
    kmh: float
    limit_m: int | None

    def metres(self, straight: NDArray[np.float64]) -> Integers:
        return np.rint(straight * self.sinuosity).astype(np.int64)

    def milliseconds(self, straight: NDArray[np.float64]) -> Integers:
        return np.rint(straight * self.sinuosity * 3600 / self.kmh).astype(np.int64)


BY_ACCESS_ROAD = Access(sinuosity=1.5, kmh=25, limit_m=None)  # where lanes to hamlets are not in the graph
BY_DRIVEWAY = Access(sinuosity=1.2, kmh=10, limit_m=TOO_FAR_M)


class Snap(NamedTuple):
    """The node a point hangs on, and how far it is from it as the crow flies."""

    node: int
    metres: int


@dataclass(frozen=True, slots=True, eq=False)
class Matrices:
    """Seconds and metres from each point to each; UNREACHABLE where no open road leads."""

    seconds: Integers
    metres: Integers

    @property
    def unreachable(self) -> list[tuple[int, int]]:
        """The pairs of points without a way from the first to the second."""
        return [(int(start), int(end)) for start, end in np.argwhere(self.seconds >= UNREACHABLE)]


@dataclass(frozen=True, slots=True)
class Drive:
    """A way from one point to another: where it runs, and the segments it takes in order."""

    coordinates: tuple[Point, ...]
    seconds: int
    metres: int
    segments: tuple[str, ...]


class Router:
    """Answers about one graph. Closing a segment re-weights its gates; nothing is rebuilt."""

    def __init__(self, graph: RoadGraph, *, finder: type[Hierarchies | Dijkstras] = BEST) -> None:
        self.graph = graph
        self.access = BY_ACCESS_ROAD if graph.schematic else BY_DRIVEWAY
        self._stops = _stops(graph)
        self._tree = cKDTree(on_sphere(graph.lat[self._stops], graph.lon[self._stops]))
        self._time_weights: Weights = graph.milliseconds.astype(np.uint32)
        self._mixed_weights: Weights = self._time_weights * np.uint32(STEP_PER_MS) + graph.metres.astype(np.uint32)
        by_time = finder(graph, self._time_weights)
        self._time: PathFinder = by_time
        self._mixed: PathFinder = by_time.with_weights(self._mixed_weights)
        self._closed: frozenset[str] = frozenset()
        self._lock = Lock()

    @property
    def schematic(self) -> bool:
        return self.graph.schematic

    @property
    def version(self) -> str:
        return self.graph.version

    def snap(self, point: tuple[float, float]) -> Snap:
        """
        Return the nearest node a car can stop at and leave again for most of the network.

        :raises TooFarFromRoad: if none is near, on a graph of real roads
        """
        nodes, straight = self._snap([Point(*point)])
        return Snap(int(nodes[0]), round(float(straight[0])))

    def near(self, points: Sequence[tuple[float, float]]) -> NDArray[np.bool_]:
        """Return which points lie near enough to a road to be driven to."""
        lat, lon = np.array(points, float).reshape(-1, 2).T
        straight, _nearest = self._tree.query(on_sphere(lat, lon))
        return np.asarray(straight <= (np.inf if self.access.limit_m is None else self.access.limit_m))

    def matrix(self, points: Sequence[tuple[float, float]], closed: frozenset[str] = frozenset()) -> Matrices:
        """
        Return seconds and metres of the fastest way from each point to each.

        :raises TooFarFromRoad: if a point lies off a graph of real roads
        """
        if not points:
            return Matrices(np.zeros((0, 0), np.int64), np.zeros((0, 0), np.int64))
        nodes, straight = self._snap([Point(*point) for point in points])
        distinct, where = np.unique(nodes, return_inverse=True)
        between = self._drive(distinct.astype(np.int32), closed)
        milliseconds, metres = (found[np.ix_(where, where)] for found in between)
        unreachable = milliseconds >= NO_PATH
        off_ms, off_m = self.access.milliseconds(straight), self.access.metres(straight)
        milliseconds = milliseconds + off_ms[:, None] + off_ms[None, :]
        metres = metres + off_m[:, None] + off_m[None, :]
        self._walk_between_neighbours(points, where, milliseconds, metres)
        seconds = (milliseconds + 500) // 1000
        return Matrices(np.where(unreachable, UNREACHABLE, seconds), np.where(unreachable, UNREACHABLE, metres))

    def path(
        self, start: tuple[float, float], end: tuple[float, float], closed: frozenset[str] = frozenset()
    ) -> Drive:
        """
        Return the fastest way between two points, the points themselves included.

        :raises TooFarFromRoad: if a point lies off a graph of real roads
        :raises NoRoad: if no open road leads there
        """
        ends = [Point(*start), Point(*end)]
        nodes, straight = self._snap(ends)
        with self._lock:
            self._close(closed)
            edges = np.asarray(self._time.path(int(nodes[0]), int(nodes[1])), np.int64)
        if nodes[0] == nodes[1]:
            return self._next_door(ends)
        if not len(edges):
            raise NoRoad(*ends)
        milliseconds = self.graph.milliseconds[edges].sum() + self.access.milliseconds(straight).sum()
        keys = [self.graph.keys[index] for index in self.graph.segment[edges].tolist()]
        return Drive(
            coordinates=tuple(_without_repeats([ends[0], *self.graph.course(edges.tolist()), ends[1]])),
            seconds=int(milliseconds + 500) // 1000,
            metres=int(self.graph.metres[edges].sum() + self.access.metres(straight).sum()),
            segments=tuple(_without_repeats(keys)),
        )

    def _next_door(self, ends: list[Point]) -> Drive:
        whole = self.matrix(ends)
        return Drive(tuple(_without_repeats(ends)), int(whole.seconds[0, 1]), int(whole.metres[0, 1]), ())

    def _snap(self, points: list[Point]) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        lat, lon = np.array(points, float).T
        straight, nearest = self._tree.query(on_sphere(lat, lon))
        if self.access.limit_m is not None and (straight > self.access.limit_m).any():
            worst = int(np.argmax(straight > self.access.limit_m))
            raise TooFarFromRoad(points[worst], round(float(straight[worst])))
        return self._stops[nearest], straight

    def _drive(self, nodes: NDArray[np.int32], closed: frozenset[str]) -> tuple[Integers, Integers]:
        """
        Return milliseconds and metres between nodes.

        Metres come from a second search, whose weight adds one per metre to eight per millisecond: a tie-breaker so
        small that it follows the fastest way (or one at most 0.125 ms slower for each metre it saves), and what it
        exceeds eight times the milliseconds by is the metres. Searching each pair's path takes far longer.
        """
        with self._lock:
            self._close(closed)
            milliseconds, mixed = self._time.least(nodes), self._mixed.least(nodes)
        return milliseconds, mixed - STEP_PER_MS * milliseconds

    def _close(self, closed: frozenset[str]) -> None:
        """Re-weight the gates of the segments that are newly closed or open again."""
        shut, reopened = self.graph.gates(closed - self._closed), self.graph.gates(self._closed - closed)
        edges = np.concatenate([shut, reopened]).astype(np.int32)
        if len(edges):
            for finder, weights in ((self._time, self._time_weights), (self._mixed, self._mixed_weights)):
                blocked = np.full(len(shut), NO_PATH, np.uint32)
                finder.reweight(edges, np.concatenate([blocked, weights[reopened]]))
        self._closed = closed

    def _walk_between_neighbours(
        self, points: Sequence[tuple[float, float]], where: NDArray[np.intp], milliseconds: Integers, metres: Integers
    ) -> None:
        """Between points that hang on one node, go straight where that is shorter than by way of the node."""
        first, second = np.nonzero(where[:, None] == where[None, :])
        lat, lon = np.array(points, float).T
        straight = distance_m(lat[first], lon[first], lat[second], lon[second])
        milliseconds[first, second] = np.minimum(milliseconds[first, second], self.access.milliseconds(straight))
        metres[first, second] = np.minimum(metres[first, second], self.access.metres(straight))


def _stops(graph: RoadGraph) -> NDArray[np.int64]:
    """Return the nodes to hang points on: in the largest part of the network where every place reaches every other."""
    ones = np.ones(graph.edges, np.int8)
    links = csr_array((ones, (graph.tail, graph.head)), shape=(graph.nodes, graph.nodes))
    _, part = connected_components(links, directed=True, connection="strong")
    largest = np.bincount(part).argmax()
    return np.flatnonzero((part == largest) & graph.stop)


def _without_repeats(items: list[T]) -> list[T]:
    return [item for place, item in enumerate(items) if place == 0 or item != items[place - 1]]
