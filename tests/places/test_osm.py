"""A village drawn by hand: what the reader makes of each way, address and place."""

from pathlib import Path

import pytest

from cordata.base.geo import Point, metres_between
from cordata.places.roads import osm
from cordata.places.roads.extract import UnreadableExtract
from cordata.places.roads.lines import segment_lines
from cordata.places.roads.routing import NoRoad, Router, TooFarFromRoad
from tests.clock import ROOT

STEP = 0.001  # degrees of latitude: 111 m
ANDORRA = ROOT.parent / "shared" / "data" / "geo" / "andorra-2025-01-19.osm.pbf"


def spot(north: int, east: int) -> Point:
    return Point(round(45.0 + north * STEP, 6), round(7.0 + east * STEP, 6))


def tags(pairs: dict[str, str]) -> str:
    return "".join(f'<tag k="{key}" v="{value}"/>' for key, value in pairs.items())


class Drawing:
    """Draws on a grid of 111 by 79 m; a node has the same number wherever it is used."""

    def __init__(self) -> None:
        self.nodes: dict[tuple[int, int], dict[str, str]] = {}
        self.ways: list[str] = []

    def way(self, number: int, *where: tuple[int, int], **pairs: str) -> None:
        for place in where:
            self.nodes.setdefault(place, {})
        refs = "".join(f'<nd ref="{self.number(place)}"/>' for place in where)
        self.ways.append(f'<way id="{number}" version="1">{refs}{tags(pairs)}</way>')

    def node(self, where: tuple[int, int], **pairs: str) -> None:
        self.nodes[where] = {key.replace("addr_", "addr:"): value for key, value in pairs.items()}

    def number(self, where: tuple[int, int]) -> int:
        return 1000 * (where[0] + 100) + where[1] + 100

    def save(self, path: Path) -> Path:
        nodes = "".join(
            f'<node id="{self.number(where)}" version="1" lat="{spot(*where).lat}" lon="{spot(*where).lon}">'
            f"{tags(pairs)}</node>"
            for where, pairs in self.nodes.items()
        )
        path.write_text(f'<osm version="0.6">{nodes}{"".join(self.ways)}</osm>', encoding="utf-8")
        return path


@pytest.fixture
def village() -> Drawing:
    """A main street from west to east, one kilometre and a half long, in steps of 79 m."""
    drawing = Drawing()
    drawing.way(1, *((0, east) for east in range(20)), highway="tertiary", ref="SR47", name="Via Roma")
    return drawing


@pytest.fixture
def read(village, tmp_path):
    return lambda: osm.read(village.save(tmp_path / "village.osm"))


def router(extract) -> Router:
    return Router(extract.graph)


class TestRoadsRead:
    def test_are_driven_at_the_pace_of_their_class(self, read):
        drive = router(read()).path(spot(0, 0), spot(0, 19))

        length = metres_between(spot(0, 0), spot(0, 19))
        assert drive.metres == pytest.approx(length, rel=0.01)
        assert drive.seconds == pytest.approx(length * 3.6 / 40, abs=1)

    def test_are_not_driven_faster_than_signed(self, village, read):
        village.way(2, (0, 19), (0, 29), highway="tertiary", maxspeed="20")

        drive = router(read()).path(spot(0, 19), spot(0, 29))

        assert drive.seconds == pytest.approx(metres_between(spot(0, 19), spot(0, 29)) * 3.6 / 18, abs=1)

    def test_lead_one_way_as_drawn(self, village, read):
        village.way(2, (0, 0), (5, 0), (5, 19), (0, 19), highway="primary", oneway="yes")

        roads = router(read())

        assert "w2" in roads.path(spot(0, 0), spot(5, 19)).segments
        assert roads.path(spot(5, 19), spot(5, 0)).segments == ("w2", "w1", "w2")

    def test_lead_one_way_against_the_drawing(self, village, read):
        village.way(2, (0, 0), (5, 0), (5, 19), (0, 19), highway="primary", oneway="-1")

        assert router(read()).path(spot(5, 0), spot(5, 19)).segments == ("w2", "w1", "w2")

    def test_lead_round_a_roundabout_one_way(self, village, read):
        village.way(2, (0, 19), (-1, 20), (0, 21), (1, 20), (0, 19), highway="tertiary", junction="roundabout")

        roads = router(read())

        assert roads.path(spot(0, 19), spot(-1, 20)).metres < roads.path(spot(-1, 20), spot(0, 19)).metres

    @pytest.mark.parametrize(
        "pairs",
        [
            {"highway": "residential", "access": "private"},
            {"highway": "residential", "motor_vehicle": "no"},
            {"highway": "residential", "access": "yes", "motorcar": "no"},
            {"highway": "footway"},
            {"highway": "steps"},
            {"highway": "track"},
            {"highway": "track", "tracktype": "grade4"},
            {"highway": "construction"},
            {"highway": "pedestrian", "area": "yes"},
        ],
        ids=lambda pairs: " ".join(f"{key}={value}" for key, value in pairs.items()),
    )
    def test_leave_out_what_a_car_may_not_or_cannot_drive(self, village, read, pairs):
        village.way(2, (0, 19), (9, 19), **pairs)

        assert read().graph.keys == ("w1",)

    @pytest.mark.parametrize(
        "pairs",
        [
            {"highway": "residential", "access": "no", "motor_vehicle": "yes"},
            {"highway": "residential", "access": "permissive"},
            {"highway": "track", "tracktype": "grade1"},
        ],
        ids=lambda pairs: " ".join(f"{key}={value}" for key, value in pairs.items()),
    )
    def test_keep_what_a_car_may_drive(self, village, read, pairs):
        village.way(2, (0, 19), (9, 19), **pairs)

        assert read().graph.keys == ("w1", "w2")

    def test_are_closed_at_the_middle_of_each_block(self, village, read):
        village.way(2, (0, 10), (3, 10), highway="residential")
        roads = router(read())

        shut = frozenset({"w1"})

        assert roads.path(spot(0, 0), spot(0, 3), shut).metres < 300
        assert roads.path(spot(0, 9), spot(3, 10), shut).metres < 500
        with pytest.raises(NoRoad):
            roads.path(spot(0, 0), spot(0, 10), shut)

    def test_are_named_after_the_village_they_pass(self, village, read):
        village.node((1, 3), place="village", name="Cogne")

        assert read().graph.labels == ("SR47 Via Roma (Cogne)",)

    def test_are_named_after_the_roads_at_their_ends(self, village, read):
        village.way(2, (0, 0), (5, 0), highway="residential", name="Via Bourgeois")
        village.way(3, (0, 19), (5, 19), highway="residential", name="Via Grappein")

        assert read().graph.labels[0] == "SR47 Via Roma: Via Bourgeois – Via Grappein"

    def test_keep_their_course_for_the_map(self, village, read):
        village.way(2, (0, 19), (0, 20), (-1, 20), highway="residential")

        graph = read().graph

        [line] = segment_lines(graph, graph.segment_of["w2"])
        assert line == [spot(0, 19), spot(0, 20), spot(-1, 20)]
        assert graph.schematic is False

    def test_hang_no_home_on_an_island(self, village, read):
        village.way(2, (30, 0), (30, 5), highway="residential")

        with pytest.raises(TooFarFromRoad, match=r"within 1000 m of a road\. Got 3336 m"):
            router(read()).snap(spot(30, 2))

    def test_hang_no_home_in_a_tunnel(self, village, read):
        village.way(2, (0, 19), (0, 24), highway="primary", tunnel="yes")
        village.way(3, (0, 24), (0, 30), highway="primary")
        extract = read()

        node = router(extract).snap(spot(0, 21)).node

        assert Point(extract.graph.lat[node], extract.graph.lon[node]) == spot(0, 19)


