"""A territory for the demo out of an OpenStreetMap extract: its settlements, and its real buildings as homes."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import numpy as np
from scipy.spatial import cKDTree

from cordata.base.geo import Point
from cordata.config.demo.territory import Land, Settlement, Spot, Town
from cordata.places.roads.extract import Extract, NamedPlace
from cordata.places.roads.graph import on_sphere
from cordata.places.roads.routing import Router, TooFarFromRoad

CHIEF = ("city", "town", "village")
SMALL = ("suburb", "quarter", "neighbourhood", "hamlet", "isolated_dwelling")
COUNTRIES = {"andorra": "AD"}  # of names of files; others speak and work as in France
LIVE_AROUND = 4000  # metres from a settlement's middle to its last house
FROM_THE_ROAD = 300  # metres at most; the planner itself allows 1000
SPOTS_KEPT = 120
TYPICAL_ALTITUDE_M = 1000  # where no settlement's altitude is written


def land(extract: Extract, router: Router, file: Path) -> Land:
    """Return the territory an extract covers, named after its file; `router` knows its roads."""
    word = re.match(r"[^\W\d_]*", file.name)
    name = (word[0] if word else "") or "extract"
    country = COUNTRIES.get(name.lower(), "FR")
    return Land(
        name.lower(), name.capitalize(), "FR", "fr", _towns(extract, router, country),
        residents=400, professionals=30, visits_a_day=180,
    )  # fmt: skip


def _towns(extract: Extract, router: Router, country: str) -> tuple[Town, ...]:
    chief = [place for place in extract.places if place.kind in CHIEF] or list(extract.places)
    small = [place for place in extract.places if place.kind in SMALL and place not in chief]
    settled = [*chief, *small]
    around = _homes(extract, settled)
    homes = [_on_the_road(spots, router) for spots in around]
    near_town = cKDTree(_in_metres([place.point for place in chief]))
    hamlets: dict[int, list[Settlement]] = defaultdict(list)
    people: dict[int, int] = defaultdict(int)
    for number, place in enumerate(settled):
        town = int(near_town.query(_in_metres([place.point]))[1][0])
        people[town] += len(around[number])
        names = {hamlet.name for hamlet in hamlets[town]}
        if number >= len(chief) and homes[number] and place.name not in names:
            hamlets[town].append(_settlement(place, place.name, homes[number], extract))
    return tuple(
        Town(
            country,
            f"{number + 1:05}",
            place.name,
            people[number],
            (_settlement(place, "", homes[number], extract), *hamlets[number]),
        )
        for number, place in enumerate(chief)
        if homes[number]
    )


def _homes(extract: Extract, settled: list[NamedPlace]) -> list[list[Spot]]:
    """Return the spots that are nearest to each settlement: written addresses first, then buildings."""
    spots = [Spot(one.point, f"{one.street} {one.number}") for one in extract.addresses if one.street and one.number]
    spots += [Spot(point) for point in extract.buildings]
    found: list[list[Spot]] = [[] for _ in settled]
    if not spots:
        return found
    distances, nearest = cKDTree(_in_metres([place.point for place in settled])).query(
        _in_metres([spot.point for spot in spots])
    )
    for spot, distance, place in zip(spots, distances, nearest, strict=True):
        if distance < LIVE_AROUND:
            found[int(place)].append(spot)
    return found


def _settlement(place: NamedPlace, name: str, spots: list[Spot], extract: Extract) -> Settlement:
    known = [one.altitude_m for one in extract.places if one.altitude_m is not None]
    guessed = round(float(np.median(known))) if known else TYPICAL_ALTITUDE_M
    altitude_m = place.altitude_m if place.altitude_m is not None else guessed
    return Settlement(name, spots[0].point, altitude_m, place.altitude_m is None, tuple(spots))


def _on_the_road(spots: list[Spot], router: Router) -> list[Spot]:
    """Thin out, and keep what a car gets near to."""
    kept = []
    for spot in spots[:: max(len(spots) // SPOTS_KEPT, 1)]:
        try:
            is_near = router.snap(spot.point).metres <= FROM_THE_ROAD
        except TooFarFromRoad:
            is_near = False
        if is_near:
            kept.append(spot)
    return kept


def _in_metres(points: list[Point]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Return points in space, in metres, where straight lines tell which is nearest."""
    lat, lon = np.array(points, np.float64).reshape(-1, 2).T
    return on_sphere(lat, lon)
