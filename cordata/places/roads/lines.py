"""Segments as lines to draw."""

from __future__ import annotations

from cordata.base.geo import Point
from cordata.places.roads.graph import RoadGraph


def segment_lines(graph: RoadGraph, segment: int) -> list[list[Point]]:
    """Return where a segment runs, each stretch once although it is driven both ways."""
    lines: list[list[Point]] = []
    drawn: set[tuple[int, int]] = set()
    reached = -1
    for edge in graph.edges_of(segment):
        tail, head = int(graph.tail[edge]), int(graph.head[edge])
        if (head, tail) in drawn:
            continue
        drawn.add((tail, head))
        if tail == reached:
            lines[-1].extend(graph.line(edge)[1:])
        else:
            lines.append(graph.line(edge))
        reached = head
    return [[line[0], line[-1]] for line in lines] if graph.schematic else lines
