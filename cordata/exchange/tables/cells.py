"""What people write into cells, as values. Each reader raises BadCell with what it expected."""

import re
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from .columns import plain

MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "gen gennaio janv janvier jan januar january",
            "feb febbraio fevr fevrier februar february",
            "mar marzo mars marz march maerz",
            "apr aprile avr avril april",
            "mag maggio mai may",
            "giu giugno juin jun juni june",
            "lug luglio juil juillet jul juli july",
            "ago agosto aout aug august",
            "set sett settembre sept septembre sep september",
            "ott ottobre oct octobre okt oktober october",
            "nov novembre november",
            "dic dicembre dec decembre dez dezember december",
        ),
        start=1,
    )
    for word in words.split()
}
DAY_FIRST = re.compile(r"(\d{1,2})[./\- ](\d{1,2})[./\- ](\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
NAMED_MONTH = re.compile(r"(?:[a-z]+ )?(\d{1,2})(?:er)? ([a-z]+) (\d{4})")
CLOCK = re.compile(r"(\d{1,2})(?:[:.hH](\d{2})?(?::00)?)?")
BREAK = re.compile(
    r"(?P<opens>\d{1,2}[:.hH]\d{0,2})\s*[-–]\s*(?P<closes>\d{1,2}[:.hH]\d{0,2})(?:\s*[/(]?\s*(?P<minutes>\d{1,3})\s*(?:min)?\)?)?"
)

UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\ufffe\uffff]")  # no file format we write can hold them


class BadCell(ValueError):
    """A cell that does not hold what its column is for; the message is what was expected."""


def is_formula(value: Any) -> bool:
    """Return whether a cell holds a formula where a value is meant."""
    return (isinstance(value, str) and value.startswith("=")) or type(value).__name__ in {
        "ArrayFormula",
        "DataTableFormula",
    }


def read_text(value: Any) -> str:
    """Return the text of a cell without control characters; a whole number that a spreadsheet made 7.0 is 7 again."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else " ".join(UNSEEN.sub("", str(value)).split())


def read_date(value: Any) -> date:
    """Read 26/11/2026, 26.11.2026, 2026-11-26, 26 nov 2026 or a spreadsheet's own date."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date(*_year_month_day(read_text(value)))
    except ValueError:  # 31/02/2026 has the form of a date and is none
        raise BadCell(_("a date such as 26/11/2026 or 2026-11-26")) from None


def _year_month_day(text: str) -> tuple[int, int, int]:
    if found := YEAR_FIRST.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := DAY_FIRST.fullmatch(text):
        return int(found[3]), int(found[2]), int(found[1])
    if (found := NAMED_MONTH.fullmatch(plain(text))) and found[2] in MONTHS:
        return int(found[3]), MONTHS[found[2]], int(found[1])
    raise ValueError(text)


def read_time(value: Any) -> int:
    """Read 8:30, 08.30, 8h30 or a spreadsheet's own time, in seconds from midnight."""
    if isinstance(value, datetime | time):
        return value.hour * 3600 + value.minute * 60
    if isinstance(value, float) and 0 <= value < 1:
        return round(value * 1440) * 60  # a time of day in a cell that was not formatted as one
    found = CLOCK.fullmatch(read_text(value))
    if found and int(found[1]) < 24 and int(found[2] or 0) < 60:
        return int(found[1]) * 3600 + int(found[2] or 0) * 60
    raise BadCell(_("a time of day such as 08:30"))


def clock(seconds: int) -> str:
    """Return seconds from midnight as people say them: 08:30."""
    return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"


def read_number(value: Any) -> float:
    """Read a number with a decimal point or comma."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = float(value)
    else:
        text = read_text(value).replace(" ", "").replace(",", ".")
        if not re.fullmatch(r"[+-]?\d{1,12}(\.\d{1,12})?", text):
            raise BadCell(_("a number"))
        number = float(text)
    if number != number or abs(number) == float("inf"):
        raise BadCell(_("a number"))
    return number


def read_whole(value: Any, *, least: int, most: int) -> int:
    """Read a whole number within bounds."""
    expected = _("a whole number from %(least)d to %(most)d") % {"least": least, "most": most}
    try:
        number = read_number(value)
    except BadCell:
        raise BadCell(expected) from None
    if not number.is_integer() or not least <= number <= most:
        raise BadCell(expected)
    return int(number)


def read_list(value: Any) -> tuple[str, ...]:
    """Read a list whose items are separated by |."""
    return tuple(item for part in read_text(value).split("|") if (item := part.strip()))


def read_break(value: Any) -> tuple[int, int, int]:
    """Read a break: `12:00-14:00 (30)` is half an hour begun and ended in that time, `12:30-13:00` is just that."""
    found = BREAK.fullmatch(read_text(value))
    if not found:
        raise BadCell(_("a break such as 12:00-14:00 (30)"))
    opens, closes = read_time(found["opens"]), read_time(found["closes"])
    length = int(found["minutes"]) * 60 if found["minutes"] else closes - opens
    if length <= 0 or opens + length > closes:
        raise BadCell(_("a break that fits between its two times"))
    return opens, closes - length, length
