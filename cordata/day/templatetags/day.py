from collections.abc import Iterable
from datetime import date, datetime

from django import template
from django.utils import timezone

from cordata.day.queries.sheets import SheetLine
from cordata.day.queries.words import short_day as say_short_day

register = template.Library()


@register.filter
def short_day(day: date | datetime) -> str:
    """Say a day with its weekday: "Thu 26 Nov"; of an instant, the day it falls on in the valley."""
    return say_short_day(timezone.localdate(day) if isinstance(day, datetime) else day)


@register.filter
def visits(lines: Iterable[SheetLine]) -> int:
    """Count the visits of a sheet, breaks left out."""
    return sum(line.knot is not None for line in lines)
