"""Small folders, each a correct one with something changed."""

import csv
from pathlib import Path

VISITS = [
    {
        "id": "V1",
        "name": "Rosina B.",
        "lat": "45.7376",
        "lon": "7.3172",
        "date": "26/11/2026",
        "opens": "08:00",
        "closes": "09:00",
        "minutes": "15",
        "skills": "injection",
        "people": "1",
        "after": "",
        "gap_min": "",
        "gap_max": "",
        "preferred": "P1",
        "forbidden": "",
        "priority": "4",
        "language": "it",
    },
    {
        "id": "V2",
        "name": "Claudio M.",
        "lat": "45.7376",
        "lon": "7.3172",
        "date": "26/11/2026",
        "opens": "09:00",
        "closes": "12:00",
        "minutes": "40",
        "skills": "physiotherapy",
        "people": "1",
        "after": "V1",
        "gap_min": "30",
        "gap_max": "120",
        "preferred": "",
        "forbidden": "P1",
        "priority": "3",
        "language": "fr",
    },
]
PROFESSIONALS = [
    {
        "id": "P1",
        "name": "Valentina",
        "lat": "45.7376",
        "lon": "7.3172",
        "date": "26/11/2026",
        "starts": "07:00",
        "ends": "14:00",
        "break": "12:00-13:00 (30)",
        "skills": "nursing|injection",
        "languages": "it|fr",
    },
    {
        "id": "P2",
        "name": "Marc",
        "lat": "45.7376",
        "lon": "7.3172",
        "date": "",
        "starts": "08:00",
        "ends": "16:00",
        "break": "",
        "skills": "physiotherapy",
        "languages": "fr",
    },
]


def write(folder: Path, visits=VISITS, professionals=PROFESSIONALS, *, delimiter=",", encoding="utf-8") -> Path:
    """Write the two tables as CSV and return their folder."""
    for name, rows in (("visits", visits), ("professionals", professionals)):
        with (folder / f"{name}.csv").open("w", encoding=encoding, newline="") as file:
            writer = csv.DictWriter(file, list(dict.fromkeys(key for row in rows for key in row)), delimiter=delimiter)
            writer.writeheader()
            writer.writerows(rows)
    return folder


def visits_with(*, row=0, **changes):
    """Return the two visits, one of them changed."""
    return [VISITS[i] | changes if i == row else VISITS[i] for i in range(len(VISITS))]


def professionals_with(*, row=0, **changes):
    """Return the two professionals, one of them changed."""
    return [PROFESSIONALS[i] | changes if i == row else PROFESSIONALS[i] for i in range(len(PROFESSIONALS))]


def without(rows, column):
    """Return the rows without a column."""
    return [{key: value for key, value in row.items() if key != column} for row in rows]
