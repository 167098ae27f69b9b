from datetime import date
from zoneinfo import ZoneInfo

import pytest

from cordata.day.queries.axis import draw_axis, fit
from cordata.day.queries.labels import ABOVE, BELOW, GAP, LETTER, lay_labels
from cordata.day.queries.runs import SPARK_HEIGHT, SPARK_WIDTH, spark
from tests.clock import TODAY, VALLEY, at


class TestTheAxis:
    def test_runs_from_seven_to_seven_on_a_quiet_day(self):
        axis = draw_axis(fit([], TODAY, VALLEY), 3, TODAY, VALLEY, at(10))

        assert (axis.hours[0].label, axis.hours[-1].label) == ("07", "19")

    def test_grows_by_whole_hours_to_hold_an_early_start(self):
        axis = draw_axis(fit([at(5, 40)], TODAY, VALLEY), 3, TODAY, VALLEY, at(10))

        assert axis.hours[0].label == "05"

    def test_shows_now_only_on_its_own_day(self):
        scale = fit([], TODAY, VALLEY)

        assert draw_axis(scale, 1, TODAY, VALLEY, at(13)).now == "50.000%"
        assert draw_axis(scale, 1, TODAY, VALLEY, at(13, day=date(2026, 11, 27))).now == ""

    def test_keeps_to_the_clocks_on_the_day_they_go_back(self):
        autumn, zone = date(2026, 10, 25), ZoneInfo("Europe/Rome")

        scale = fit([], autumn, zone)

        assert scale.at(at(13, day=autumn)) == "50.000%"

    def test_keeps_what_lies_outside_at_its_edges(self):
        scale = fit([], TODAY, VALLEY)

        assert (scale.at(at(3)), scale.at(at(23))) == ("0.000%", "100.000%")


class TestNamesOnARope:
    def test_take_turns_above_and_below(self):
        laid = lay_labels([(0, "Ada B."), (60, "Bice C."), (120, "Cesca D.")])

        assert [label.y for label in laid] == [ABOVE, BELOW, ABOVE]

    @pytest.mark.parametrize("step", [4, 12, 20, 33, 50, 90])
    def test_never_cover_each_other(self, step):
        knots = [(step * number, "Massimiliana Rossi B.") for number in range(12)]

        laid = lay_labels(knots)

        for side in (ABOVE, BELOW):
            ends = -GAP
            for (x, _name), label in zip(knots, laid, strict=True):
                if label.y == side and label.text:
                    assert x >= ends
                    ends = x + LETTER * len(label.text)

    def test_are_shortened_to_the_given_name_first(self):
        laid = lay_labels([(0, "Desolina Chabod"), (5, "X"), (70, "Y")])

        assert laid[0].text == "Desolina"

    def test_are_left_out_where_there_is_no_room_at_all(self):
        laid = lay_labels([(0, "Ada B."), (1, "Bice C."), (2, "Cesca D."), (3, "Dina E.")])

        assert "" in [label.text for label in laid]


class TestTheFallingCost:
    def test_starts_on_top_and_ends_at_the_bottom(self):
        points = [
            tuple(map(float, point.split(","))) for point in spark([(0, 900, 2), (1, 500, 1), (2, 300, 0)]).split()
        ]

        assert points[0] == (0.0, 2.0)
        assert points[-1] == (SPARK_WIDTH, SPARK_HEIGHT - 2)

    def test_is_not_drawn_from_a_single_point(self):
        assert spark([(0.1, 900, 2)]) == ""
