"""Closing and reopening roads, and what the rest of the house sees of it."""

from datetime import timedelta

import pytest
from django.db import connection

from cordata.places import actions, queries
from cordata.places.models import Closure
from cordata.places.roads import network
from cordata.places.roads.routing import UNREACHABLE
from tests.clock import EIGHT, NINE, NOON, SEVEN, TEN, at
from tests.places.conftest import JULY

LYS = "sr44:gaby:gressoney-saint-jean"
PLACES = network.junctions()
GABY, GRESSONEY = PLACES["gaby"].point, PLACES["gressoney-saint-jean"].point

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_roads_imported")]


def close(anna, segment=LYS, from_at=EIGHT, until_at=NOON):
    return actions.close_road(
        segment=segment, from_at=from_at, until_at=until_at, reason="Rocks on the road", by=anna, at=SEVEN
    )


class TestCloseRoad:
    def test_keeps_who_closed_what_and_why(self, anna):
        close(anna)

        closure = Closure.objects.get()
        assert (closure.label, closure.reason, closure.by) == (
            "SR44 Gaby – Gressoney-Saint-Jean",
            "Rocks on the road",
            anna,
        )

    def test_cuts_the_valley_off_while_it_lasts(self, anna):
        close(anna)

        before, during, after = (queries.travel([GABY, GRESSONEY], when).seconds[0, 1] for when in (SEVEN, NINE, NOON))

        assert during == UNREACHABLE
        assert before == after < 1200

    def test_lasts_until_further_notice_without_an_end(self, anna):
        close(anna, until_at=None)

        assert LYS in queries.closed(EIGHT + timedelta(days=30))

    def test_refuses_a_road_that_is_not_on_the_map(self, anna):
        with pytest.raises(actions.UnknownSegment, match="no longer on the map"):
            close(anna, segment="sr99:nowhere:nowhere")

        assert not Closure.objects.exists()

    def test_refuses_to_end_before_it_begins(self, anna):
        with pytest.raises(actions.ClosureEndsBeforeItBegins, match="must end after it begins"):
            close(anna, until_at=EIGHT)

        assert not Closure.objects.exists()

    def test_refuses_what_is_closed_for_all_that_time(self, anna):
        close(anna)

        with pytest.raises(actions.AlreadyClosed, match=r"SR44 Gaby .* is already closed for that time"):
            close(anna, from_at=NINE, until_at=NOON)

        assert Closure.objects.count() == 1

    @pytest.mark.parametrize("longer", [{"from_at": SEVEN}, {"until_at": None}])
    def test_takes_a_closure_that_lasts_longer(self, anna, longer):
        close(anna)

        close(anna, **longer)

        assert Closure.objects.count() == 2


class TestReopenRoad:
    def test_lets_cars_through_again(self, anna):
        closure = close(anna)

        actions.reopen_road(closure=closure, by=anna, at=NINE)

        assert LYS not in queries.closed(NINE)

    def test_refuses_to_lift_a_closure_twice(self, anna):
        closure = close(anna)
        actions.reopen_road(closure=closure, by=anna, at=NINE)

        with pytest.raises(actions.AlreadyOpen, match="SR44 Gaby"):
            actions.reopen_road(closure=closure, by=anna, at=NINE)

    def test_opens_the_road_and_leaves_its_other_closure(self, anna):
        close(anna)
        lifted = close(anna, until_at=None)

        actions.reopen_road(closure=lifted, by=anna, at=NINE)

        assert LYS in queries.closed(NINE)


class TestClosedForSomeHours:
    """What a round that lasts from one instant to another cannot count on."""

    @pytest.mark.parametrize(
        ("from_at", "until_at", "counts"),
        [
            (EIGHT, NINE, True),
            (TEN, None, True),
            (SEVEN, EIGHT, False),
            (SEVEN, at(8, 1), True),
            (NOON, at(13), True),
            (at(12, 1), at(13), False),
        ],
        ids=["begins with it", "without end", "over as it begins", "over a minute in", "begins as it ends", "later"],
    )
    def test_is_a_road_that_is_shut_for_part_of_them(self, anna, from_at, until_at, counts):
        close(anna, from_at=from_at, until_at=until_at)

        assert (LYS in queries.closed(EIGHT, NOON)) is counts

    def test_is_not_so_at_the_first_instant_alone(self, anna):
        close(anna, from_at=TEN)

        assert LYS not in queries.closed(EIGHT)

    def test_changes_the_drives_and_the_version_alike(self, anna):
        version = queries.roads_version(EIGHT, NOON)

        close(anna, from_at=TEN)

        assert queries.travel([GABY, GRESSONEY], EIGHT, NOON).seconds[0, 1] == UNREACHABLE
        assert queries.roads_version(EIGHT, NOON) != version

    def test_minds_no_road_of_another_map(self, anna):
        version = queries.roads_version(NINE)
        Closure.objects.create(segment="w1:gone", label="x", from_at=EIGHT, reason="works", by=anna, at=SEVEN)

        assert queries.roads_version(NINE) == version


class TestRoadsVersion:
    def test_stays_while_nothing_changes(self, anna):
        close(anna)

        assert queries.roads_version(SEVEN) == queries.roads_version(NOON)

    def test_changes_with_a_closure(self, anna):
        before = queries.roads_version(NINE)

        close(anna)

        assert queries.roads_version(NINE) != before

    def test_changes_with_the_season(self):
        assert queries.roads_version(at(9)) != queries.roads_version(at(9, day=JULY))

    def test_costs_one_query(self, assert_num_queries):
        queries.roads()

        with assert_num_queries(1):
            queries.roads_version(NINE)

    def test_fits_where_plans_keep_it(self):
        assert len(queries.roads_version(NINE)) <= 64


class TestTravel:
    def test_goes_through_the_tunnel_when_the_pass_is_snowed_in(self):
        ends = [PLACES["morgex"].point, PLACES["bourg-saint-maurice"].point]

        winter, summer = (queries.travel(ends, when).seconds[0, 1] for when in (at(9), at(9, day=JULY)))

        assert winter - summer > 3600

    def test_reads_the_season_on_the_valleys_clock(self):
        first_minute_of_winter = at(0, 1, day=at(0).date().replace(month=11, day=1))

        assert "ss26:pont-serrand:petit-saint-bernard" in queries.closed(first_minute_of_winter)
        assert "ss26:pont-serrand:petit-saint-bernard" not in queries.closed(
            first_minute_of_winter - timedelta(minutes=2)
        )


class TestRoadLines:
    def test_draw_each_leg_from_door_to_door(self):
        cogne, aosta = PLACES["cogne"].point, PLACES["aosta"].point

        there, back = queries.road_lines([cogne, aosta, cogne], NINE)

        assert (there[0], there[-1]) == (cogne, aosta)
        assert back == there[::-1]

    def test_draw_nothing_where_no_road_is_open(self, anna):
        close(anna)

        assert queries.road_lines([GABY, GRESSONEY], NINE) == [()]


class TestSegments:
    def test_are_listed_by_label(self):
        segments = queries.segments()

        assert queries.Segment(LYS, "SR44 Gaby – Gressoney-Saint-Jean") in segments
        assert [segment.label for segment in segments] == sorted(segment.label for segment in segments)

    def test_need_no_database(self):
        with connection.execute_wrapper(lambda *_: pytest.fail("asked the database")):
            assert queries.segments()
