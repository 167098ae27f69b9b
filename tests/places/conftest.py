from datetime import date
from decimal import Decimal

import pytest

from cordata.accounts.models import User
from cordata.base.geo import Point
from cordata.places.roads import network
from cordata.places.roads.graph import RoadGraph
from cordata.places.roads.network import Junction, Kind, Road
from cordata.places.roads.routing import Router

JANUARY, JULY = date(2027, 1, 15), date(2027, 7, 15)


def junction(key: str, lat: float, lon: float) -> Junction:
    return Junction(key=key, name=key.title(), country="IT", point=Point(lat, lon), altitude_m=1000)


def road(number: str, start: Junction, end: Junction, *, km: float, kmh: int = 60, **facts: object) -> Road:
    plain = {"kind": Kind.MAIN, "closed_from": 0, "closed_until": 0, "toll_eur": None, "note": ""}
    return Road(number=number, start=start, end=end, metres=round(km * 1000), kmh=kmh, **(plain | facts))


@pytest.fixture(scope="session")
def ring() -> RoadGraph:
    """A valley road of 12 km at 60 km/h from Alpha by Beta to Gamma, a pass of 10 km at 30 km/h, and a tunnel."""
    alpha, beta, gamma = junction("alpha", 45.70, 7.00), junction("beta", 45.70, 7.07), junction("gamma", 45.74, 7.07)
    return network.graph(
        [
            road("SS1", alpha, beta, km=6),
            road("SS1", beta, gamma, km=6),
            road("SR2", alpha, gamma, km=10, kmh=30, kind=Kind.PASS, closed_from=1101, closed_until=531),
            road("T1", gamma, junction("delta", 45.80, 7.07), km=7, kind=Kind.TUNNEL, toll_eur=Decimal("12.00")),
        ]
    )


@pytest.fixture(scope="session")
def ring_router(ring) -> Router:
    return Router(ring)


@pytest.fixture(scope="session")
def valley() -> RoadGraph:
    """The main roads that come with the project."""
    return network.main_roads()


@pytest.fixture(scope="session")
def valley_router(valley) -> Router:
    return Router(valley)


@pytest.fixture
def no_roads_imported(settings, tmp_path):
    """An installation that has imported no roads, so that the hand-made network serves."""
    settings.CORDATA_DATA = tmp_path
    return tmp_path


@pytest.fixture
def anna(db) -> User:
    """Anna coordinates the upper valley."""
    return User.objects.create_user("anna@cordata.example", "long enough to sign in", first_name="Anna")
