"""From ways as drawn to a graph: cut at junctions and every hundred metres, so that homes find a node nearby."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cordata.places.roads.graph import Flags, Floats, Ints, RoadGraph, distance_m

PIECE_M = 100

Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drivable way: its nodes in the order they were drawn, and what a car makes of it."""

    key: str
    label: str
    nodes: Sequence[int]  # OpenStreetMap node ids
    lat: Sequence[float]
    lon: Sequence[float]
    kmh: float
    forward: bool
    backward: bool
    rank: int
    is_inhabited: bool


@dataclass(frozen=True, slots=True)
class _Pieces:
    """Stretches between two cuts, as positions in the long row of all ways' points, first to last inclusive."""

    first: Indices
    last: Indices
    way: Indices
    metres: Floats
    gate: Flags


def cut(ways: Sequence[Drawn]) -> RoadGraph:
    """Make a graph of ways."""
    lat = np.concatenate([np.asarray(way.lat) for way in ways])
    lon = np.concatenate([np.asarray(way.lon) for way in ways])
    ids = np.concatenate([np.asarray(way.nodes, np.int64) for way in ways])
    pieces = _pieces(ways, ids, lat, lon)
    used, node = np.unique(np.concatenate([ids[pieces.first], ids[pieces.last]]), return_inverse=True)
    where = _first_place(ids, used)
    tail, head = np.split(node, 2)
    stop = np.zeros(len(used), bool)
    inhabited = np.array([way.is_inhabited for way in ways])[pieces.way]
    stop[tail[inhabited]] = stop[head[inhabited]] = True

    there = np.array([way.forward for way in ways])[pieces.way]
    back = np.array([way.backward for way in ways])[pieces.way]
    each = np.concatenate([np.flatnonzero(there), np.flatnonzero(back)])  # edge -> piece
    is_back = np.repeat([False, True], [there.sum(), back.sum()])
    shape_start, shape = _shapes(pieces, each, is_back)
    metres = np.maximum(np.rint(pieces.metres), 1)
    kmh = np.array([way.kmh for way in ways])[pieces.way]
    milliseconds = np.maximum(np.rint(pieces.metres * 3600 / kmh), 1)
    return RoadGraph(
        lat=lat[where],
        lon=lon[where],
        stop=stop,
        tail=np.where(is_back, head[each], tail[each]).astype(np.int32),
        head=np.where(is_back, tail[each], head[each]).astype(np.int32),
        metres=metres[each].astype(np.int32),
        milliseconds=milliseconds[each].astype(np.int32),
        segment=pieces.way[each].astype(np.int32),
        gate=pieces.gate[each],
        shape_start=shape_start,
        shape_lat=lat[shape],
        shape_lon=lon[shape],
        keys=tuple(way.key for way in ways),
        labels=tuple(way.label for way in ways),
        winter=np.zeros((len(ways), 2), np.int32),
        rank=np.array([way.rank for way in ways], np.int32),
        schematic=False,
    )


def _pieces(ways: Sequence[Drawn], ids: Indices, lat: Floats, lon: Floats) -> _Pieces:
    sizes = np.array([len(way.nodes) for way in ways])
    start = np.cumsum(sizes) - sizes
    way = np.repeat(np.arange(len(ways)), sizes)
    run = np.concatenate([[0.0], np.cumsum(distance_m(lat[:-1], lon[:-1], lat[1:], lon[1:]))])
    run = run - np.repeat(run[start], sizes)  # metres from the start of the way
    _, where, uses = np.unique(ids, return_inverse=True, return_counts=True)
    junction = uses[where] > 1
    junction[start] = junction[start + sizes - 1] = True
    # A stretch leads from junction to junction; within it, a cut at the first point past each hundred metres.
    stretch = np.cumsum(junction)
    since = run - run[np.flatnonzero(junction)][stretch - 1]
    past = (since // PIECE_M).astype(np.int64)
    is_cut = junction.copy()
    is_cut[1:] |= past[1:] > past[:-1]
    cuts = np.flatnonzero(is_cut)
    first, last = cuts[:-1], cuts[1:]
    within = way[first] == way[last]
    first, last = first[within], last[within]
    return _Pieces(first, last, way[first], run[last] - run[first], _middle_of(stretch[first]))


def _middle_of(stretch: Indices) -> Flags:
    """Mark the middle piece of each stretch: closing the way there leaves both sides open up to it."""
    _, begin, count = np.unique(stretch, return_index=True, return_counts=True)
    middle = np.zeros(len(stretch), bool)
    middle[begin + count // 2] = True
    return middle


def _first_place(ids: Indices, wanted: Indices) -> Indices:
    """Return where each wanted id stands first in the row of ids."""
    distinct, first = np.unique(ids, return_index=True)
    return first[np.searchsorted(distinct, wanted)]


def _shapes(pieces: _Pieces, each: Indices, is_back: Flags) -> tuple[Ints, Indices]:
    """Return the inner points of each edge as positions in the row of points, turned for edges that lead back."""
    inner = pieces.last[each] - pieces.first[each] - 1
    start = np.concatenate([[0], np.cumsum(inner)])
    step = np.arange(start[-1]) - np.repeat(start[:-1], inner)
    ahead = np.repeat(pieces.first[each] + 1, inner) + step
    behind = np.repeat(pieces.last[each] - 1, inner) - step
    return start.astype(np.int32), np.where(np.repeat(is_back, inner), behind, ahead)
