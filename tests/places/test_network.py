"""The table of main roads: whole, plausible, and connected."""

import csv
import re

import pytest

from cordata.base.geo import metres_between
from cordata.places.roads import network
from cordata.places.roads.lines import segment_lines
from cordata.places.roads.routing import UNREACHABLE
from tests.places.conftest import JANUARY, JULY

ROADS = network.roads()
PASSES_SHUT_IN_WINTER = {
    "ss26:pont-serrand:petit-saint-bernard",
    "d902:le-fornet:iseran",
    "ss27:cerisey:grand-saint-bernard",
    "sr39:arpy:san-carlo",
    "d902:les-chapieux:roselend",
}


def table(name):
    with (network.DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def minutes(router, start, end, closed=frozenset()):
    places = network.junctions()
    return router.path(places[start].point, places[end].point, closed).seconds / 60


class TestTableOfRoads:
    def test_has_each_road_once(self):
        keys = [road.key for road in ROADS]

        assert len(set(keys)) == len(keys) > 250

    def test_calls_each_road_by_a_name_of_its_own(self):
        labels = [road.label for road in ROADS]

        assert len(set(labels)) == len(labels)

    @pytest.mark.parametrize(
        ("key", "label"),
        [
            ("ss26:sarre:saint-pierre", "SS26 Sarre – Saint-Pierre"),
            ("a5:a5-nus:a5-aosta-est", "A5 Nus – Aosta Est"),
            ("uscita-a5:a5-nus:nus", "Uscita A5 Nus"),
            ("uscita-a5:a5-aosta-ovest:sarre", "Uscita A5 Aosta Ovest – Sarre"),
            ("t1:t1-south:t1-north", "T1 Traforo del Monte Bianco – Tunnel du Mont-Blanc"),
            ("local:valpelline:doues", "Valpelline – Doues"),
            ("d902:tignes-barrage:la-daille", "D902 Barrage de Tignes – La Daille"),
        ],
    )
    def test_calls_a_road_as_the_valley_does(self, key, label):
        assert {road.key: road.label for road in ROADS}[key] == label

    def test_says_nothing_in_english_and_no_number_twice(self):
        english = re.compile(r"\b(exit|portal|dam|local|cableway)\b|tunnel –", re.IGNORECASE)
        doubled = re.compile(r"\b([A-Z]+\d+)\b.*\b\1\b")

        assert [road.label for road in ROADS if english.search(road.label) or doubled.search(road.label)] == []

    def test_has_no_road_shorter_than_the_straight_line(self):
        short = [road.key for road in ROADS if road.metres < metres_between(road.start.point, road.end.point)]

        assert short == []

    def test_has_no_road_much_longer_than_its_bends_explain(self):
        long = [road.key for road in ROADS if road.metres > 5 * metres_between(road.start.point, road.end.point)]

        assert long == []

    def test_climbs_no_steeper_than_a_car_can(self):
        driven = [road for road in ROADS if road.kind != "cableway"]
        steep = [r.key for r in driven if abs(r.start.altitude_m - r.end.altitude_m) > 0.13 * r.metres]

        assert steep == []

    def test_says_of_every_row_where_it_comes_from(self):
        for name in ("roads.csv", "junctions.csv"):
            assert all(row["source"] for row in table(name))

    def test_calls_no_length_published_without_saying_by_whom(self):
        published = [row["source"] for row in table("roads.csv") if row["length_source"] == "published"]

        assert len(published) > 20
        assert "estimate" not in published

    def test_charges_for_the_great_tunnels(self):
        tolls = {road.number: road.toll_eur for road in ROADS if road.kind == "tunnel"}

        assert set(tolls) == {"T1", "T2", "T4"}
        assert all(toll and toll > 20 for toll in tolls.values())

    def test_shuts_the_high_passes_in_january_and_opens_them_in_july(self, valley):
        assert valley.closed_in_winter(JANUARY) >= PASSES_SHUT_IN_WINTER
        assert valley.closed_in_winter(JULY) == frozenset()

    def test_keeps_keys_short_enough_to_be_stored(self, valley):
        assert max(len(key) for key in valley.keys) <= 60


class TestMainRoads:
    @pytest.mark.parametrize(
        ("start", "end", "least", "most"),
        [
            ("aosta", "courmayeur", 25, 45),
            ("pont-saint-martin", "aosta", 30, 50),
            ("aosta", "cogne", 32, 45),
            ("aosta", "degioz", 38, 55),
            ("verres", "champoluc", 32, 48),
            ("pont-saint-martin", "gressoney-la-trinite", 42, 60),
            ("chatillon", "breuil-cervinia", 33, 48),
            ("courmayeur", "chamonix", 18, 35),
            ("aosta", "martigny", 60, 90),
            ("moutiers", "bourg-saint-maurice", 25, 40),
            ("bourg-saint-maurice", "val-disere", 38, 55),
            ("moutiers", "val-thorens", 40, 60),
            ("aosta", "torino", 65, 95),
        ],
    )
    def test_take_as_long_as_drivers_say(self, valley_router, start, end, least, most):
        assert least <= minutes(valley_router, start, end) <= most

    def test_reach_every_junction_from_every_other_in_summer(self, valley_router):
        found = valley_router.matrix([place.point for place in network.junctions().values()])

        assert found.unreachable == []
        assert found.seconds.max() < UNREACHABLE

    def test_lead_over_the_petit_saint_bernard_in_july(self, valley, valley_router):
        places = network.junctions()

        drive = valley_router.path(
            places["morgex"].point, places["bourg-saint-maurice"].point, valley.closed_in_winter(JULY)
        )

        assert "ss26:pont-serrand:petit-saint-bernard" in drive.segments
        assert 65 <= drive.seconds / 60 <= 95

    def test_lead_through_the_mont_blanc_tunnel_in_january(self, valley, valley_router):
        places = network.junctions()

        drive = valley_router.path(
            places["morgex"].point, places["bourg-saint-maurice"].point, valley.closed_in_winter(JANUARY)
        )

        assert "t1:t1-south:t1-north" in drive.segments
        assert 130 <= drive.seconds / 60 <= 190

    def test_are_straight_between_junctions(self, valley):
        lines = segment_lines(valley, valley.segment_of["sr47:cogne:lillaz"])

        places = network.junctions()
        assert lines == [[places["cogne"].point, places["lillaz"].point]]
