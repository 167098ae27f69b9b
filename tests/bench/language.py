"""Tests speak English until they choose a language: the product's own default is Italian."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield
