"""The road graph: what a car can drive, how far and how long, as flat arrays that numpy and the router share."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from cordata.base.geo import EARTH_RADIUS_M, Point

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]


class NotARoadGraph(ValueError):
    """A file that was kept as a road graph cannot be read as one."""


@dataclass(frozen=True, eq=False)
class RoadGraph:
    """
    Nodes, directed edges between them, and the segments (named stretches of road) that edges belong to.

    Times are whole milliseconds: a 30 m piece of road takes 2 s, and whole seconds would add up to minutes of error.
    """

    lat: Floats
    lon: Floats
    stop: Flags  # node: a car can stop here, so homes hang on it (not in a tunnel, not on a motorway)
    tail: Ints
    head: Ints
    metres: Ints
    milliseconds: Ints
    segment: Ints  # edge -> index into keys, labels and winter
    gate: Flags  # edge: closing its segment blocks it; the others stay open up to the closure
    shape_start: Ints  # edge -> first of its inner points; one more entry than edges
    shape_lat: Floats
    shape_lon: Floats
    keys: tuple[str, ...]  # segment -> its lasting name, at most 60 characters
    labels: tuple[str, ...]  # segment -> what people call it
    winter: Ints  # segment -> (closed from, until) as month*100 + day, both inclusive; (0, 0) when open all year
    rank: Ints  # segment -> 1 for through roads, 2 for regional ones, 3 for lanes: what a map draws first
    schematic: bool  # straight lines between junctions: a map must say so
    version: str = field(default="")

    def __post_init__(self) -> None:
        if not self.version:
            object.__setattr__(self, "version", self._fingerprint())

    def _fingerprint(self) -> str:
        digest = hashlib.sha256()
        for name in ("lat", "lon", "tail", "head", "metres", "milliseconds", "segment", "gate", "winter"):
            digest.update(np.ascontiguousarray(getattr(self, name)).tobytes())
        digest.update("\n".join(self.keys + self.labels).encode())
        return digest.hexdigest()[:12]

    @property
    def nodes(self) -> int:
        return len(self.lat)

    @property
    def edges(self) -> int:
        return len(self.tail)

    @cached_property
    def segment_of(self) -> dict[str, int]:
        """Segment key to its index."""
        return {key: index for index, key in enumerate(self.keys)}

    @cached_property
    def _edges_by_segment(self) -> tuple[Ints, NDArray[np.int64]]:
        order = np.argsort(self.segment, kind="stable").astype(np.int32)
        return order, np.searchsorted(self.segment[order], np.arange(len(self.keys) + 1))

    def edges_of(self, segment: int) -> Ints:
        """Return the edges of a segment, both directions."""
        order, start = self._edges_by_segment
        return order[start[segment] : start[segment + 1]]

    def gates(self, closed: frozenset[str]) -> Ints:
        """Return the edges that closing these segments blocks; keys of another graph are passed over."""
        known = [self.edges_of(self.segment_of[key]) for key in sorted(closed) if key in self.segment_of]
        edges = np.concatenate(known) if known else np.empty(0, np.int32)
        return edges[self.gate[edges]]

    def closed_in_winter(self, on: date) -> frozenset[str]:
        """Return the keys of the segments that are shut by the season on a day."""
        day = on.month * 100 + on.day
        first, last = self.winter[:, 0], self.winter[:, 1]
        spans_new_year = first > last
        within = (day >= first) & (day <= last)
        across = (day >= first) | (day <= last)
        shut = (first > 0) & np.where(spans_new_year, across, within)
        return frozenset(self.keys[index] for index in np.flatnonzero(shut))

    def course(self, edges: Sequence[int]) -> list[Point]:
        """Return the points along edges that follow one another, both ends included."""
        row = np.asarray(edges, np.int64)
        if self.schematic:
            return self._corners(row)
        inner = self.shape_start[row + 1] - self.shape_start[row]
        start = np.cumsum(inner + 1) - (inner + 1)  # each edge gives its tail and its inner points
        step = np.arange(inner.sum() + len(row)) - np.repeat(start, inner + 1)
        shape = np.repeat(self.shape_start[row] - 1, inner + 1) + step
        tail, head = np.repeat(self.tail[row], inner + 1), self.head[row[-1]]
        lat = [*_pick(self.shape_lat, shape, step, self.lat[tail]).tolist(), float(self.lat[head])]
        lon = [*_pick(self.shape_lon, shape, step, self.lon[tail]).tolist(), float(self.lon[head])]
        return [Point(*pair) for pair in zip(lat, lon, strict=True)]

    def _corners(self, row: NDArray[np.int64]) -> list[Point]:
        """Return where edges change from one straight segment to the next."""
        turns = np.flatnonzero(np.diff(self.segment[row], prepend=-1))
        nodes = [*self.tail[row[turns]].tolist(), int(self.head[row[-1]])]
        return [Point(float(self.lat[node]), float(self.lon[node])) for node in nodes]

    def save(self, path: Path) -> None:
        """Write the graph to a `.npz` file, whole or not at all."""
        arrays = {f.name: np.asarray(getattr(self, f.name)) for f in fields(self)}
        with TemporaryDirectory(dir=path.parent, prefix=".saving-") as folder:
            partial = Path(folder) / path.name
            with partial.open("wb") as file:
                np.savez_compressed(file, **arrays)  # type: ignore[arg-type]
                file.flush()
                os.fsync(file.fileno())
            partial.replace(path)

    @classmethod
    def load(cls, path: Path) -> RoadGraph:
        """
        Read a graph written by `save`.

        :raises NotARoadGraph: if the file is something else, or cut short
        """
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                values = {f.name: arrays[f.name] for f in fields(cls)}
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as fault:
            raise NotARoadGraph(f"{path} is not a road graph of this version: {fault}") from fault
        values["keys"], values["labels"] = tuple(values["keys"].tolist()), tuple(values["labels"].tolist())
        values["schematic"], values["version"] = bool(values["schematic"]), str(values["version"])
        return cls(**values)


def _pick(shape: Floats, where: NDArray[np.int64], step: NDArray[np.int64], tails: Floats) -> Floats:
    """Return the tail at the first step of each edge and its inner points at the others."""
    picked = tails.copy()
    inner = step > 0
    picked[inner] = shape[where[inner]]
    return picked


def distance_m(lat: Floats, lon: Floats, other_lat: Floats | float, other_lon: Floats | float) -> Floats:
    """Return great-circle distances in metres (haversine)."""
    phi, other_phi = np.radians(lat), np.radians(other_lat)
    half = np.sin((other_phi - phi) / 2) ** 2
    half = half + np.cos(phi) * np.cos(other_phi) * np.sin(np.radians(np.subtract(other_lon, lon)) / 2) ** 2
    metres: Floats = 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(half, 1.0)))
    return metres


def on_sphere(lat: Floats, lon: Floats) -> Floats:
    """Return points in space, in metres from the centre of the earth, where straight lines tell which is nearest."""
    phi, theta = np.radians(lat), np.radians(lon)
    return EARTH_RADIUS_M * np.stack([np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)], axis=-1)
