"""The audit as a table for the data-protection officer: numbers, never a name of somebody in care."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC, date

from django.db.models import QuerySet

from cordata.accounts.models import AuditEntry, AuditPerson, AuditSeal, User
from cordata.people.queries.audit import Asked, found
from cordata.people.queries.watch import Watch

AT_ONCE = 2000  # entries read in one go
FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = (
    "entry", "at (UTC)", "user", "user's name", "what", "where", "roles", "address", "status", "words searched (hash)",
    "person", "done with the person", "ground", "link of the chain", "seal",
)  # fmt: skip


class _Line:
    """Takes what a csv writer writes and gives it back."""

    def write(self, line: str) -> str:
        return line


def exported_persons(watch: Watch, since: date, until: date) -> set[int]:
    """Return everybody whom the table of some days is about."""
    entries = found(watch, Asked(since=since, until=until)).order_by()
    rows = AuditPerson.objects.filter(entry__in=entries.values("pk")).order_by("person_id")
    return set(rows.values_list("person_id", flat=True).distinct())


def exported_rows(watch: Watch, since: date, until: date) -> Iterator[str]:
    """Yield the table's lines: one for each person of each entry, the earliest first, in 3 queries for each 2000."""
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(COLUMNS)
    names = {one.pk: str(one) for one in User.objects.order_by("pk")}
    entries = found(watch, Asked(since=since, until=until)).order_by("pk")
    after = 0
    while rows := list(entries.filter(pk__gt=after)[:AT_ONCE]):
        yield from (writer.writerow([unharmful(cell) for cell in line]) for line in _lines(rows, names))
        after = rows[-1].pk


def _lines(entries: list[AuditEntry], names: dict[int, str]) -> Iterator[list[object]]:
    ids = [one.pk for one in entries]
    seals = {one.entry_id: one for one in AuditSeal.objects.filter(entry_id__in=ids).order_by("pk")}
    persons: dict[int, list[AuditPerson]] = {}
    for row in _persons(ids):
        persons.setdefault(row.entry_id, []).append(row)
    for one in entries:
        seal = seals.get(one.pk)
        own = [
            one.pk, f"{one.at.astimezone(UTC):%Y-%m-%d %H:%M:%S}", one.user_id or "", names.get(one.user_id or 0, ""),
            one.what, one.where, one.roles, one.address or "", one.status, one.search,
        ]  # fmt: skip
        sealed = [seal.position if seal else "", seal.digest if seal else ""]
        looked: list[list[object]] = [[row.person_id, row.what, row.ground] for row in persons.get(one.pk, [])]
        for person in looked or [["", "", ""]]:
            yield [*own, *person, *sealed]


def _persons(entries: list[int]) -> QuerySet[AuditPerson]:
    return AuditPerson.objects.filter(entry__in=entries).order_by("entry", "person_id")


def unharmful(cell: object) -> object:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
