from datetime import date

import pytest

from cordata.config.demo import valley as dice
from cordata.config.demo import valleys
from cordata.config.demo.territory import Land
from cordata.config.demo.valley import Valley

MONDAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def lands() -> dict[str, Land]:
    """The two territories of the demo by code."""
    return {land.code: land for land in valleys.lands()}


@pytest.fixture(scope="session")
def aosta(lands) -> Valley:
    """Valle d'Aosta at its usual size."""
    return dice.make(lands["valle-d-aosta"], scale=1, seed=1, monday=MONDAY)


@pytest.fixture(scope="session")
def hamlets(lands) -> Valley:
    """A small Valle d'Aosta, quick to store."""
    return dice.make(lands["valle-d-aosta"], scale=0.1, seed=1, monday=MONDAY)
