from collections.abc import Iterable
from datetime import date

from django import template

from cordata.day.queries.sheets import SheetLine
from cordata.day.queries.words import short_day as say_short_day

register = template.Library()


@register.filter
def short_day(day: date) -> str:
    """Say a day with its weekday: "Thu 26 Nov"."""
    return say_short_day(day)


@register.filter
def visits(lines: Iterable[SheetLine]) -> int:
    """Count the visits of a sheet, breaks left out."""
    return sum(line.knot is not None for line in lines)
