"""The words the demo valley is made of: names by culture and generation, streets, wishes, organisations."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

DATA = Path(__file__).resolve().parent / "data"
GENERATION_BORN = 1955  # until then a child is given an "old" name


def rows(name: str) -> list[dict[str, str]]:
    """Read one of the tables beside this module."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """A body named in the programmes' own descriptions."""

    code: str
    name: str
    country: str
    area: str
    phone: str


@cache
def organisations() -> tuple[OrganisationRow, ...]:
    """Return the organisations, the one that runs each area's centre first."""
    return tuple(
        OrganisationRow(row["code"], row["name"], row["country"], row["area"], row["phone"])
        for row in rows("organisations.csv")
    )


def organisations_of(area: str) -> list[OrganisationRow]:
    """Return the organisations of an area; on an extract that the programmes did not know, those of no area."""
    known = [row for row in organisations() if row.area == area]
    return known or [row for row in organisations() if not row.area]


@cache
def _names() -> dict[tuple[str, str, str], tuple[str, ...]]:
    found: dict[tuple[str, str, str], list[str]] = {}
    for row in rows("names.csv"):
        found.setdefault((row["culture"], row["kind"], row["generation"]), []).append(row["name"])
    return {key: tuple(names) for key, names in found.items()}


@cache
def _phrases() -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], list[str]] = {}
    for row in rows("phrases.csv"):
        found.setdefault((row["kind"], row["where"]), []).append(row["text"])
    return {key: tuple(texts) for key, texts in found.items()}


def family_name(rng: Random, culture: str) -> str:
    return rng.choice(_names()[culture, "family", ""])


def given_name(rng: Random, culture: str, sex: str, born: int) -> str:
    return rng.choice(_names()[culture, sex, "old" if born <= GENERATION_BORN else "new"])


def phrase(rng: Random, kind: str, where: str) -> str:
    return rng.choice(_phrases()[kind, where])


def address(rng: Random, country: str) -> str:
    """Return a street and a number, the number where that country writes it."""
    return phrase(rng, "street", country).format(n=rng.randint(1, 60))


def phone(rng: Random, country: str) -> str:
    """
    Return a number that rings nowhere.

    France keeps 04 65 71 for fiction (ARCEP). Italy keeps none: the subscriber part starts with a zero, as none does.
    """
    if country == "IT":
        return f"+39 0165 0{rng.randint(10000, 99999)}"
    if country == "FR":
        return f"+33 4 65 71 {rng.randint(0, 99):02} {rng.randint(0, 99):02}"
    return f"+376 000 {rng.randint(0, 999):03}"
