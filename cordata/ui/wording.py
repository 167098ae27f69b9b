"""How days and amounts are said: short, in each language's own manner."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.dates import MONTHS_3, MONTHS_AP, WEEKDAYS_ABBR
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext


def day_words(day: date) -> str:
    """Say a day with its weekday: "Thu 26 Nov", "gio 26 nov", "jeu. 26 nov.", "Do 26. Nov."."""
    weekday, month = str(WEEKDAYS_ABBR[day.weekday()]), str(MONTHS_3[day.month])
    match (get_language() or "en")[:2]:
        case "it":
            return f"{weekday.lower()} {day.day} {month.lower()}"
        case "fr":
            return f"{weekday.lower()}. {day.day} {MONTHS_AP[day.month]}"
        case "de":
            return f"{weekday} {day.day}. {MONTHS_AP[day.month]}"
        case _:
            return f"{weekday} {day.day} {month.capitalize()}"


def date_words(day: date | datetime) -> str:
    """Say a date in full: "26 November 2026", "26 novembre 2026", "26. November 2026"; of an instant, its own day."""
    told = timezone.localdate(day) if isinstance(day, datetime) else day
    match (get_language() or "en")[:2]:
        case "it" | "fr":
            return date_format(told, "j F Y").lower()
        case "de":
            return date_format(told, "j. F Y")
        case _:
            return date_format(told, "j F Y")


def moment_words(at: datetime) -> str:
    """Say an instant in full, as the valley's clocks show it: "26 November 2026, 08:30"."""
    return f"{date_words(at)}, {timezone.localtime(at):%H:%M}"


def duration_words(seconds: int) -> str:
    """Say how long as people do: "50 min", "6 h 10", in whole minutes."""
    hours, minutes = divmod(round(seconds / 60), 60)
    if not hours:
        return gettext("%(minutes)d min") % {"minutes": minutes}
    if not minutes:
        return gettext("%(hours)d h") % {"hours": hours}
    return gettext("%(hours)d h %(minutes)02d") % {"hours": hours, "minutes": minutes}


def distance_words(metres: int) -> str:
    """Say how far: "12 km", or tens of metres below one kilometre: "800 m"."""
    if metres < 995:
        return gettext("%(metres)d m") % {"metres": round(metres, -1)}
    return gettext("%(kilometres)d km") % {"kilometres": round(metres / 1000)}
