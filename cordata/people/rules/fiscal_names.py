"""The letters of a name in an Italian codice fiscale (decree of 23 December 1976, article 3)."""

from __future__ import annotations

import unicodedata

VOWELS = "AEIOU"
TOLD_FROM_FOUR = (0, 2, 3)  # of a given name with four consonants or more, the second is left out


def family_code(name: str) -> str:
    """Return the three letters of a family name: consonants, then vowels, then X."""
    consonants, vowels = _parted(name)
    return (consonants + vowels + "XXX")[:3]


def given_code(name: str) -> str:
    """Return the three letters of a given name, all of its words together."""
    consonants, vowels = _parted(name)
    if len(consonants) > 3:
        return "".join(consonants[place] for place in TOLD_FROM_FOUR)
    return (consonants + vowels + "XXX")[:3]


def _parted(name: str) -> tuple[str, str]:
    plain = unicodedata.normalize("NFKD", name).upper()
    letters = [char for char in plain if "A" <= char <= "Z"]
    consonants = "".join(char for char in letters if char not in VOWELS)
    return consonants, "".join(char for char in letters if char in VOWELS)
