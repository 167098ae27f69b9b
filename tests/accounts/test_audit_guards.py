"""The database itself refuses to change what the audit says."""

import pytest
from django.db import DatabaseError, connection, transaction

from cordata.accounts.audit.guards import REFUSAL, TABLES, guard, guarded, unguard, unguarded
from cordata.accounts.audit.sealing import seal_new
from tests.clock import NINE

UPDATES = {
    "accounts_auditentry": "UPDATE accounts_auditentry SET status = 404",
    "accounts_auditperson": "UPDATE accounts_auditperson SET person_id = 99",
    "accounts_auditseal": "UPDATE accounts_auditseal SET digest = ''",
}
AROUND = {
    "postgresql": "TRUNCATE {table} CASCADE",
    "sqlite": "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",  # asks no delete trigger
}


@pytest.fixture
def filled(enter):
    """One entry about one person, sealed."""
    entry = enter([7])
    seal_new(NINE)
    connection.check_constraints()
    return entry


def refusal(statement: str) -> str:
    """Return in which words the database refuses a statement."""
    with pytest.raises(DatabaseError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return str(refused.value)


def rows() -> list[int]:
    with connection.cursor() as cursor:
        found = []
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM {table}")
            found.append(cursor.fetchone()[0])
        return found


class TestEveryTableOfTheAudit:
    @pytest.mark.parametrize("table", TABLES)
    def test_refuses_to_be_changed(self, table, filled):
        assert REFUSAL in refusal(UPDATES[table])

    @pytest.mark.parametrize("table", TABLES)
    def test_refuses_to_lose_a_row(self, table, filled):
        assert REFUSAL in refusal(f"DELETE FROM {table}")

        assert rows() == [1, 1, 1]

    @pytest.mark.parametrize("table", TABLES)
    def test_refuses_the_way_around_that_its_database_has(self, table, filled):
        assert REFUSAL in refusal(AROUND[connection.vendor].format(table=table))

    def test_is_guarded_after_all_migrations(self, db):
        assert guarded(connection) == set(TABLES)


class TestLiftingTheGuard:
    def test_ends_with_the_block_even_when_something_fails(self, db):
        with pytest.raises(LookupError), unguarded(connection):
            raise LookupError

        assert guarded(connection) == set(TABLES)

    def test_is_seen(self, db):
        unguard(connection)

        assert guarded(connection) == set()

    def test_twice_or_setting_it_twice_does_no_harm(self, db):
        unguard(connection)
        unguard(connection)
        guard(connection)
        guard(connection)

        assert guarded(connection) == set(TABLES)
