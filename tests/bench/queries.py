"""A query that states no order comes back in another order than the one its rows were stored in."""

from collections.abc import Iterator

import pytest
from django.db.models import QuerySet


@pytest.fixture(autouse=True, scope="session")
def unordered_queries_come_back_turned() -> Iterator[None]:
    """Turn the rows of every query without `order_by` by one place, so that nobody leans on a chance order."""
    fetch = QuerySet._fetch_all

    def fetch_and_turn(rows: QuerySet) -> None:
        is_fresh = rows._result_cache is None
        fetch(rows)
        if is_fresh and not rows.ordered and len(rows._result_cache) > 1:
            rows._result_cache = [*rows._result_cache[1:], rows._result_cache[0]]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QuerySet, "_fetch_all", fetch_and_turn)
        yield


@pytest.fixture
def assert_num_queries(django_assert_num_queries):
    """Fail unless exactly N queries are made: `with assert_num_queries(3): …`."""
    return django_assert_num_queries
