"""Where the bars of the timeline and the marks of the map stand."""

from datetime import date

from cordata.base.geo import Point
from cordata.exchange.outputs.drawing import HOUR, MAP_WIDTH, MARGIN, MOST_MAP_HEIGHT, NAMES, draw_map, draw_timeline
from cordata.exchange.outputs.report import Knot, Report, Rope
from tests.rounds.problems import hm

EIGHT, HALF = hm(8), 1800
HOME, FAR = Point(45.7, 7.2), Point(45.7, 7.3)


def knot(key="V1", arrives=EIGHT, starts=EIGHT + HALF, ends=EIGHT + 2 * HALF, late=0):
    return Knot(key, "Rosina Berard", "", FAR if key else None, "", 1800, 6000, arrives, starts, ends, late, "")


def rope(*knots, departs=EIGHT - HALF, returns=EIGHT + 4 * HALF, line=(HOME, FAR, HOME), name="Luc"):
    return Rope("P1", name, HOME, departs, returns, 1800, 6000, 0, knots, line)


def report(*ropes):
    return Report(date(2026, 11, 26), ropes, (), {}, is_schematic=True, steps=0, seconds=0.0, seed=0)


def bars(drawn):
    return [(bar.kind, float(bar.x) - NAMES, float(bar.width)) for bar in drawn.rows[0].bars]


def spots_of(trace):
    """Return where the line of a round leads, in SVG units."""
    return [tuple(map(float, spot.split())) for spot in trace.path.removeprefix("M").split(" L")]


class TestTimeline:
    def test_draws_the_drive_the_wait_the_visit_and_the_way_home(self):
        drawn = draw_timeline(report(rope(knot())))

        assert bars(drawn) == [
            ("drive", HOUR * 0.5, HOUR * 0.5),
            ("slack", HOUR * 1.0, HOUR * 0.5),
            ("visit", HOUR * 1.5, HOUR * 0.5),
            ("drive", HOUR * 2.5, HOUR * 0.5),
        ]

    def test_draws_no_wait_where_nobody_waits(self):
        drawn = draw_timeline(report(rope(knot(arrives=hm(8, 30)))))

        assert "slack" not in [kind for kind, _x, _width in bars(drawn)]

    def test_tells_a_late_visit_and_a_break_from_others(self):
        drawn = draw_timeline(report(rope(knot(late=60), knot(None))))

        assert [bar.kind for bar in drawn.rows[0].bars if bar.says] == ["late", "break"]
        assert [bar.says for bar in drawn.rows[0].bars if bar.says] == ["08:30–09:00 Rosina Berard", "08:30–09:00"]

    def test_shows_seven_to_eighteen_on_a_day_without_rounds(self):
        drawn = draw_timeline(report())

        assert [label for _x, label in drawn.hours] == [f"{hour:02d}" for hour in range(7, 19)]

    def test_grows_to_who_leaves_early_and_who_is_back_late(self):
        drawn = draw_timeline(report(rope(departs=hm(5, 59), returns=hm(19, 1)), rope()))

        assert (drawn.hours[0][1], drawn.hours[-1][1]) == ("05", "20")

    def test_names_the_hours_after_midnight_as_clocks_do(self):
        drawn = draw_timeline(report(rope(returns=hm(24, 30))))

        assert drawn.hours[-1][1] == "01"

    def test_gives_each_round_a_line_and_a_number(self):
        drawn = draw_timeline(report(*[rope(name=str(number)) for number in range(13)]))

        assert [row.number for row in drawn.rows] == list(range(1, 14))
        assert len({row.y for row in drawn.rows}) == 13
        assert drawn.rows[12].colour == drawn.rows[0].colour


class TestMap:
    def test_stays_within_its_frame(self):
        drawn = draw_map(report(rope(knot()), rope(line=(Point(46.3, 6.2), Point(45.2, 7.9)))))

        spots = [
            tuple(map(float, spot.split()))
            for trace in drawn.traces
            for spot in trace.path.removeprefix("M").split(" L")
        ]
        assert drawn.width <= MAP_WIDTH
        assert drawn.height <= MOST_MAP_HEIGHT
        assert all(MARGIN <= x <= drawn.width - MARGIN + 1 for x, _y in spots)
        assert all(MARGIN <= y <= drawn.height - MARGIN + 1 for _x, y in spots)

    def test_has_north_above_and_east_to_the_right(self):
        drawn = draw_map(report(rope(line=(Point(46.0, 7.0), Point(45.0, 7.5)))))

        (west, north), (east, south) = spots_of(drawn.traces[0])
        assert west < east
        assert north < south

    def test_of_one_place_has_a_size(self):
        drawn = draw_map(report(rope(line=(HOME,))))

        assert drawn.width > 2 * MARGIN
        assert drawn.height > 2 * MARGIN

    def test_numbers_the_visits_and_not_the_break(self):
        drawn = draw_map(report(rope(knot("V1"), knot(None), knot("V2"))))

        assert [mark.label for mark in drawn.traces[0].marks] == ["1", "2"]
