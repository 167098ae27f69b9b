"""The triggers by which the database itself refuses to change or delete what the audit says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper

KEYS = {  # what tells two rows apart
    "accounts_auditentry": ("NEW.id = id",),
    "accounts_auditperson": ("NEW.id = id", "NEW.entry_id = entry_id AND NEW.person_id = person_id"),
    "accounts_auditseal": ("NEW.position = position", "NEW.entry_id = entry_id"),
}
TABLES = tuple(KEYS)
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
    if vendor == "postgresql":
        return (f"{table}_refuse",)
    return (f"{table}_keep_insert", f"{table}_keep_update", f"{table}_keep_delete")


def _guards(table: str, vendor: str) -> Iterator[str]:
    if vendor == "postgresql":
        yield (
            f"CREATE TRIGGER {table}_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
        )
        return
    # SQLite's INSERT OR REPLACE deletes the row in its way without asking a delete trigger.
    twice = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {key})" for key in KEYS[table])
    events = ("INSERT", "UPDATE", "DELETE")
    for name, event in zip(_names(table, vendor), events, strict=True):
        when = f"WHEN {twice}" if event == "INSERT" else ""
        yield f"DROP TRIGGER IF EXISTS {name}"
        yield f"CREATE TRIGGER {name} BEFORE {event} ON {table} {when} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
