"""How far two persons agree in one field: a level, and the bits of evidence that it weighs for one person or two."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from math import log2

from rapidfuzz.distance import OSA, JaroWinkler

from cordata.people.rules.facts import Facts, dialled, meaning, number
from cordata.people.rules.folding import pieces, plain, sound

ALIKE = 0.9  # Jaro-Winkler: one or two letters of a name
RARE = 1 / 4096  # the share of people assumed for a name nobody counted


class Reason(StrEnum):
    """Why two persons look like one, or do not."""

    NAMES = "names"
    SWAPPED = "swapped"
    SPELLING = "spelling"
    LANGUAGE = "language"
    SURNAME = "surname"
    FORMER = "former"
    BIRTH = "birth"
    DIGITS = "digits"
    YEAR = "year"
    NUMBER = "number"
    NUMBER_DIGITS = "number_digits"
    PHONE = "phone"
    HOME = "home"
    COMMUNE = "commune"
    OTHER_GIVEN = "other_given"
    OTHER_FAMILY = "other_family"
    OTHER_BIRTH = "other_birth"
    OTHER_NUMBER = "other_number"
    OTHER_SEX = "other_sex"


Evidence = tuple[float, tuple[Reason, ...]]
NOTHING: Evidence = (0.0, ())


def rarity(parts: Iterable[str], shares: Mapping[str, float], most: float) -> float:
    """Return the bits that having the rarest of these name parts in common is worth: few for a common name."""
    return min(max((-log2(max(shares.get(part, RARE), RARE)) for part in parts), default=0.0), most)


def given_names(one: str, other: str, shares: Mapping[str, float]) -> Evidence:
    """Compare given names: the same, of another language, misspelt, an initial, or different."""
    first, second = pieces(one), pieces(other)
    if not first or not second:
        return NOTHING
    common = set(first) & set(second)
    if first[0] == second[0] or common == set(first) or common == set(second):
        return rarity(common, shares, 9), (Reason.NAMES,)
    worth = rarity(first[:1] + second[:1], shares, 8)
    if meaning(first[0]) == meaning(second[0]) and sound(first[0]) != sound(second[0]):
        return max(worth - 2, 1.5), (Reason.LANGUAGE,)
    if are_alike(first[0], second[0]):
        return max(worth - 2.5, 1.0), (Reason.SPELLING,)
    if first[0][0] == second[0][0] and 1 in (len(first[0]), len(second[0])):
        return 1.5, ()
    return -6.0, (Reason.OTHER_GIVEN,)


def family_names(one: str, other: str, shares: Mapping[str, float]) -> Evidence:
    """Compare family names: the same, one of two, misspelt, or different."""
    first, second = pieces(one), pieces(other)
    if not first or not second:
        return NOTHING
    common = set(first) & set(second)
    if set(first) == set(second) or plain(one).replace(" ", "") == plain(other).replace(" ", ""):
        return rarity(first, shares, 11), (Reason.NAMES,)
    if common:
        return max(rarity(common, shares, 10) - 1.5, 1.0), (Reason.SURNAME,)
    if any(are_alike(a, b) for a in first for b in second):
        return max(rarity(first + second, shares, 9) - 2, 1.0), (Reason.SPELLING,)
    return -6.0, (Reason.OTHER_FAMILY,)


def are_alike(one: str, other: str) -> bool:
    """Return whether two folded words sound the same, or differ by a slip of the hand."""
    if sound(one) == sound(other) and len(sound(one)) > 1:
        return True
    is_slip = min(len(one), len(other)) > 4 and OSA.distance(one, other) == 1
    return is_slip or JaroWinkler.similarity(one, other) >= ALIKE


def births(one: Facts, other: Facts) -> Evidence:
    """Compare births: dates where both are known, else years; 1 January stands for a year on many papers."""
    if one.year is None or other.year is None:
        return NOTHING
    if one.born_on and other.born_on and not (is_stand_in(one.born_on) ^ is_stand_in(other.born_on)):
        return _dates(one.born_on, other.born_on)
    if one.year == other.year:
        return 5.5, (Reason.YEAR,)
    return (0.0, ()) if abs(one.year - other.year) == 1 else (-7.0, (Reason.OTHER_BIRTH,))


def may_be_one_year(one: int | None, other: int | None) -> bool:
    """Return whether two years of birth can be one: the same, a slip apart, or not both known."""
    return one is None or other is None or abs(one - other) == 1 or OSA.distance(str(one), str(other)) <= 1


def is_stand_in(day: date) -> bool:
    """Return whether a date is the one that is written where only the year is known."""
    return (day.month, day.day) == (1, 1)


def _dates(one: date, other: date) -> Evidence:
    if one == other:
        return (9.0 if is_stand_in(one) else 14.0), (Reason.BIRTH,)
    first, second = f"{one:%d%m%Y}", f"{other:%d%m%Y}"
    swapped = (one.day, one.month, one.year) == (other.month, other.day, other.year)
    if swapped or OSA.distance(first, second) == 1:
        return 7.0, (Reason.DIGITS,)
    if sum((one.day == other.day, one.month == other.month, one.year == other.year)) == 2:
        return 3.5, (Reason.DIGITS,)
    return (-4.0 if one.year == other.year else -9.0), (Reason.OTHER_BIRTH,)


def numbers(one: Facts, other: Facts) -> Evidence:
    """Compare identifiers: any the same, one slip apart, or both known and different."""
    pairs = [
        (system == other_system, number(value), number(other_value))
        for system, value in one.identifiers
        for other_system, other_value in other.identifiers
    ]
    if any(first == second for _same_kind, first, second in pairs):
        return 20.0, (Reason.NUMBER,)
    if any(same_kind and OSA.distance(first, second) == 1 for same_kind, first, second in pairs):
        return 12.0, (Reason.NUMBER_DIGITS,)
    return (-6.0, (Reason.OTHER_NUMBER,)) if any(same_kind for same_kind, *_both in pairs) else NOTHING


def homes(one: Facts, other: Facts) -> Evidence:
    """Compare where two persons live and what rings there: people of one house share both."""
    first, second = ({dialled(phone)[-8:] for phone in facts.phones} for facts in (one, other))
    if one.household and one.household == other.household:
        return 5.0, (Reason.HOME,)
    if first & second:
        return 5.0, (Reason.PHONE,)
    if one.commune and one.commune == other.commune:
        return 1.5, (Reason.COMMUNE,)
    return NOTHING


def sexes(one: Facts, other: Facts) -> Evidence:
    """Compare sexes, where both are known."""
    if not one.sex or not other.sex:
        return NOTHING
    return (0.9, ()) if one.sex == other.sex else (-5.0, (Reason.OTHER_SEX,))
