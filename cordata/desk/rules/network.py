"""
Where everybody stands in the picture of a person's network, in units of the picture; no Django.

The house is in the middle. Those who help of their own accord stand above it, those whose work it is below, in rows of
three and two by turns: a rope from a far row runs to the house through the gaps of the nearer ones, so that no rope
crosses a card and the picture stays as narrow as a phone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

WIDTH = 372
CARD_W, CARD_H, ROW, LANE = 110, 62, 100, 4
HOUSE_W, OVERHANG, ROOF, FLOOR, MEMBER_H = 236, 20, 34, 12, 46
MARGIN = 16
COLUMNS = {3: (62, 186, 310), 2: (124, 248), 1: (186,)}
GAPS = {3: (124, 248), 2: (34, 186, 338)}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a card stands: its middle."""

    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole picture: its height, the house's top wall and floor, cards and ropes in the order they were given."""

    height: int
    eaves: int
    floor: int
    members: tuple[Spot, ...]
    above: tuple[Spot, ...]
    below: tuple[Spot, ...]
    ropes_above: tuple[tuple[Spot, ...], ...]
    ropes_below: tuple[tuple[Spot, ...], ...]


def layout(members: int, above: int, below: int) -> Layout:
    """Place the members of the household, the person first, and those who stand above and below the house."""
    rows = rows_of(above)
    eaves = MARGIN + len(rows) * ROW + ROOF
    floor = eaves + members * MEMBER_H + FLOOR
    up = [place(row, eaves - ROOF - ROW * (number + 1) + CARD_H // 2) for number, row in enumerate(rows)]
    rows_down = rows_of(below)
    down = [place(row, floor + ROW * (number + 1) - CARD_H // 2) for number, row in enumerate(rows_down)]
    return Layout(
        height=floor + len(rows_down) * ROW + MARGIN,
        eaves=eaves,
        floor=floor,
        members=tuple(Spot(WIDTH // 2, eaves + MEMBER_H * number + MEMBER_H // 2) for number in range(members)),
        above=tuple(spot for row in up for spot in row),
        below=tuple(spot for row in down for spot in row),
        ropes_above=tuple(ropes(up, eaves, 1)),
        ropes_below=tuple(ropes(down, floor, -1)),
    )


def rows_of(count: int) -> list[int]:
    """Return how many cards stand in each row, the nearest first: three and two by turns."""
    rows: list[int] = []
    while count:
        rows.append(min(count, 2 if len(rows) % 2 else 3))
        count -= rows[-1]
    return rows


def place(cards: int, y: int) -> tuple[Spot, ...]:
    return tuple(Spot(x, y) for x in COLUMNS[cards])


def ropes(rows: Sequence[tuple[Spot, ...]], wall: int, towards: int) -> list[tuple[Spot, ...]]:
    """Return, card by card, the points its rope runs through to the house; `towards` is 1 downwards, -1 upwards."""
    ways = [(card, _gaps(card, rows[:number])) for number, row in enumerate(rows) for card in row]
    shared = Counter((number, gap) for _card, gaps in ways for number, gap in enumerate(gaps))
    taken: Counter[tuple[int, int]] = Counter()
    found = []
    for card, gaps in ways:
        points = [Spot(card.x, card.y + towards * CARD_H // 2)]
        for number, gap in reversed(list(enumerate(gaps))):
            lane = gap + (2 * taken[number, gap] - shared[number, gap] + 1) * LANE // 2
            taken[number, gap] += 1
            points += [Spot(lane, rows[number][0].y + side * towards * CARD_H // 2) for side in (-1, 1)]
        tied = WIDTH // 2 + (points[-1].x - WIDTH // 2) // 2
        points.append(Spot(tied, roof_at(tied, wall) if towards == 1 else wall))
        found.append(tuple(points))
    return found


def _gaps(card: Spot, nearer: Sequence[tuple[Spot, ...]]) -> list[int]:
    """Return through which gap of each nearer row, the nearest first, the rope of a card runs."""
    gaps: list[int] = []
    x = card.x
    for row in reversed(nearer):
        x = min(GAPS[len(row)], key=lambda gap: (abs(gap - x), gap))
        gaps.insert(0, x)
    return gaps


def roof_at(x: int, eaves: int) -> int:
    """Return how high the roof is above a point of the house."""
    half = HOUSE_W // 2 + OVERHANG
    return eaves - ROOF * (half - abs(x - WIDTH // 2)) // half


def house(eaves: int, floor: int) -> str:
    """Return the outline of the house as an SVG path: a roof that juts out over two walls."""
    left, right, middle = (WIDTH - HOUSE_W) // 2, (WIDTH + HOUSE_W) // 2, WIDTH // 2
    return (
        f"M{left - OVERHANG} {eaves}L{middle} {eaves - ROOF}L{right + OVERHANG} {eaves}"
        f"M{left} {eaves}V{floor}H{right}V{eaves}"
    )


def path(points: Sequence[Spot]) -> str:
    """Return a rope's points as an SVG path: upright at each of them, swinging between."""
    first = points[0]
    swings = [
        f"C{start.x} {(start.y + end.y) / 2:g} {end.x} {(start.y + end.y) / 2:g} {end.x} {end.y}"
        for start, end in pairwise(points)
    ]
    return f"M{first.x} {first.y}" + "".join(swings)
