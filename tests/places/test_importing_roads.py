import pytest

from cordata.places import actions, queries
from cordata.places.roads.extract import UnreadableExtract
from cordata.places.roads.routing import UNREACHABLE
from tests.clock import EIGHT
from tests.places.test_osm import Drawing, spot

pytestmark = pytest.mark.usefixtures("no_roads_imported")


def village(path, number=1):
    drawing = Drawing()
    drawing.way(number, (0, 0), (0, 9), (0, 19), highway="tertiary", name="Via Roma")
    return drawing.save(path)


class TestImportRoads:
    def test_lets_the_imported_roads_serve_at_once(self, tmp_path):
        before = queries.roads()

        actions.import_roads(village(tmp_path / "village.osm"))

        assert before.schematic is True
        assert queries.roads().schematic is False
        assert queries.roads().path(spot(0, 0), spot(0, 19)).segments == ("w1",)

    def test_replaces_an_earlier_import(self, tmp_path):
        actions.import_roads(village(tmp_path / "village.osm"))

        actions.import_roads(village(tmp_path / "village.osm", number=2))

        assert queries.roads().graph.keys == ("w2",)

    def test_leaves_the_old_roads_in_service_when_a_file_is_bad(self, tmp_path):
        actions.import_roads(village(tmp_path / "village.osm"))
        bad = tmp_path / "bad.osm.pbf"
        bad.write_bytes(b"not a map")

        with pytest.raises(UnreadableExtract):
            actions.import_roads(bad)

        assert queries.roads().graph.keys == ("w1",)
        assert [path.name for path in queries.graph_path().parent.iterdir()] == ["graph.npz"]

    def test_tells_how_far_it_is(self, tmp_path):
        told: list[tuple[int, int]] = []

        actions.import_roads(
            village(tmp_path / "village.osm"), progress=lambda done, steps: told.append((done, steps))
        )

        assert told[0] == (0, told[-1][1])
        assert told[-1][0] == told[-1][1]

    def test_reads_the_roads_of_a_process_only_once(self):
        assert queries.roads() is queries.roads()


@pytest.mark.django_db
class TestTheMapOfImportedRoads:
    @pytest.fixture
    def lanes(self, tmp_path):
        """A main road, a regional one beyond it, and a lane that leads off."""
        drawing = Drawing()
        drawing.way(1, (0, 0), (0, 9), (0, 19), highway="primary", name="SS26")
        drawing.way(2, (0, 9), (9, 9), highway="residential", name="Via Roma")
        drawing.way(3, (0, 19), (0, 29), highway="tertiary", name="SR47")
        actions.import_roads(drawing.save(tmp_path / "lanes.osm"))

    def drawn(self):
        return {one["properties"]["segment"] for one in queries.network_features(EIGHT)["features"]}

    def test_leaves_the_lanes_to_the_base_map(self, lanes):
        assert self.drawn() == {"w1", "w3"}

    def test_shows_a_lane_that_is_closed(self, lanes, anna):
        actions.close_road(segment="w2", from_at=EIGHT, until_at=None, reason="Rocks", by=anna, at=EIGHT)

        assert self.drawn() == {"w1", "w2", "w3"}


@pytest.mark.django_db
class TestAMistypedHome:
    def test_is_out_of_reach_and_keeps_nobody_else_from_being_reached(self, tmp_path):
        actions.import_roads(village(tmp_path / "village.osm"))
        mistyped = (12.0, 77.0)

        seconds = queries.travel([spot(0, 0), mistyped, spot(0, 19)], EIGHT).seconds

        assert 0 < seconds[0, 2] < UNREACHABLE
        assert seconds[0, 1] == seconds[1, 0] == seconds[1, 2] == UNREACHABLE
        assert seconds[1, 1] == 0

    def test_has_no_line_on_the_map(self, tmp_path):
        actions.import_roads(village(tmp_path / "village.osm"))

        assert queries.road_lines([spot(0, 0), (12.0, 77.0)], EIGHT) == [()]


@pytest.mark.django_db
def test_nobody_to_drive_to_takes_no_time():
    assert queries.travel([], EIGHT).seconds.shape == (0, 0)
