"""Names as people here write them: kept to the letter, without what nobody can see."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}  # controls, direction marks, zero-width joiners, what is no character
LOOKALIKE_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")
SKIPPED = ("de ", "von ", "zu ", "van ", "d'", "d’", "'l ", "’l ")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text without what cannot be seen, and whether anything was taken out."""

    text: str
    had_unseen: bool


def cleaned(text: str) -> Cleaned:
    """
    Return a text in Unicode's composed form, without controls, direction marks and zero-width characters.

    Spaces of any kind become one plain space; apostrophes, hyphens, particles and capitals stay as they are written.
    """
    composed = unicodedata.normalize("NFC", text)
    spaced = "".join(" " if char.isspace() else char for char in composed)
    seen = "".join(char for char in spaced if unicodedata.category(char) not in UNSEEN)
    return Cleaned(unicodedata.normalize("NFC", " ".join(seen.split())), had_unseen=seen != spaced)


def mixes_scripts(text: str) -> bool:
    """Return whether letters of one look are of several alphabets, as a Cyrillic a among Latin letters is."""
    names = (unicodedata.name(char, "") for char in text if char.isalpha())
    scripts = {script for name in names for script in LOOKALIKE_SCRIPTS if name.startswith(script)}
    return len(scripts) > 1


def sorting_key(family_name: str, given_name: str) -> tuple[str, str]:
    """
    Return by what a person is found in an alphabetical list.

    A particle in small letters does not count (de La Pierre is under L, von Gunten under G), one with a capital does
    (D'Hérin is under D, De Marchi under D), as telephone books on both sides of the border have it.
    """
    counted = next((family_name[len(one) :] for one in SKIPPED if family_name.startswith(one)), family_name)
    return _folded(counted), _folded(given_name)


def _folded(text: str) -> str:
    """Return the letters alone, without accents or capitals; hyphens part words, apostrophes join them."""
    plain = (char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    letters = "".join(" " if char in "- " else char for char in plain if char.isalnum() or char in "- ")
    return " ".join(letters.casefold().split())
