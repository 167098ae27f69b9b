"""Dates of birth as they are typed: the day first, or the year alone where nobody knows more."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

EARLIEST_YEAR = 1890
WRITTEN = (
    re.compile(r"(?P<day>\d{1,2})[\s./-]+(?P<month>\d{1,2})[\s./-]+(?P<year>\d{4})"),
    re.compile(r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
)


class BirthNotUnderstood(ValueError):
    """What was typed is no date and no year."""


class BirthOutOfRange(ValueError):
    """A birth in the future, or so long ago that somebody mistyped."""


@dataclass(frozen=True, slots=True)
class Birth:
    """When somebody was born: on a day, in a year, or nobody knows."""

    on: date | None = None
    year: int | None = None


def read_birth(text: str, *, today: date) -> Birth:
    """
    Read a birth as it is typed: 14/3/1938, 14.03.1938, 14 3 1938, 14031938, 1938-03-14, or only 1938.

    :raises BirthNotUnderstood: if it is none of these, or a day that does not exist
    :raises BirthOutOfRange: if it lies ahead or before EARLIEST_YEAR
    """
    typed = text.strip()
    if not typed:
        return Birth()
    birth = Birth(year=int(typed)) if re.fullmatch(r"\d{4}", typed) else Birth(on=_day(typed))
    year = birth.on.year if birth.on else birth.year or 0
    if year < EARLIEST_YEAR or year > today.year or (birth.on and birth.on > today):
        raise BirthOutOfRange(typed)
    return birth


def _day(typed: str) -> date:
    for pattern in WRITTEN:
        if found := pattern.fullmatch(typed):
            try:
                return date(int(found["year"]), int(found["month"]), int(found["day"]))
            except ValueError as impossible:
                raise BirthNotUnderstood(typed) from impossible
    raise BirthNotUnderstood(typed)
