"""The day on which every test takes place: Thursday 26 November 2026, in the valley's own time."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parent.parent
VALLEY = ZoneInfo("Europe/Rome")
TODAY = date(2026, 11, 26)


def at(hour: int, minute: int = 0, day: date = TODAY) -> datetime:
    """Return an instant of a day as the valley's clocks show it."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=VALLEY)


SEVEN, EIGHT, NINE, TEN, NOON = at(7), at(8), at(9), at(10), at(12)
