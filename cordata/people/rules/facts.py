"""What is known of a person when two of them are compared; a form half filled in is the same thing with less in it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from cordata.people.rules.folding import plain, sound

COUNTRY_CODES = (("0039", ""), ("0033", "0"), ("00376", ""))  # Italy and Andorra keep the number as it is


@dataclass(frozen=True, slots=True)
class Facts:
    """A person's names (the first pair is the one in use), birth, numbers and home, each as far as it is known."""

    names: tuple[tuple[str, str], ...]
    born_on: date | None = None
    born_in_year: int | None = None
    sex: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    phones: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    area: int = 0
    household: int | None = None
    commune: int | None = None

    @property
    def year(self) -> int | None:
        """The year of birth, from the date or by itself."""
        return self.born_on.year if self.born_on else self.born_in_year


def dialled(phone: str) -> str:
    """Return a telephone number's digits as they are dialled within its country."""
    digits = "".join(one for one in phone.replace("+", "00", 1) if one.isascii() and one.isdigit())
    for code, trunk in COUNTRY_CODES:
        if digits.startswith(code):
            return trunk + digits.removeprefix(code)
    return digits


def number(value: str) -> str:
    """Return an identifier in capitals without spaces, dots and hyphens."""
    return "".join(one for one in value.upper() if one.isalnum())


@cache
def given_names() -> dict[str, str]:
    """Return which folded given names are one name in several languages: each with the first of its group."""
    text = files("cordata.people").joinpath("data/given_names.csv").read_text("utf-8")
    return {plain(row["name"]): plain(row["means"]) for row in csv.DictReader(text.splitlines())}


def meaning(piece: str) -> str:
    """Return the sound of a given name's first form: that of "giovanni" for "jean"."""
    return sound(given_names().get(piece, piece))
