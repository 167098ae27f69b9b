"""The copy for machines: docs/develop/person-copy.md describes it. FHIR's names stand beside our own."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TypedDict

from cordata.people.models import Resident
from cordata.people.queries.copy import Cell, Part, parts_about, person_cells
from cordata.people.queries.copy_looks import looks_at

FORMAT, VERSION = "cordata-person-copy", 1


class FilePart(TypedDict):
    """One kind of record."""

    model: str
    fhir: str
    title: str
    rows: list[dict[str, object]]


class FileLook(TypedDict):
    """Who looked on a day."""

    day: str
    who: str
    what: str
    why: str
    times: int


class CopyFile(TypedDict):
    """The whole file."""

    format: str
    version: int
    made_at: str
    language: str
    person: dict[str, object]
    held: list[FilePart]
    looks: list[FileLook]


def copy_file(resident: Resident, *, at: datetime) -> CopyFile:
    """Return all that is held about somebody, always in the same order."""
    return CopyFile(
        format=FORMAT,
        version=VERSION,
        made_at=at.astimezone(UTC).isoformat(),
        language=resident.language,
        person={"id": resident.pk, **by_name(person_cells(resident))},
        held=[file_part(one) for one in parts_about(resident)],
        looks=[
            FileLook(day=one.day.isoformat(), who=one.who, what=one.what, why=one.ground, times=one.times)
            for one in looks_at(resident)
        ],
    )


def file_part(part: Part) -> FilePart:
    return FilePart(model=part.model, fhir=part.resource, title=part.title, rows=[by_name(row) for row in part.rows])


def by_name(row: tuple[Cell, ...]) -> dict[str, object]:
    """Return a row's values as stored, by the names of their fields."""
    return {cell.name: cell.value for cell in row}
