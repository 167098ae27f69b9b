"""Nobody in the village is asked for a second factor, but in the tests that are about it."""

from django.conf import settings


def pytest_configure() -> None:
    """Take the demand away that a real installation begins with."""
    settings.CORDATA_SECOND_FACTOR = frozenset()
