"""Gives the stretches of an extract labels that tell them apart in a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy.spatial import cKDTree

from cordata.places.roads.cutting import Drawn
from cordata.places.roads.extract import NamedPlace
from cordata.places.roads.graph import on_sphere

NAMED_AFTER = {"city", "town", "village", "hamlet", "suburb", "isolated_dwelling"}
LONGEST = 200


def label(ways: Sequence[Drawn], places: Sequence[NamedPlace]) -> list[Drawn]:
    """Name each road with what it leads from and to and where: "CG-3: Carrer Major – CS-370 (Ordino)"."""
    crossings = _crossings(ways)
    settlements = _settlements(ways, places)
    return [
        replace(way, label=_full(way, crossings, settlement)[:LONGEST]) if way.label else way
        for way, settlement in zip(ways, settlements, strict=True)
    ]


def _full(way: Drawn, crossings: dict[int, list[str]], settlement: str) -> str:
    ends = (way.nodes[0], way.nodes[-1])
    others = [next((name for name in crossings[end] if name != way.label), "") for end in ends]
    between = " – ".join(dict.fromkeys(name for name in others if name))
    label = f"{way.label}: {between}" if between else way.label
    return f"{label} ({settlement})" if settlement else label


def _crossings(ways: Sequence[Drawn]) -> dict[int, list[str]]:
    """Return the names of the roads that begin, end or pass at each node, in the order of the extract."""
    names: dict[int, list[str]] = defaultdict(list)
    for way in ways:
        for node in way.nodes if way.label else ():
            names[node].append(way.label)
    return names


def _settlements(ways: Sequence[Drawn], places: Sequence[NamedPlace]) -> list[str]:
    near = [place for place in places if place.kind in NAMED_AFTER]
    if not near:
        return [""] * len(ways)
    tree = cKDTree(on_sphere(*np.array([place.point for place in near]).T))
    middles = np.array([(way.lat[len(way.lat) // 2], way.lon[len(way.lon) // 2]) for way in ways])
    _, nearest = tree.query(on_sphere(*middles.T))
    return [near[place].name for place in nearest]
