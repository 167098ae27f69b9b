"""Rows somebody has not finished: each gap is named, none is a crash."""

from datetime import UTC, date, datetime, time

import pytest
from django.utils import translation

from cordata.exchange.tables.cells import (
    BadCell,
    clock,
    read_break,
    read_date,
    read_list,
    read_number,
    read_text,
    read_time,
    read_whole,
)
from cordata.exchange.tables.faults import Faulty
from cordata.exchange.tables.folder import read_folder

from .tables import PROFESSIONALS, VISITS, professionals_with, visits_with, write


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def faults_of(folder):
    with pytest.raises(Faulty) as refusal:
        read_folder(folder)
    return {(fault.file, fault.row, fault.column) for fault in refusal.value.faults}


class TestAnEmptyCell:
    @pytest.mark.parametrize("column", ["id", "name", "starts", "ends", "lat"])
    def test_of_a_professional_is_named(self, tmp_path, column):
        assert ("professionals.csv", 2, column) in faults_of(
            write(tmp_path, professionals=professionals_with(**{column: ""}))
        )

    @pytest.mark.parametrize("column", ["id", "name", "date", "opens", "closes", "minutes", "lat"])
    def test_of_a_visit_is_named(self, tmp_path, column):
        assert ("visits.csv", 2, column) in faults_of(write(tmp_path, visits_with(**{column: ""})))

    @pytest.mark.parametrize("column", ["people", "priority", "after", "gap_min", "gap_max", "preferred", "language"])
    def test_that_need_not_be_filled_means_the_usual(self, tmp_path, column):
        visit = read_folder(write(tmp_path, visits_with(row=1, **{column: ""}))).visits[1]

        assert (visit.people, visit.priority, visit.duration) == (1, 3, 2400)

    def test_below_the_last_row_is_no_row(self, tmp_path):
        blank = dict.fromkeys(VISITS[0], " ")

        assert len(read_folder(write(tmp_path, [*VISITS, blank])).visits) == 2

    def test_of_every_row_leaves_nobody_to_plan(self, tmp_path):
        blank = dict.fromkeys(PROFESSIONALS[0], "")

        assert faults_of(write(tmp_path, professionals=[blank])) >= {("professionals.csv", None, None)}


class TestTimes:
    @pytest.mark.parametrize(
        ("written", "seconds"),
        [
            ("0:00", 0),
            ("23:59", 86340),
            (time(8, 30), 30600),
            (datetime(1899, 12, 30, 8, 30, tzinfo=UTC), 30600),
            (8, 28800),
        ],
    )
    def test_are_seconds_from_midnight(self, written, seconds):
        assert read_time(written) == seconds

    @pytest.mark.parametrize(("written", "seconds"), [(0.0, 0), (0.5, 43200), (0.354166666667, 30600)])
    def test_may_be_the_part_of_a_day_that_spreadsheets_store(self, written, seconds):
        assert read_time(written) == seconds

    @pytest.mark.parametrize("written", ["24:00", "8:60", "-1:00", "8:5", "noon", "", None, 1.5, True])
    def test_that_are_none_are_refused(self, written):
        with pytest.raises(BadCell):
            read_time(written)

    @pytest.mark.parametrize(("seconds", "said"), [(0, "00:00"), (30600, "08:30"), (86340, "23:59")])
    def test_are_said_with_two_figures(self, seconds, said):
        assert clock(seconds) == said


class TestDates:
    @pytest.mark.parametrize("written", ["29/2/2028", "29.02.2028", "2028-02-29", "29 févr. 2028"])
    def test_of_a_leap_day_are_read_in_every_way(self, written):
        assert read_date(written) == date(2028, 2, 29)

    def test_of_the_first_are_read_as_the_french_write_them(self):
        assert read_date("1er mars 2028") == date(2028, 3, 1)

    @pytest.mark.parametrize("written", ["29/2/2026", "0/1/2026", "1/13/2026", "26/11/26", "26 foo 2026", "", None])
    def test_that_are_none_are_refused(self, written):
        with pytest.raises(BadCell):
            read_date(written)


class TestNumbers:
    @pytest.mark.parametrize(("written", "number"), [("7,5", 7.5), ("+7", 7), ("-0.5", -0.5), ("1 200", 1200), (3, 3)])
    def test_may_have_a_comma_a_sign_and_spaces(self, written, number):
        assert read_number(written) == number

    @pytest.mark.parametrize("written", ["1e5", "nan", "inf", float("nan"), float("inf"), True, "7,5,1", "٧a", ""])
    def test_that_are_none_are_refused(self, written):
        with pytest.raises(BadCell):
            read_number(written)

    @pytest.mark.parametrize(("written", "number"), [("1", 1), (5.0, 5), ("5,0", 5)])
    def test_that_are_whole_lie_within_both_bounds(self, written, number):
        assert read_whole(written, least=1, most=5) == number

    @pytest.mark.parametrize("written", ["0", "6", "2,5"])
    def test_beyond_the_bounds_are_refused(self, written):
        with pytest.raises(BadCell, match="from 1 to 5"):
            read_whole(written, least=1, most=5)


class TestBreaks:
    @pytest.mark.parametrize(
        ("written", "rest"),
        [
            ("12:00-14:00 (30)", (43200, 48600, 1800)),
            ("12.00 – 14.00/30 min", (43200, 48600, 1800)),
            ("12:30-13:00", (45000, 45000, 1800)),
            ("12:00-12:30 (30)", (43200, 43200, 1800)),
        ],
    )
    def test_begin_and_end_within_their_times(self, written, rest):
        assert read_break(written) == rest

    @pytest.mark.parametrize("written", ["13:00-12:00", "12:00-12:00", "12:00-13:00 (61)", "12:00-13:00 (0)"])
    def test_that_do_not_fit_are_refused(self, written):
        with pytest.raises(BadCell):
            read_break(written)


class TestWords:
    @pytest.mark.parametrize(
        ("written", "text"),
        [(7.0, "7"), (7.5, "7.5"), (None, ""), ("  a\n b ", "a b"), ("\x00\x1b", ""), ("👩‍⚕️", "👩‍⚕️")],
    )
    def test_are_what_a_person_sees(self, written, text):
        assert read_text(written) == text

    @pytest.mark.parametrize(("written", "items"), [("a| b |", ("a", "b")), ("|", ()), (None, ()), ("a", ("a",))])
    def test_of_a_list_are_without_gaps(self, written, items):
        assert read_list(written) == items
