"""Audit entries by the million, written straight into the tables: as the product would leave them, only faster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random

from django.db import connection, transaction
from rich.progress import track

from cordata.accounts.models import AuditEntry, AuditPerson

CHUNK = 50_000  # entries written in one transaction
SPAN = timedelta(days=365)
PAGES = ("person", "person", "person", "person", "people", "day", "record", "looks")
MANY = 5  # persons of one entry in ten: a search, a round
ENTRY = ("id", "at", "user_id", "what", "where", "roles", "address", "status", "search")
PERSON = ("entry_id", "person_id", "what", "ground")
Row = tuple[object, ...]


def fill_audit(count: int, *, persons: Sequence[int], users: Sequence[int], until: datetime, seed: int = 1) -> None:
    """Store `count` entries spread over the year before `until`; nothing is sealed: `cordata audit seal` does that."""
    rng = Random(seed)
    first = (AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    step = SPAN / count
    for start in track(range(0, count, CHUNK), description="audit"):
        numbers = range(start, min(start + CHUNK, count))
        entries = [
            _entry(first + number, until - SPAN + step * number, rng.choice(users), rng.choice(PAGES))
            for number in numbers
        ]
        looked = list(_looked(entries, persons, rng))
        with transaction.atomic():
            write(AuditEntry._meta.db_table, ENTRY, entries)
            write(AuditPerson._meta.db_table, PERSON, looked)
    _go_on_counting(AuditEntry._meta.db_table)


def _entry(pk: int, at: datetime, user: int, page: str) -> Row:
    what = "search" if page == "people" else "read"
    return (
        pk,
        at,
        user,
        what,
        page,
        "coordinator@valle-d-aosta",
        "10.0.0.7",
        200,
        "ab" * 32 if what == "search" else "",
    )


def _looked(entries: list[Row], persons: Sequence[int], rng: Random) -> Iterator[Row]:
    for entry in entries:
        for person in rng.sample(persons, MANY if rng.random() < 0.1 else 1):
            yield entry[0], person, entry[3], "area"


def write(table: str, columns: Sequence[str], rows: list[Row]) -> None:
    """Write rows as fast as the database takes them: COPY on PostgreSQL, one prepared statement on SQLite."""
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["?"] * len(columns))
        plain = (
            [f"{cell.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}" if isinstance(cell, datetime) else cell for cell in row]
            for row in rows
        )
        while batch := list(islice(plain, 10_000)):
            cursor.cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", batch)


def _go_on_counting(table: str) -> None:
    """Let the next entry take the number after the last one."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
