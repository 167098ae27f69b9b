"""What the written plan says, down to single cells."""

import csv
import json
from datetime import date

import pytest
from cordata_engine.solution import Constraint
from django.utils import translation
from openpyxl import load_workbook

from cordata.base.geo import Point
from cordata.exchange.outputs.cells import harmless, left_out_rows, round_rows
from cordata.exchange.outputs.data import as_data
from cordata.exchange.outputs.report import Knot, LeftOut, Report, Rope
from cordata.exchange.outputs.sheets import write_csv, write_xlsx
from cordata.exchange.outputs.words import cost_words, why_not_placed
from cordata.exchange.tables.rows import VisitRow, Whereabouts
from cordata.rounds.rules.planned import ROAD, SET_ASIDE, Blocker
from tests.rounds.problems import HOUR, MINUTE, hm

HOME = Point(45.7, 7.2)


def knot(key="V1", name="Rosina", **fields):
    """Return a visit from 8:00 to 8:30, two minutes late, after a drive of ten minutes and six kilometres."""
    times = {"travel": 600, "metres": 6040, "arrives": hm(7, 58), "starts": hm(8), "ends": hm(8, 30), "late": 120}
    words = {"address": "Via Roma 3", "point": HOME, "promised": "07:00–07:58", "beside": ""}
    return Knot(key, name, **{**words, **times, **fields})


def report(*knots, left_out=(), **fields):
    """Return a day on which Luc makes some visits and drives eleven minutes and seven kilometres home."""
    rope = Rope("P1", "Luc", HOME, hm(7, 48), hm(14), 660, 7000, 0, knots, (HOME,))
    rest = {"cost": {}, "is_schematic": True, "steps": 5, "seconds": 0.12345, "seed": 1}
    return Report(date(2026, 11, 26), (rope,), tuple(left_out), **{**rest, **fields})


def row(**fields):
    """Return the row of a visit promised between 8:00 and 9:00."""
    where = Whereabouts("visits.csv", 2, HOME, "")
    asked = {"windows": ((hm(8), hm(9)),), "duration": 30 * MINUTE, "skills": frozenset(), "people": 1}
    wishes = {"after": None, "gap_min": 0, "gap_max": None, "preferred": frozenset(), "forbidden": frozenset()}
    named = {"row": 2, "id": "V1", "name": "Rosina", "where": where, "day": date(2026, 11, 26)}
    return VisitRow(**named, **{**asked, **wishes, "priority": 3, "language": None, **fields})


class TestHarmless:
    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
    def test_text_cannot_be_a_formula(self, start):
        assert harmless(f"{start}cmd|' /C calc'!A0") == f"'{start}cmd|' /C calc'!A0"

    @pytest.mark.parametrize("text", ["", "Rosina", "Via Roma 3 = 4", "عبد", "<script>", "0165 000000"])
    def test_text_that_is_none_stays_as_it_is(self, text):
        assert harmless(text) == text

    def test_is_every_word_somebody_else_wrote(self):
        evil = knot("=1", "=2", address="=3", beside="=4")

        (cells,) = round_rows(report(evil))

        assert [cell for cell in cells if isinstance(cell, str) and cell.startswith("=")] == []
        assert {"'=1", "'=2", "'=3", "'=4"} <= set(cells)

    def test_is_what_was_left_out_too(self):
        (cells,) = left_out_rows(report(left_out=[LeftOut("=1", "=2", "08:00–09:00", ("=3", "and 4"))]))

        assert cells == ["2026-11-26", "'=1", "'=2", "08:00–09:00", "'=3 and 4"]


class TestRows:
    def test_tell_a_stop_in_minutes_and_kilometres(self):
        (cells,) = round_rows(report(knot(beside="Aida")))

        assert cells == [
            "2026-11-26", "Luc", 1, "V1", "Rosina", "Via Roma 3", "07:00–07:58",
            "07:58", "08:00", "08:30", 2, 10, 6.0, "Aida",
        ]  # fmt: skip

    def test_number_the_stops_of_a_round_with_the_break_among_them(self):
        rows = list(round_rows(report(knot(), knot(None, "", address="", point=None), knot("V2"))))

        assert [(cells[2], cells[3]) for cells in rows] == [(1, "V1"), (2, ""), (3, "V2")]


