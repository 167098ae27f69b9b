"""Times as the valley's clocks show them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import get_language

from cordata.ui.wording import day_words as short_day
from cordata.ui.wording import distance_words as spell_distance
from cordata.ui.wording import duration_words as spell_duration

__all__ = ["clock", "long_day", "short_day", "spell_distance", "spell_duration"]


def clock(instant: datetime, zone: ZoneInfo) -> str:
    """Return the hour and minute on the valley's clocks, as "08:30"."""
    return f"{instant.astimezone(zone):%H:%M}"


def long_day(day: date) -> str:
    """Return a day in full: "Thursday 26 November 2026"."""
    said = formats.date_format(day, "l j F Y")
    return said.lower() if (get_language() or "")[:2] in {"it", "fr"} else said
