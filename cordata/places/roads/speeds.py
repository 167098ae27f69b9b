"""
What a car may drive and how fast: OpenStreetMap tags to kilometres an hour.

Speeds are what a careful driver keeps on average in the mountains on a dry day, bends and villages included,
and no more than 0.9 of a signed limit.
They are estimates of ours, near the defaults of the free car routers for flat land less a tenth to a quarter.
"""

from __future__ import annotations

from collections.abc import Mapping

KMH = {
    "motorway": 100,
    "motorway_link": 50,
    "trunk": 70,
    "trunk_link": 40,
    "primary": 55,
    "primary_link": 38,
    "secondary": 48,
    "secondary_link": 35,
    "tertiary": 40,
    "tertiary_link": 32,
    "unclassified": 33,
    "residential": 24,
    "living_street": 10,
    "road": 25,
    "service": 14,
    "track": 12,
}
SURFACE_KMH = {
    "compacted": 30,
    "fine_gravel": 30,
    "gravel": 25,
    "unpaved": 25,
    "cobblestone": 20,
    "sett": 25,
    "unhewn_cobblestone": 15,
    "dirt": 15,
    "earth": 15,
    "ground": 15,
    "grass": 10,
    "sand": 10,
    "rock": 8,
    "mud": 6,
}
DRIVABLE_TRACKS = {"grade1", "grade2"}  # what a nurse's small car gets over; a track of unknown grade is left out
UNDER_LIMIT = 0.9
THROUGH = {"motorway", "motorway_link", "trunk", "trunk_link", "primary", "primary_link"}
REGIONAL = {"secondary", "secondary_link", "tertiary", "tertiary_link"}
NOBODY_LIVES_ON = {"motorway", "motorway_link", "trunk_link"}
SHUT = {
    "no",
    "private",
    "agricultural",
    "forestry",
    "agricultural;forestry",
    "military",
    "emergency",
    "delivery",
    "permit",
}

Tags = Mapping[str, str]


def kmh(tags: Tags) -> float:
    """Return the speed on a way, 0 where a car may not or cannot drive."""
    highway = tags.get("highway", "")
    if highway not in KMH or tags.get("area") == "yes" or not _may_drive(tags):
        return 0.0
    if highway == "track" and tags.get("tracktype") not in DRIVABLE_TRACKS:
        return 0.0
    speed: float = min(KMH[highway], SURFACE_KMH.get(tags.get("surface", ""), 200))
    limit = _limit_kmh(tags.get("maxspeed", ""))
    return min(speed, UNDER_LIMIT * limit) if limit else speed


def _may_drive(tags: Tags) -> bool:
    """Look at the most particular rule that is written."""
    for key in ("motorcar", "motor_vehicle", "vehicle", "access"):
        if key in tags:
            return tags[key] not in SHUT
    return True


def _limit_kmh(text: str) -> float:
    """Return a signed limit, 0 where none is written as a number ("none", "walk", "IT:urban")."""
    number, _, unit = text.partition(" ")
    if not number.isdecimal():
        return 0.0
    return int(number) * (1.609344 if unit == "mph" else 1.0)


def directions(tags: Tags) -> tuple[bool, bool]:
    """Tell whether a way may be driven as it was drawn, and against that."""
    oneway = tags.get("oneway", "")
    if oneway in {"-1", "reverse"}:
        return False, True
    if oneway in {"yes", "true", "1"}:
        return True, False
    turns_one_way = tags.get("junction") in {"roundabout", "circular"} or tags.get("highway") == "motorway"
    return True, oneway == "no" or not turns_one_way


def rank(tags: Tags) -> int:
    """Return 1 for through roads, 2 for regional ones, 3 for lanes."""
    if tags.get("highway") in THROUGH:
        return 1
    return 2 if tags.get("highway") in REGIONAL else 3


def is_inhabited(tags: Tags) -> bool:
    """Tell whether a car can stop at a door of this way."""
    return tags.get("highway") not in NOBODY_LIVES_ON and tags.get("tunnel", "no") == "no"


def label(tags: Tags) -> str:
    """Return what people call the road, empty when it has no number and no name."""
    return " ".join(part for part in (tags.get("ref", ""), tags.get("name", "")) if part)
