import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cordata.base.geo import Point, metres_between
from cordata.places.roads import network
from cordata.places.roads.routing import UNREACHABLE, NoRoad, Router
from cordata.places.roads.shortest import Dijkstras, Hierarchies
from tests.places.conftest import JANUARY

ALPHA, BETA, GAMMA = Point(45.70, 7.00), Point(45.70, 7.07), Point(45.74, 7.07)


@pytest.fixture(scope="session")
def finders(valley):
    return Router(valley, finder=Hierarchies), Router(valley, finder=Dijkstras)


class TestMatrix:
    def test_gives_whole_seconds_and_metres_of_the_fastest_way(self, ring_router):
        found = ring_router.matrix([ALPHA, BETA, GAMMA])

        assert found.seconds.tolist() == [[0, 360, 720], [360, 0, 360], [720, 360, 0]]
        assert found.metres.tolist() == [[0, 6000, 12000], [6000, 0, 6000], [12000, 6000, 0]]
        assert found.seconds.dtype == np.int64

    def test_goes_round_a_closed_road(self, ring_router):
        found = ring_router.matrix([ALPHA, GAMMA], frozenset({"ss1:beta:gamma"}))

        assert found.seconds[0, 1] == 1200
        assert found.metres[0, 1] == 10_000

    def test_forgets_a_closure_when_it_is_lifted(self, ring_router):
        ring_router.matrix([ALPHA, GAMMA], frozenset({"ss1:beta:gamma"}))

        assert ring_router.matrix([ALPHA, GAMMA]).seconds[0, 1] == 720

    def test_lists_who_cannot_be_reached(self, ring_router, ring):
        closed = ring.closed_in_winter(JANUARY) | {"ss1:beta:gamma"}

        found = ring_router.matrix([ALPHA, BETA, GAMMA], closed)

        assert found.unreachable == [(0, 2), (1, 2), (2, 0), (2, 1)]
        assert found.seconds[0, 2] == found.metres[0, 2] == UNREACHABLE
        assert found.seconds[0, 1] == 360

    def test_reaches_homes_on_a_closed_road_from_their_own_side(self, ring_router):
        near_alpha, near_beta = Point(45.70, 7.01), Point(45.70, 7.06)

        found = ring_router.matrix([ALPHA, near_alpha, near_beta, BETA], frozenset({"ss1:alpha:beta"}))

        assert found.seconds[0, 1] < 120
        assert found.seconds[3, 2] < 120
        assert found.seconds[1, 2] > 1200

    def test_adds_the_lane_from_the_road_to_a_home(self, ring_router):
        home = Point(45.69, 7.00)
        lane = metres_between(home, ALPHA) * 1.5

        found = ring_router.matrix([ALPHA, home])

        assert found.metres[0, 1] == pytest.approx(lane, abs=1)
        assert found.seconds[0, 1] == pytest.approx(lane * 3.6 / 25, abs=1)

    def test_goes_straight_between_neighbours_far_from_the_road(self, ring_router):
        first, second = Point(45.65, 7.000), Point(45.65, 7.001)

        found = ring_router.matrix([first, second])

        assert found.metres[0, 1] == pytest.approx(metres_between(first, second) * 1.5, abs=1)

    def test_of_nobody_is_empty(self, ring_router):
        assert ring_router.matrix([]).seconds.shape == (0, 0)

    def test_hangs_no_home_on_a_pass_or_in_a_tunnel(self, ring_router, ring):
        in_the_middle = Point(45.77, 7.07)

        node = ring_router.snap(in_the_middle).node

        assert Point(ring.lat[node], ring.lon[node]) == GAMMA


class TestDrive:
    def test_tells_where_it_runs_and_by_which_roads(self, ring_router):
        drive = ring_router.path(ALPHA, GAMMA)

        assert drive.segments == ("ss1:alpha:beta", "ss1:beta:gamma")
        assert (drive.coordinates[0], drive.coordinates[-1]) == (ALPHA, GAMMA)
        assert BETA in drive.coordinates
        assert (drive.seconds, drive.metres) == (720, 12_000)

    def test_has_no_points_between_two_junctions_of_a_schematic_road(self, ring_router):
        assert ring_router.path(ALPHA, GAMMA).coordinates == (ALPHA, BETA, GAMMA)

    def test_begins_and_ends_at_the_doors(self, ring_router):
        home = Point(45.69, 7.00)

        drive = ring_router.path(home, BETA)

        assert drive.coordinates[:2] == (home, ALPHA)

    def test_to_where_one_is_takes_no_time(self, ring_router):
        drive = ring_router.path(ALPHA, ALPHA)

        assert (drive.seconds, drive.metres, drive.coordinates) == (0, 0, (ALPHA,))

    def test_is_refused_when_every_road_is_closed(self, ring_router, ring):
        closed = ring.closed_in_winter(JANUARY) | {"ss1:alpha:beta"}

        with pytest.raises(NoRoad, match=r"No open road leads from 45\.70000, 7\.00000"):
            ring_router.path(ALPHA, GAMMA, closed)


class TestBothFinders:
    """Contraction hierarchies against scipy's Dijkstra: the same answers, to the second and the metre."""

    places = tuple(place.point for place in network.junctions().values())

    def test_agree_on_the_whole_valley_in_summer_and_winter(self, finders, valley):
        fast, plain = finders

        for closed in (frozenset(), valley.closed_in_winter(JANUARY)):
            one, other = fast.matrix(self.places, closed), plain.matrix(self.places, closed)
            assert (one.seconds == other.seconds).all()
            assert (one.metres == other.metres).all()

    @settings(max_examples=20, deadline=None)
    @given(data=st.data())
    def test_agree_with_any_roads_closed(self, finders, valley, data):
        closed = data.draw(st.frozensets(st.sampled_from(valley.keys), max_size=6))
        places = data.draw(st.lists(st.sampled_from(self.places), min_size=2, max_size=8))

        one, other = (finder.matrix(places, closed) for finder in finders)

        assert (one.seconds == other.seconds).all()
        assert (one.metres == other.metres).all()

    @settings(max_examples=20, deadline=None)
    @given(start=st.sampled_from(places), end=st.sampled_from(places))
    def test_agree_with_the_length_of_the_way_they_find(self, finders, start, end):
        for finder in finders:
            whole, drive = finder.matrix([start, end]), finder.path(start, end)

            assert drive.seconds == whole.seconds[0, 1]
            assert drive.metres == pytest.approx(whole.metres[0, 1], rel=0.01)
            assert sum(map(metres_between, drive.coordinates, drive.coordinates[1:])) <= drive.metres + 1
