"""
Make a folder of visits and professionals at real addresses of an OpenStreetMap extract.

The people are invented. Usage: python examples/make_folder.py EXTRACT.osm.pbf FOLDER [--visits 60] [--seed 1]
"""

import argparse
import csv
from datetime import date
from pathlib import Path
from random import Random

from cordata.places.roads import osm
from cordata.places.roads.extract import Address, Extract

FIRST = ("Maria", "Josep", "Anna", "Pere", "Rosa", "Joan", "Teresa", "Lluís", "Carme", "Jordi", "Núria", "Ramon")
LAST = ("Vila", "Font", "Serra", "Pujol", "Riba", "Mas", "Coma", "Areny", "Cortès", "Naudi", "Ribó", "Torres")
KINDS = (  # skill, minutes, windows to choose from, people, weight
    ("injection", 10, (("07:30", "08:30"), ("08:00", "09:00"), ("18:00", "19:00")), 1, 4),
    ("blood_sample", 15, (("07:00", "09:00"),), 1, 3),
    ("dressing", 30, (("08:00", "12:00"), ("14:00", "17:30")), 1, 4),
    ("blood_pressure", 20, (("09:00", "12:30"), ("09:00|14:00", "12:00|17:00")), 1, 4),
    ("personal_care", 40, (("07:30", "10:30"),), 1, 3),
    ("transfer", 30, (("08:00", "11:00"), ("16:00", "18:30")), 2, 2),
    ("social", 45, (("10:00", "17:00"),), 1, 2),
)
NURSES, ASSISTANTS = "nursing|injection|dressing|blood_sample|blood_pressure", "personal_care|transfer"
TEAM = (
    (NURSES, 5, "07:00", "15:00"),
    (NURSES, 2, "12:00", "20:00"),
    (ASSISTANTS, 4, "07:00", "15:00"),
    (ASSISTANTS, 2, "12:00", "19:30"),
    ("physiotherapy", 1, "09:00", "17:00"),
    ("social", 1, "09:00", "17:00"),
)


def written(address: Address) -> str:
    """Return an address as somebody would type it."""
    return f"{address.street} {address.number}" + (f", {address.settlement}" if address.settlement else "")


def homes_of(extract: Extract) -> list[Address]:
    """Return the addresses that name one place, so that each can be found again by what is typed."""
    by_words: dict[str, list[Address]] = {}
    for address in extract.addresses:
        by_words.setdefault(f"{address.street} {address.number}", []).append(address)
    return [found[0] for words, found in sorted(by_words.items()) if len(found) == 1]


def visit_rows(homes: list[Address], count: int, day: date, dice: Random) -> list[dict[str, object]]:
    """Return `count` visits, and a physiotherapist's after every sixth."""
    rows: list[dict[str, object]] = []
    for number in range(1, count + 1):
        home, name = dice.choice(homes), f"{dice.choice(FIRST)} {dice.choice(LAST)}"
        skill, minutes, windows, people, _ = dice.choices(KINDS, [kind[4] for kind in KINDS])[0]
        opens, closes = dice.choice(windows)
        row = {
            "id": f"V{number:03d}",
            "name": name,
            "address": written(home),
            "date": f"{day:%d/%m/%Y}",
            "opens": opens,
            "closes": closes,
            "minutes": minutes,
            "skills": skill,
            "people": people,
            "priority": dice.randint(1, 5),
        }
        if skill == "dressing" and opens == "08:00" and number % 3 == 0:
            later = {
                "id": f"F{number:03d}",
                "opens": "09:00",
                "closes": "16:30",
                "minutes": 40,
                "skills": "physiotherapy",
                "after": row["id"],
                "gap_min": 0,
                "gap_max": 240,
            }
            rows.append(row | later)
        rows.append(row)
    return rows


def professional_rows(homes: list[Address], dice: Random) -> list[dict[str, object]]:
    """Return the team, each with a base of their own."""
    rows: list[dict[str, object]] = []
    for skills, count, starts, ends in TEAM:
        for _ in range(count):
            key = f"P{len(rows) + 1}"
            rest = "12:00-14:00 (30)" if starts < "12" else "15:30-17:30 (30)"
            rows.append(
                {
                    "id": key,
                    "name": f"{dice.choice(FIRST)} {key}",
                    "address": written(dice.choice(homes)),
                    "starts": starts,
                    "ends": ends,
                    "break": rest,
                    "skills": skills,
                    "languages": "fr|it",
                }
            )
    return rows


def write(path: Path, rows: list[dict[str, object]]) -> None:
    """Write rows as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(dict.fromkeys(key for row in rows for key in row)), restval="")
        writer.writeheader()
        writer.writerows(rows)


def make(extract: Extract, folder: Path, *, visits: int, seed: int, day: date) -> None:
    """Write visits.csv and professionals.csv."""
    dice, homes = Random(seed), homes_of(extract)
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "visits.csv", visit_rows(homes, visits, day, dice))
    write(folder / "professionals.csv", professional_rows(homes, dice))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("extract", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--visits", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    make(osm.read(asked.extract), asked.folder, visits=asked.visits, seed=asked.seed, day=date(2026, 11, 26))
