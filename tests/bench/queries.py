"""A query that states no order comes back in another order than the one its rows were stored in."""

from collections.abc import Iterator

import pytest
from django.db.models import QuerySet


@pytest.fixture(autouse=True, scope="session")
def unordered_queries_come_back_turned() -> Iterator[None]:
    """Turn the rows of every query without `order_by` by one place, so that nobody leans on a chance order."""
    fetch, walk = QuerySet._fetch_all, QuerySet._iterator

    def turned(rows: QuerySet, found: list[object]) -> list[object]:
        return found if rows.ordered else [*found[1:], *found[:1]]

    def fetch_and_turn(rows: QuerySet) -> None:
        is_fresh = rows._result_cache is None
        fetch(rows)
        if is_fresh:
            rows._result_cache = turned(rows, rows._result_cache)

    def walk_and_turn(rows: QuerySet, *how: object) -> Iterator[object]:
        yield from turned(rows, list(walk(rows, *how)))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QuerySet, "_fetch_all", fetch_and_turn)
        patch.setattr(QuerySet, "_iterator", walk_and_turn)
        yield


@pytest.fixture
def assert_num_queries(django_assert_num_queries):
    """Fail unless exactly N queries are made: `with assert_num_queries(3): …`."""
    return django_assert_num_queries
