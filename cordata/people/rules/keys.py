"""The keys by which a person is found again: words and sounds for whoever looks, blocks that likely doubles share."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from itertools import product

from cordata.people.rules.facts import Facts, dialled, meaning, number
from cordata.people.rules.folding import LONGEST, pieces, sound, words

PHONE_ENDING = 8  # digits that two ways of writing one telephone number have in common
GIVEN, FAMILY = 2, 3  # parts of a name that blocks are made of; nobody here has more that matter


class Kind(StrEnum):
    """What a search word is made of."""

    NAME = "w"
    PLACE = "l"
    SOUND = "p"
    BIRTH = "b"
    NUMBER = "i"
    PHONE = "t"
    BLOCK = "k"


def keys(facts: Facts) -> frozenset[tuple[str, str]]:
    """Return every key of a person, each with its kind."""
    names = [word for pair in facts.names for name in pair for word in words(name)]
    parts = [part for pair in facts.names for name in pair for part in pieces(name)]
    phones = [dialled(phone) for phone in facts.phones]
    found = {
        *_of(Kind.NAME, names),
        *_of(Kind.PLACE, (place_key(facts.area, word) for place in facts.places for word in words(place))),
        *_of(Kind.SOUND, (sound(part) for part in parts)),
        *_of(Kind.NUMBER, (number(value) for _system, value in facts.identifiers)),
        *_of(Kind.PHONE, (*phones, *(phone[-6:] for phone in phones))),
        *_of(Kind.BLOCK, blocks(facts)),
    }
    if facts.year:
        found.add((Kind.BIRTH.value, str(facts.year)))
    if facts.born_on:
        found.add((Kind.BIRTH.value, f"{facts.born_on:%Y%m%d}"))
    return frozenset(found)


def place_key(area: int, word: str) -> str:
    """Return the key of a word of a place: by area, so that looking for a place looks no further than one may see."""
    return f"{area}.{word}"


def _of(kind: Kind, found: Iterable[str]) -> Iterable[tuple[str, str]]:
    return ((kind.value, word[:LONGEST]) for word in found if word)


def tells_apart(block: str) -> bool:
    """Return whether few enough people share a block that everybody who does can be compared with everybody else."""
    return not block.startswith("y")


def blocks(facts: Facts) -> frozenset[str]:
    """
    Return the keys of which two records of one person share at least one, however one of them was mistyped.

    Both names by their sound in either order; one name with the year of birth, and with the digits of the birth date
    in any order; the digits of an identifier in any order; the end of a telephone number.
    """
    found: set[str] = set()
    for given, family in facts.names:
        first = [meaning(piece) for piece in pieces(given)[:GIVEN]]
        last = [sound(piece) for piece in pieces(family)[:FAMILY]]
        swapped = [meaning(piece) for piece in pieces(family)[:GIVEN]]
        second = [sound(piece) for piece in pieces(given)[:FAMILY]]
        for one, other in (*product(first, last), *product(swapped, second)):
            found.add("n" + ".".join(sorted((one, other))))
        if facts.year:
            found |= {f"y{facts.year}{one}" for one in (*first, *last)}
        if facts.born_on:
            digits = "".join(sorted(f"{facts.born_on:%Y%m%d}"))
            found |= {f"d{digits}{one}" for one in (*first, *last)}
    found |= {"i" + "".join(sorted(number(value))) for _system, value in facts.identifiers}
    found |= {"t" + dialled(phone)[-PHONE_ENDING:] for phone in facts.phones if len(dialled(phone)) >= PHONE_ENDING}
    return frozenset(block[:LONGEST] for block in found)
