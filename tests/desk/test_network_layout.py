"""The picture of a network: nobody stands on anybody, and no rope runs over a card."""

import re

import pytest

from cordata.desk.rules.network import (
    CARD_H,
    CARD_W,
    HOUSE_W,
    WIDTH,
    Layout,
    Spot,
    layout,
    path,
    roof_at,
    rows_of,
)

SIZES = [(home, count, 8 - count if home == 1 else count) for home in (1, 2, 4) for count in range(9)]
CURVE = re.compile(r"C(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+)")


def boxes(placed: Layout) -> list[tuple[float, float, float, float]]:
    """Return the edges of each card: left, top, right, bottom."""
    cards = (*placed.above, *placed.below)
    return [(one.x - CARD_W / 2, one.y - CARD_H / 2, one.x + CARD_W / 2, one.y + CARD_H / 2) for one in cards]


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def along(rope: tuple[Spot, ...]) -> list[tuple[float, float]]:
    """Return points along a rope as it is drawn, twenty a stretch."""
    here = (float(rope[0].x), float(rope[0].y))
    points = []
    for curve in CURVE.findall(path(rope)):
        one, two, end = [(float(curve[at]), float(curve[at + 1])) for at in (0, 2, 4)]
        for step in range(21):
            t = step / 20
            weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3)
            points.append(
                tuple(sum(w * p[axis] for w, p in zip(weights, (here, one, two, end), strict=True)) for axis in (0, 1))
            )
        here = end
    return points


class TestTheLayout:
    @pytest.mark.parametrize(("home", "above", "below"), SIZES)
    def test_lays_no_card_upon_another(self, home, above, below):
        placed = boxes(layout(home, above, below))

        assert not [pair for pair in zip_pairs(placed) if overlap(*pair)]

    @pytest.mark.parametrize(("home", "above", "below"), SIZES)
    def test_keeps_everything_inside_the_picture(self, home, above, below):
        placed = layout(home, above, below)

        for left, top, right, bottom in boxes(placed):
            assert left >= 0
            assert right <= WIDTH
            assert top >= 0
            assert bottom <= placed.height
        assert placed.floor <= placed.height

    @pytest.mark.parametrize(("home", "above", "below"), SIZES)
    def test_runs_no_rope_over_a_card(self, home, above, below):
        placed = layout(home, above, below)
        ropes = (*placed.ropes_above, *placed.ropes_below)

        crossed = [
            (number, box)
            for number, rope in enumerate(ropes)
            for box_number, box in enumerate(boxes(placed))
            for x, y in along(rope)
            if box_number != number and box[0] < x < box[2] and box[1] < y < box[3]
        ]

        assert not crossed

    @pytest.mark.parametrize(("home", "above", "below"), SIZES)
    def test_keeps_the_cards_off_the_house(self, home, above, below):
        placed = layout(home, above, below)
        roof = placed.eaves - 34
        house = ((WIDTH - HOUSE_W) / 2, roof, (WIDTH + HOUSE_W) / 2, placed.floor)

        assert not [box for box in boxes(placed) if overlap(box, house)]

    def test_puts_the_household_inside_the_house_one_below_the_other(self):
        placed = layout(3, 2, 2)

        heights = [one.y for one in placed.members]
        assert heights == sorted(set(heights))
        assert placed.eaves < heights[0]
        assert heights[-1] < placed.floor

    def test_ties_each_rope_to_its_card_and_to_the_house(self):
        placed = layout(1, 5, 4)

        assert [rope[0] for rope in placed.ropes_above] == [Spot(one.x, one.y + CARD_H // 2) for one in placed.above]
        assert [rope[0] for rope in placed.ropes_below] == [Spot(one.x, one.y - CARD_H // 2) for one in placed.below]
        assert all(rope[-1].y == roof_at(rope[-1].x, placed.eaves) for rope in placed.ropes_above)
        assert all(rope[-1].y == placed.floor for rope in placed.ropes_below)

    def test_of_somebody_alone_is_the_house_alone(self):
        placed = layout(1, 0, 0)

        assert (placed.above, placed.below, len(placed.members)) == ((), (), 1)

    def test_sets_rows_of_three_and_two_by_turns(self):
        assert [rows_of(count) for count in (0, 1, 3, 4, 6, 8)] == [[], [1], [3], [3, 1], [3, 2, 1], [3, 2, 3]]


def zip_pairs(placed):
    return [(one, other) for number, one in enumerate(placed) for other in placed[number + 1 :]]
