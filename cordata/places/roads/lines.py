"""Segments as lines to draw."""

from __future__ import annotations

from cordata.base.geo import Point
from cordata.places.roads.graph import RoadGraph


def segment_lines(graph: RoadGraph, segment: int) -> list[list[Point]]:
    """Return where a segment runs, each stretch once although it is driven both ways."""
    chains: list[list[int]] = []
    drawn: set[tuple[int, int]] = set()
    reached = -1
    for edge in graph.edges_of(segment).tolist():
        tail, head = int(graph.tail[edge]), int(graph.head[edge])
        if (head, tail) in drawn:
            continue
        drawn.add((tail, head))
        if tail != reached:
            chains.append([])
        chains[-1].append(edge)
        reached = head
    return [graph.course(chain) for chain in chains]
