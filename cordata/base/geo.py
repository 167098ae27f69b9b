from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

EARTH_RADIUS_M = 6_371_008.8  # mean radius, IUGG


class Point(NamedTuple):
    """A place on the earth, in degrees (WGS 84)."""

    lat: float
    lon: float


def metres_between(a: Point, b: Point) -> float:
    """Return the great-circle distance in metres (haversine)."""
    d_lat, d_lon = radians(b.lat - a.lat), radians(b.lon - a.lon)
    h = sin(d_lat / 2) ** 2 + cos(radians(a.lat)) * cos(radians(b.lat)) * sin(d_lon / 2) ** 2
    return 2 * EARTH_RADIUS_M * asin(sqrt(h))
