"""What somebody asks for in the search box, taken apart into words, dates and numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from cordata.people.rules.facts import dialled, number
from cordata.people.rules.folding import LONGEST, PARTICLES, plain

MOST = 8  # words that are looked at; a longer question is none about a name
LONGEST_QUESTION = 100
DATE = re.compile(r"\b(\d{1,2})[./-](\d{1,2})[./-](\d{4})\b|\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
PHONE = re.compile(r"\+?\d[\d ./-]{4,}\d")
FIRST_YEAR = 1890


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: everything in it must fit a person, and one that holds nothing fits nobody."""

    words: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()  # identifiers, or the beginning of one, in capitals
    phones: tuple[str, ...] = ()
    births: tuple[str, ...] = ()  # 19380314 or 1938
    is_empty: bool = True

    @property
    def holds_something(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self.words or self.numbers or self.phones or self.births)


def asked(text: str) -> Asked:
    """Take a question apart; what is neither letter nor digit counts for nothing."""
    rest = text[:LONGEST_QUESTION]
    births: list[str] = []
    for found in DATE.finditer(rest):
        births += _day(found)
    rest = DATE.sub(" ", rest)
    phones = [digits for found in PHONE.findall(rest) if len(digits := dialled(found)) > 4]
    rest = PHONE.sub(" ", rest)
    tokens = plain(rest).replace("'", "").split()[:MOST]
    years = [token for token in tokens if _is_year(token)]
    letters = [token for token in tokens if not any(one.isdigit() for one in token)]
    named = [token for token in letters if token not in PARTICLES] or letters
    others = [token for token in tokens if token not in years and token not in letters]
    return Asked(
        words=tuple(word[:LONGEST] for word in named),
        numbers=tuple(number(token)[:LONGEST] for token in others),
        phones=tuple(phones),
        births=(*births, *years),
        is_empty=not text.strip(),
    )


def _day(found: re.Match[str]) -> list[str]:
    day, month, year = found.group(1, 2, 3) if found.group(1) else found.group(6, 5, 4)
    try:
        return [f"{date(int(year), int(month), int(day)):%Y%m%d}"]
    except ValueError:
        return []  # 31.2.1940: no such day, so nothing is looked for by it


def _is_year(token: str) -> bool:
    return token.isascii() and token.isdigit() and len(token) == 4 and FIRST_YEAR <= int(token) <= date.max.year
