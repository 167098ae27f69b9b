"""Names beside the knots of a rope, above it and below it, so that none covers another."""

from collections.abc import Sequence
from dataclasses import dataclass

LETTER = 7.0  # px a letter takes at most at 13 px, on average over names
GAP = 6  # px between two names
ABOVE, BELOW = 12, 53  # px down the row


@dataclass(frozen=True, slots=True)
class Label:
    """What is written beside a knot, and how far down its row; nothing where there is no room at all."""

    text: str
    y: int


def lay_labels(knots: Sequence[tuple[float, str]]) -> list[Label]:
    """Return a label for each knot (where it starts in px, its name), shortened where the next one is too near."""
    free = {ABOVE: -1.0, BELOW: -1.0}
    found = []
    for position, (x, name) in enumerate(knots):
        y = min(free, key=lambda side: (free[side] > x, free[side]))
        room = _room(knots, position, x)
        text = name if LETTER * len(name) <= room else _shortened(name, room)
        if free[y] > x:
            text = ""
        found.append(Label(text, y))
        if text:
            free[y] = x + LETTER * len(text) + GAP
    return found


def _room(knots: Sequence[tuple[float, str]], position: int, x: float) -> float:
    """Return how far a label may reach: to the knot after the next, whose label shares its side."""
    ahead = knots[position + 2 : position + 3]
    return ahead[0][0] - x - GAP if ahead else float("inf")


def _shortened(name: str, room: float) -> str:
    """Return the given name, or its beginning, or nothing."""
    letters = int(room // LETTER)
    given = name.rsplit(" ", 1)[0]
    if len(given) <= letters:
        return given
    return f"{given[: letters - 1]}…" if letters >= 4 else ""
