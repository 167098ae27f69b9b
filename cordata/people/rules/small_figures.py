"""Figures about people that do not say who they are: small ones are left out, and nothing lets them be worked out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

SMALLEST = 10  # people; a smaller figure could tell who they are
BANDS = ((0, 17), (18, 64), (65, 74), (75, 84), (85, 199))

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Counted:
    """One person as a study knows them: where they live, their age in years, their sex or nothing."""

    commune: str
    age: int
    sex: str


@dataclass(frozen=True, slots=True)
class Cell:
    """How many people: `commune` empty for the rest of the area, `sex` None for all, `people` None if too few."""

    commune: str
    band: tuple[int, int]
    sex: str | None
    people: int | None


def band_of(age: int) -> tuple[int, int]:
    """Return the age band of somebody."""
    return next(band for band in BANDS if band[0] <= age <= band[1])


def without_small(counts: Mapping[Key, int]) -> dict[Key, int | None]:
    """
    Return figures with the small ones left out, and where that is a single one the next smallest too.

    Otherwise the one left out could be worked out from the sum.
    """
    hidden = {key for key, count in counts.items() if 0 < count < SMALLEST}
    others = [key for key, count in counts.items() if count >= SMALLEST]
    if len(hidden) == 1 and others:
        hidden.add(min(others, key=counts.__getitem__))
    return {key: None if key in hidden else count for key, count in counts.items()}


def cells(people: Iterable[Counted]) -> Iterator[Cell]:
    """
    Yield the people of one area by commune, age and sex.

    A band that the area's own figures leave out is left out here. Sexes are told together where one of them is small.
    A commune with few people of a kind is counted with the rest of the area, and with it as many more as it takes.
    """
    by_band: dict[tuple[int, int], list[Counted]] = {band: [] for band in BANDS}
    for one in people:
        by_band[band_of(one.age)].append(one)
    told = without_small({band: len(found) for band, found in by_band.items()})
    for band, found in by_band.items():
        if told[band] is None:
            yield Cell("", band, None, None)
            continue
        for sex, group in by_sex(found).items():
            yield from (Cell(commune, band, sex, count) for commune, count in by_commune(group).items())


def by_sex(people: list[Counted]) -> dict[str | None, list[Counted]]:
    """Return people by sex, or all of them together where one sex is few."""
    groups: dict[str | None, list[Counted]] = {}
    for one in people:
        groups.setdefault(one.sex, []).append(one)
    is_told_apart = all(len(group) >= SMALLEST for group in groups.values())
    return dict(sorted(groups.items(), key=lambda pair: str(pair[0]))) if is_told_apart else {None: people}


def by_commune(people: list[Counted]) -> dict[str, int]:
    """Return how many people live in each commune with enough of them, the rest of the area under ""."""
    counts = Counter(one.commune for one in people)
    kept = {commune: count for commune, count in sorted(counts.items()) if count >= SMALLEST}
    rest = len(people) - sum(kept.values())
    while 0 < rest < SMALLEST and kept:
        smallest = min(kept, key=kept.__getitem__)
        rest += kept.pop(smallest)
    return {**kept, **({"": rest} if rest else {})}
