"""The whole of Andorra: real roads, real addresses, real pharmacies."""

import pytest

from cordata.base.geo import metres_between
from cordata.places.roads import osm
from cordata.places.roads.geocode import Gazetteer, PlaceIsAmbiguous
from cordata.places.roads.routing import Router, TooFarFromRoad
from cordata.places.roads.shortest import Dijkstras
from tests.clock import ROOT

ANDORRA = ROOT.parent / "shared" / "data" / "geo" / "andorra-2025-01-19.osm.pbf"
pytestmark = pytest.mark.shared


@pytest.fixture(scope="session")
def andorra():
    return osm.read(ANDORRA)


@pytest.fixture(scope="session")
def andorra_router(andorra):
    return Router(andorra.graph)


def homes(extract, router, count):
    found = []
    for home in extract.buildings[:: len(extract.buildings) // (count * 2)]:
        try:
            router.snap(home)
        except TooFarFromRoad:
            continue
        found.append(home)
    return found[:count]


class TestAndorra:
    def test_holds_what_a_centre_there_needs(self, andorra):
        assert len([one for one in andorra.services if one.kind == "pharmacy"]) >= 30
        assert len(andorra.addresses) >= 300
        assert len(andorra.buildings) >= 6000
        assert {"Ordino", "Canillo", "Encamp"} <= {place.name for place in andorra.places}

    def test_hangs_together(self, andorra, andorra_router):
        places = homes(andorra, andorra_router, 60)

        found = andorra_router.matrix(places)

        assert found.unreachable == []
        assert found.seconds.max() < 2 * 3600

    @pytest.mark.parametrize(
        ("start", "end", "least", "most"),
        [
            ("Andorra la Vella", "Canillo", 12, 22),
            ("Andorra la Vella", "Ordino", 9, 18),
            ("Andorra la Vella", "Arinsal", 12, 25),
            ("Andorra la Vella", "Pas de la Casa", 27, 45),
        ],
    )
    def test_takes_as_long_as_drivers_say(self, andorra, andorra_router, start, end, least, most):
        where = {place.name: place.point for place in andorra.places}

        minutes = andorra_router.path(where[start], where[end]).seconds / 60

        assert least <= minutes <= most

    def test_gives_both_finders_the_same_answers(self, andorra, andorra_router):
        places = homes(andorra, andorra_router, 30)
        way = andorra_router.path(places[0], places[-1])
        closed = frozenset(way.segments[len(way.segments) // 2 :][:3])

        one, other = (
            andorra_router.matrix(places, closed),
            Router(andorra.graph, finder=Dijkstras).matrix(places, closed),
        )

        assert (one.seconds == other.seconds).all()
        assert (one.metres == other.metres).all()

    def test_finds_nine_in_ten_of_its_addresses_by_street_and_number_alone(self, andorra):
        gazetteer = Gazetteer.of(andorra)
        found = 0

        for home in andorra.addresses:
            try:
                found += metres_between(gazetteer.find(f"{home.street}, {home.number}").point, home.point) < 1000
            except PlaceIsAmbiguous:
                continue

        assert found >= 0.9 * len(andorra.addresses)
