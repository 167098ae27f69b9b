"""A test database of each run's own, so that two runs on one machine never meet."""

import os
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import TransactionTestCase

from cordata.accounts.audit.guards import unguarded


def pytest_configure() -> None:
    """Hash passwords quickly: what is tested is who may sign in, not how long a guess takes."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory):
    """Name the test database: a file like production's on SQLite, so that threads and WAL are as there."""
    database = connections["default"].settings_dict
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
    else:
        database["TEST"]["NAME"] = f"test_{database['NAME']}_{os.getpid()}"


@pytest.fixture(autouse=True, scope="session")
def the_audit_is_emptied_between_tests() -> Iterator[None]:
    """Lift the audit's triggers while a test with transactions of its own is cleared away; they stand during each."""
    tear_down = TransactionTestCase._fixture_teardown

    def tear_down_unguarded(case: TransactionTestCase) -> None:
        with unguarded(connection):
            tear_down(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", tear_down_unguarded)
        yield