class TestThingsRead:
    def test_holds_addresses_of_doors_and_of_houses(self, village, read):
        village.node((1, 1), addr_street="Via Roma", addr_housenumber="3", addr_city="Cogne")
        corners = [(2, 2), (2, 4), (4, 4), (4, 2), (2, 2)]
        village.way(9, *corners, building="house", **{"addr:street": "Via Roma", "addr:housenumber": "4/A"})

        extract = read()

        assert [(one.street, one.number, one.settlement) for one in extract.addresses] == [
            ("Via Roma", "3", "Cogne"),
            ("Via Roma", "4/A", ""),
        ]
        assert extract.addresses[1].point == pytest.approx(spot(3, 3))

    def test_holds_places_with_their_altitude(self, village, read):
        village.node((1, 1), place="hamlet", name="Lillaz", ele="1617")

        [place] = read().places

        assert (place.name, place.kind, place.altitude_m) == ("Lillaz", "hamlet", 1617)

    def test_holds_pharmacies(self, village, read):
        village.node((1, 1), amenity="pharmacy", name="Farmacia di Cogne")

        [service] = read().services

        assert (service.name, service.kind, service.point) == ("Farmacia di Cogne", "pharmacy", spot(1, 1))

    def test_holds_homes_and_no_sheds(self, village, read):
        village.way(8, (2, 2), (2, 4), (4, 4), (2, 2), building="house")
        village.way(9, (6, 2), (6, 4), (8, 4), (6, 2), building="shed")

        assert len(read().buildings) == 1


class TestReadingABadFile:
    def test_names_a_file_that_is_not_there(self, tmp_path):
        with pytest.raises(UnreadableExtract, match=r"none\.osm\.pbf is not there"):
            osm.read(tmp_path / "none.osm.pbf")

    @pytest.mark.parametrize("name", ["picture.osm.pbf", "picture.osm", "picture.png"])
    def test_names_a_file_that_is_something_else(self, tmp_path, name):
        path = tmp_path / name
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(5000))

        with pytest.raises(UnreadableExtract, match=rf"{name} \(5008 bytes\) cannot be read as OpenStreetMap data"):
            osm.read(path)

    def test_names_a_drawing_cut_short(self, village, tmp_path):
        path = village.save(tmp_path / "village.osm")
        path.write_text(path.read_text()[:-200])

        with pytest.raises(UnreadableExtract, match="may be cut short"):
            osm.read(path)

    def test_names_a_drawing_with_a_number_that_is_none(self, tmp_path):
        path = tmp_path / "village.osm"
        path.write_text('<osm version="0.6"><node id="one" version="1" lat="45" lon="7"/></osm>')

        with pytest.raises(UnreadableExtract, match="illegal id"):
            osm.read(path)

    def test_names_an_extract_without_roads(self, tmp_path):
        path = Drawing().save(tmp_path / "empty.osm")

        with pytest.raises(UnreadableExtract, match="holds no road a car can drive"):
            osm.read(path)

    @pytest.mark.shared
    def test_names_a_real_extract_cut_short(self, tmp_path):
        path = tmp_path / "andorra.osm.pbf"
        path.write_bytes(ANDORRA.read_bytes()[:2_000_000])

        with pytest.raises(UnreadableExtract, match="2000000 bytes"):
            osm.read(path)
