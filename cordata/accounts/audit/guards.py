"""The triggers by which the database itself refuses to change or delete what the audit says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("accounts_auditentry", "accounts_auditperson", "accounts_auditseal")
REFUSAL = "The audit is written once: it is neither changed nor deleted."
FUNCTION = f"""
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$
"""


def guard(connection: BaseDatabaseWrapper) -> None:
    """Set the triggers; those that are there already stay."""
    missing = set(TABLES) - guarded(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for table in sorted(missing):
            for statement in _guards(table, connection.vendor):
                cursor.execute(statement)


def unguard(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: for a demo or a test that is emptied, never where real people are."""
    on_table = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        for table in TABLES:
            for name in _names(table, connection.vendor):
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{f' ON {table}' if on_table else ''}")


@contextmanager
def unguarded(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Lift the triggers for a moment, as `unguard` does, and set them again whatever happens."""
    unguard(connection)
    try:
        yield
    finally:
        guard(connection)


def guarded(connection: BaseDatabaseWrapper) -> set[str]:
    """Return the tables of the audit whose triggers are all in place and switched on."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        found = {name for (name,) in cursor.fetchall()}
    return {table for table in TABLES if found.issuperset(_names(table, connection.vendor))}


def _names(table: str, vendor: str) -> tuple[str, ...]:
    return (f"{table}_refuse",) if vendor == "postgresql" else (f"{table}_keep_update", f"{table}_keep_delete")


def _guards(table: str, vendor: str) -> Iterator[str]:
    if vendor == "postgresql":
        yield (
            f"CREATE TRIGGER {table}_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
        )
        return
    for name, event in zip(_names(table, vendor), ("UPDATE", "DELETE"), strict=True):
        yield f"DROP TRIGGER IF EXISTS {name}"
        yield f"CREATE TRIGGER {name} BEFORE {event} ON {table} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
