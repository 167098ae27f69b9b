"""The colours of frontend/tokens.css, computed: contrast (WCAG 2.2) and distance with every kind of colour sight."""

import re
from itertools import combinations

import numpy as np
import pytest

from cordata.ui.ropes import COLOURS
from tests.clock import ROOT

SHEET = (ROOT / "frontend" / "tokens.css").read_text("utf-8")
LIGHT, DARK = SHEET.split("@media (prefers-color-scheme: dark)")
TOKEN = re.compile(r"--([a-z0-9-]+): (#[0-9a-f]{6});")
SETS = {"light": dict(TOKEN.findall(LIGHT)), "dark": dict(TOKEN.findall(DARK))}
GROUNDS = ("snow", "paper", "mist")
WASHES = {
    "glacier-deep": "glacier-wash",
    "larch": "larch-wash",
    "rose": "rose-wash",
    "pasture": "pasture-wash",
    "gentian": "gentian-wash",
}
SIGHT = {  # Machado, Oliveira and Fernandes 2009, severity 1.0
    "usual": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
LMS = np.array(
    [[0.41222147, 0.53633254, 0.05144599], [0.21190350, 0.68069955, 0.10739696], [0.08830246, 0.28171884, 0.62997870]]
)
LAB = np.array(
    [
        [0.21045426, 0.79361779, -0.00407205],
        [1.97799850, -2.42859221, 0.45059371],
        [0.02590404, 0.78277177, -0.80867577],
    ]
)


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted(float(linear(colour) @ [0.2126, 0.7152, 0.0722]) for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def distance(one: str, other: str, sight: np.ndarray) -> float:
    """Return how far apart two colours look, in OKLab, where 0.02 is just noticeable."""
    seen = [LAB @ np.cbrt(LMS @ np.clip(sight @ linear(colour), 0, 1)) for colour in (one, other)]
    return float(np.linalg.norm(seen[0] - seen[1]))


@pytest.fixture(params=SETS)
def tokens(request) -> dict[str, str]:
    return SETS[request.param]


class TestText:
    def test_body_text_has_seven_to_one(self, tokens):
        assert min(contrast(tokens["slate"], tokens[ground]) for ground in GROUNDS) >= 7

    @pytest.mark.parametrize("ground", GROUNDS)
    def test_second_text_has_four_and_a_half_to_one(self, tokens, ground):
        assert contrast(tokens["scree"], tokens[ground]) >= 4.5

    @pytest.mark.parametrize("word", ["glacier", "larch", "rose", "pasture", "gentian"])
    def test_coloured_words_have_four_and_a_half_to_one(self, tokens, word):
        assert min(contrast(tokens[word], tokens[ground]) for ground in ("snow", "paper")) >= 4.5

    @pytest.mark.parametrize(("word", "wash"), WASHES.items())
    def test_states_have_four_and_a_half_to_one_on_their_wash(self, tokens, word, wash):
        assert contrast(tokens[word], tokens[wash]) >= 4.5

    @pytest.mark.parametrize(
        ("word", "ground"), [("on-glacier", "glacier"), ("on-glacier", "glacier-deep"), ("on-rose", "rose")]
    )
    def test_words_on_buttons_have_four_and_a_half_to_one(self, tokens, word, ground):
        assert contrast(tokens[word], tokens[ground]) >= 4.5


class TestBorders:
    def test_fields_stand_out_at_three_to_one(self, tokens):
        assert min(contrast(tokens["stone"], tokens[ground]) for ground in ("snow", "paper")) >= 3


class TestRopes:
    @pytest.mark.parametrize("number", range(1, COLOURS + 1))
    def test_each_stands_out_on_paper_at_three_to_one(self, tokens, number):
        assert contrast(tokens[f"rope-{number}"], tokens["paper"]) >= 3

    @pytest.mark.parametrize("sight", SIGHT)
    def test_no_two_look_alike_with_any_colour_sight(self, tokens, sight):
        ropes = [tokens[f"rope-{number}"] for number in range(1, COLOURS + 1)]

        assert min(distance(one, other, SIGHT[sight]) for one, other in combinations(ropes, 2)) > 0.06
