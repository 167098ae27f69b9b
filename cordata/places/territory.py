"""The communes and hamlets that come with the project (data/communes.csv, data/hamlets.csv)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cordata.base.geo import Point

DATA = Path(__file__).resolve().parent / "data"


@dataclass(frozen=True, slots=True)
class CommuneFacts:
    """What is known of a commune, and how well."""

    area: str
    country: str
    code: str
    name: str
    population: int
    point: Point
    altitude_m: int
    altitude_is_approximate: bool


@dataclass(frozen=True, slots=True)
class HamletFacts:
    """What is known of a hamlet, and how well."""

    commune_code: str
    name: str
    point: Point
    altitude_m: int
    altitude_is_approximate: bool


def communes(path: Path = DATA / "communes.csv") -> list[CommuneFacts]:
    """Read the communes, in the order of the file."""
    return [
        CommuneFacts(
            area=row["area"],
            country=row["country"],
            code=row["code"],
            name=row["name"],
            population=int(row["population"]),
            point=Point(float(row["lat"]), float(row["lon"])),
            altitude_m=int(row["altitude_m"]),
            altitude_is_approximate=row["altitude_is_approximate"] == "1",
        )
        for row in _rows(path)
    ]


def hamlets(path: Path = DATA / "hamlets.csv") -> list[HamletFacts]:
    """Read the hamlets, in the order of the file."""
    return [
        HamletFacts(
            commune_code=row["commune_code"],
            name=row["name"],
            point=Point(float(row["lat"]), float(row["lon"])),
            altitude_m=int(row["altitude_m"]),
            altitude_is_approximate=row["altitude_is_approximate"] == "1",
        )
        for row in _rows(path)
    ]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