class TestTotals:
    def test_count_the_way_home_and_no_break_as_a_visit(self):
        (rope,) = report(knot(), knot(None, point=None, travel=0, metres=0), knot("V2")).ropes

        assert (rope.visits, rope.travel, rope.metres) == (2, 600 + 600 + 660, 6040 + 6040 + 7000)

    def test_count_a_visit_that_two_people_make_once(self):
        one = report(knot("V1", beside="Aida"))

        both = Report(one.day, (*one.ropes, *one.ropes), (), {}, True, 0, 0.0, 0)

        assert both.visits == 1


class TestFiles:
    def test_are_there_though_nothing_was_planned(self, tmp_path):
        empty = Report(date(2026, 11, 26), (), (), {}, True, 0, 0.0, 0)

        write_xlsx(tmp_path / "plan.xlsx", [empty])
        write_csv(tmp_path / "plan.csv", [empty])

        assert [sheet.max_row for sheet in load_workbook(tmp_path / "plan.xlsx")] == [1, 1, 1, 1]
        assert len((tmp_path / "plan.csv").read_text("utf-8-sig").splitlines()) == 1

    def test_hold_every_day(self, tmp_path):
        days = [report(knot()), report(knot("V2"), knot("V3"))]

        write_csv(tmp_path / "plan.csv", days)

        with (tmp_path / "plan.csv").open(encoding="utf-8-sig", newline="") as file:
            assert [cells[3] for cells in csv.reader(file, delimiter=";")][1:] == ["V1", "V2", "V3"]

    @pytest.mark.parametrize("name", ["Zoë 🏔️", "عبد الرحمن", 'A; "B"\nC', "N" * 5000])
    def test_hold_names_as_people_have_them(self, tmp_path, name):
        write_csv(tmp_path / "plan.csv", [report(knot(name=name))])
        write_xlsx(tmp_path / "plan.xlsx", [report(knot(name=name))])

        with (tmp_path / "plan.csv").open(encoding="utf-8-sig", newline="") as file:
            assert list(csv.reader(file, delimiter=";"))[1][4] == name
        assert load_workbook(tmp_path / "plan.xlsx").worksheets[0]["E2"].value == name

    def test_give_other_programs_seconds_metres_and_the_place(self):
        data = as_data(report(knot(), knot(None, "", point=None)))

        first, pause = data["rounds"][0]["stops"]
        assert (first["at"], first["late_seconds"], first["metres"]) == ([45.7, 7.2], 120, 6040)
        assert (pause["visit"], pause["at"], pause["together_with"]) == (None, None, None)
        assert json.loads(json.dumps(data))["seconds"] == 0.123


class TestReasons:
    @pytest.mark.parametrize("constraint", [*(one.value for one in Constraint), ROAD, SET_ASIDE])
    @pytest.mark.parametrize("language", ["en", "it", "fr", "de"])
    def test_are_a_sentence_whatever_stands_in_the_way(self, constraint, language):
        blocker = Blocker(constraint, "P1", hm(10), 20 * MINUTE, "nursing, injection")

        with translation.override(language):
            said = why_not_placed(blocker, row(), {"P1": "Luc"})

        assert len(said) > 5
        assert "%(" not in said

    def test_of_a_window_say_until_when_it_would_have_to_be_open(self):
        late = Blocker("window", "P1", hm(10), HOUR)

        assert why_not_placed(late, row(), {"P1": "Luc"}) == "Fits with Luc if it may start as late as 10:00."

    def test_of_a_window_say_from_when_it_would_have_to_be_open(self):
        early = Blocker("window", "P1", hm(7, 30), -30 * MINUTE)

        assert why_not_placed(early, row(), {"P1": "Luc"}) == "Fits with Luc if the window opens at 07:30."

    def test_name_nobody_where_nobody_is_meant(self):
        assert "Luc" not in why_not_placed(Blocker("combination"), row(), {"P1": "Luc"})


def test_costs_are_told_without_what_is_nothing_or_told_by_name():
    told = dict(cost_words({"travel": 3600, "lateness": 0, "unassigned": 14400}))

    assert len(told) == 1
