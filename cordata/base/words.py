"""Words of institutions and professions: the country decides which is meant, the language how it is said."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LANGUAGES = ("it", "fr", "de", "en")


class UnknownInstitution(LookupError):
    """A word was asked for that the country has no institution for."""


@dataclass(frozen=True, slots=True)
class Institution:
    """An institution of a country: the letters everybody there knows it by, if any, and its name in one language."""

    short: str
    name: str

    def __str__(self) -> str:
        return f"{self.name} ({self.short})" if self.short else self.name


def institution(key: str, *, country: str, language: str) -> Institution:
    """
    Return what an institution is called in a country (IT, FR), said in a language (it, fr, de, en).

    :raises UnknownInstitution: if the table has no such word for that country, or not in that language
    """
    try:
        return table()[key, country, language]
    except KeyError:
        message = f"data/institutions.csv must say what '{key}' is in {country}, in {language!r}. It does not."
        raise UnknownInstitution(message) from None


@cache
def table() -> dict[tuple[str, str, str], Institution]:
    """Return every word by key, country and language."""
    text = files("cordata.base").joinpath("data/institutions.csv").read_text("utf-8")
    return {
        (row["key"], row["country"], language): Institution(row["short"], row[language])
        for row in csv.DictReader(text.splitlines())
        for language in LANGUAGES
    }
