import re

from cordata.ui.ropes import COLOURS, rope
from tests.clock import ROOT


class TestRope:
    def test_the_first_twelve_have_twelve_colours_and_twelve_marks(self):
        ropes = [rope(position) for position in range(COLOURS)]

        assert {one.colour for one in ropes} == {one.mark for one in ropes} == set(range(1, 13))

    def test_no_pair_comes_twice_among_144(self):
        assert len({rope(position) for position in range(144)}) == 144

    def test_every_colour_and_every_mark_is_drawn(self):
        sheet = (ROOT / "frontend" / "tokens.css").read_text()
        marks = (ROOT / "frontend" / "marks.svg").read_text()

        assert all(f".{rope(position).css_class} {{" in sheet for position in range(COLOURS))
        assert set(re.findall(r'id="mark-(\d+)"', marks)) == {str(number) for number in range(1, 13)}
