from datetime import date

import pytest

from cordata.places.roads.graph import NotARoadGraph, RoadGraph


class TestRoadGraph:
    def test_comes_back_from_its_file_as_it_was(self, ring, tmp_path):
        path = tmp_path / "graph.npz"

        ring.save(path)
        again = RoadGraph.load(path)

        assert (again.version, again.keys, again.labels) == (ring.version, ring.keys, ring.labels)
        assert (again.milliseconds == ring.milliseconds).all()
        assert again.schematic is True

    def test_leaves_nothing_but_its_file_behind(self, ring, tmp_path):
        ring.save(tmp_path / "graph.npz")

        assert [path.name for path in tmp_path.iterdir()] == ["graph.npz"]

    def test_keeps_the_old_file_when_writing_fails(self, ring, tmp_path, monkeypatch):
        path = tmp_path / "graph.npz"
        ring.save(path)
        before = path.read_bytes()
        monkeypatch.setattr("os.fsync", disk_full)

        with pytest.raises(OSError, match="No space left"):
            ring.save(path)

        assert path.read_bytes() == before
        assert [one.name for one in tmp_path.iterdir()] == ["graph.npz"]

    @pytest.mark.parametrize("size", [0, 10, 2000])
    def test_refuses_a_file_cut_short(self, ring, tmp_path, size):
        path = tmp_path / "graph.npz"
        ring.save(path)
        path.write_bytes(path.read_bytes()[:size])

        with pytest.raises(NotARoadGraph, match=r"graph\.npz"):
            RoadGraph.load(path)

    def test_has_another_version_when_a_road_takes_longer(self, ring):
        slower = RoadGraph(**{**vars_of(ring), "milliseconds": ring.milliseconds + 1, "version": ""})

        assert slower.version != ring.version

    @pytest.mark.parametrize(
        ("on", "is_shut"),
        [
            (date(2026, 10, 31), False),
            (date(2026, 11, 1), True),
            (date(2027, 1, 1), True),
            (date(2027, 5, 31), True),
            (date(2027, 6, 1), False),
        ],
    )
    def test_shuts_a_pass_from_its_first_winter_day_to_its_last(self, ring, on, is_shut):
        assert ("sr2:alpha:gamma" in ring.closed_in_winter(on)) is is_shut

    def test_blocks_a_closed_segment_in_one_place_both_ways(self, ring):
        gates = ring.gates(frozenset({"ss1:alpha:beta"}))

        assert len(gates) == 2
        assert {(ring.tail[e], ring.head[e]) for e in gates} == {(ring.head[e], ring.tail[e]) for e in gates}

    def test_passes_over_segments_of_another_graph(self, ring):
        assert len(ring.gates(frozenset({"w123456"}))) == 0


def disk_full(_descriptor: int) -> None:
    raise OSError(28, "No space left on device")


def vars_of(graph: RoadGraph) -> dict[str, object]:
    return {name: getattr(graph, name) for name in RoadGraph.__dataclass_fields__}
