"""Entries of the audit to arrange with, and a way to alter them behind the product's back."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest
from django.db import connection

from cordata.accounts.audit.guards import unguarded
from cordata.accounts.models import AuditEntry, AuditPerson
from tests.clock import NINE


@pytest.fixture
def enter(db) -> Callable[..., AuditEntry]:
    """Store an entry about some persons' ids, read on the ground of an area by user 1 at nine unless told."""

    def make(persons: Iterable[int] = (), at: datetime = NINE, **facts: object) -> AuditEntry:
        words = {"user_id": 1, "what": AuditEntry.What.READ, "where": "person", "roles": "coordinator@valle", **facts}
        entry = AuditEntry.objects.create(at=at, **words)
        AuditPerson.objects.bulk_create(
            [AuditPerson(entry=entry, person_id=pk, ground=AuditPerson.Ground.AREA) for pk in persons]
        )
        return entry

    return make


@contextmanager
def lifted() -> Iterator[None]:
    """Take the triggers away for a moment, as somebody with the database's password could."""
    connection.check_constraints()  # PostgreSQL drops no trigger while others of its table wait for the commit
    with unguarded(connection):
        yield
        connection.check_constraints()


@pytest.fixture
def tamper(db) -> Callable[..., None]:
    """Run a statement on the audit's tables behind the product's back."""

    def run(statement: str, *values: object) -> None:
        with lifted(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            assert cursor.rowcount == 1, "the statement must change exactly one row"

    return run
