"""Shortest paths behind one narrow door: customisable contraction hierarchies, or scipy where there are none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from cordata.places.roads.graph import Ints, RoadGraph

try:
    import pyroutingkit
except ImportError:  # no wheel for this machine: plans are the same, matrices slower
    pyroutingkit = None

NO_PATH = 2_147_483_647  # what both finders answer where no path is; also the weight of a blocked edge

Weights = NDArray[np.uint32]


class PathFinder(Protocol):
    """Finds least-weight paths over one graph whose weights change now and then."""

    def reweight(self, edges: Ints, weights: Weights) -> None:
        """Give some edges new weights."""

    def least(self, nodes: Ints) -> NDArray[np.int64]:
        """Return the least weight from each node to each, NO_PATH where there is none."""

    def path(self, start: int, end: int) -> Sequence[int]:
        """Return the edges of a least path, none when there is no path or nothing to drive."""


class Hierarchies:
    """Customisable contraction hierarchies (Dibbelt, Strasser & Wagner 2016): nodes ordered once, for any weights."""

    def __init__(self, graph: RoadGraph, weights: Weights) -> None:
        self._topology = pyroutingkit.CCHTopology()
        self._topology.build(
            graph.tail.astype(np.uint32),
            graph.head.astype(np.uint32),
            graph.lat.astype(np.float32),
            graph.lon.astype(np.float32),
            graph.nodes,
        )
        self._metric = self._over(weights)

    def _over(self, weights: Weights) -> pyroutingkit.CCHMetric:
        metric = pyroutingkit.CCHMetric(self._topology)
        metric.customize(weights)
        return metric

    def with_weights(self, weights: Weights) -> Hierarchies:
        """Return a finder over the same order of nodes with other weights."""
        other = object.__new__(Hierarchies)
        other._topology = self._topology
        other._metric = other._over(weights)
        return other

    def reweight(self, edges: Ints, weights: Weights) -> None:
        self._metric.update_weights(edges.astype(np.uint32), weights)

    def least(self, nodes: Ints) -> NDArray[np.int64]:
        ends = nodes.astype(np.uint32)
        return np.asarray(self._metric.distances_many_to_many(ends, ends)).astype(np.int64)

    def path(self, start: int, end: int) -> Sequence[int]:
        edges: Sequence[int] = self._metric.query(start, end)[2]
        return edges


class Dijkstras:
    """scipy's Dijkstra, one source at a time."""

    def __init__(self, graph: RoadGraph, weights: Weights) -> None:
        self._graph = graph
        self._weights = weights.copy()
        self._build()

    def _build(self) -> None:
        tail, head, weights = self._graph.tail, self._graph.head, self._weights
        # A matrix holds one edge from here to there: keep the lightest of parallel ones.
        order = np.lexsort((weights, head, tail))
        order = order[weights[order] < NO_PATH]
        first = np.ones(len(order), bool)
        first[1:] = (np.diff(tail[order]) != 0) | (np.diff(head[order]) != 0)
        self._edge = order[first]
        shape = (self._graph.nodes, self._graph.nodes)
        self._matrix = csr_array((weights[self._edge], (tail[self._edge], head[self._edge])), shape=shape, dtype=float)

    def with_weights(self, weights: Weights) -> Dijkstras:
        """Return a finder over the same graph with other weights."""
        return Dijkstras(self._graph, weights)

    def reweight(self, edges: Ints, weights: Weights) -> None:
        self._weights[edges] = weights
        self._build()

    def least(self, nodes: Ints) -> NDArray[np.int64]:
        found = np.asarray(dijkstra(self._matrix, indices=nodes))[:, nodes]
        return np.where(np.isinf(found), NO_PATH, found).astype(np.int64)

    def path(self, start: int, end: int) -> Sequence[int]:
        _, before = dijkstra(self._matrix, indices=start, return_predecessors=True)
        edges: list[int] = []
        while end != start:
            if before[end] < 0:
                return []
            edges.append(self._between(before[end], end))
            end = before[end]
        return edges[::-1]

    def _between(self, tail: int, head: int) -> int:
        row = slice(self._matrix.indptr[tail], self._matrix.indptr[tail + 1])
        column = np.searchsorted(self._matrix.indices[row], head)
        return int(self._edge[row][column])


BEST: type[Hierarchies | Dijkstras] = Hierarchies if pyroutingkit else Dijkstras
