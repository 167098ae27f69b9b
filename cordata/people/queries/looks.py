"""Who has looked at one person's record, told as one tells it across a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from cordata.accounts.models import AuditEntry, AuditPerson, User
from cordata.people.models import Resident
from cordata.people.queries.looks_words import DEEDS, OWN_DEEDS, OWN_WHY, WHY, WHY_REFUSED, roles_said
from cordata.ui.institutions import institution
from cordata.ui.wording import day_words
from cordata.workforce.models import Professional

PAGE = 400  # looks read at once; a day of many is told in a few lines


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody did on a day, and when: once, or how often between when and when."""

    said: str
    times: str
    is_refusal: bool


@dataclass(frozen=True, slots=True)
class LookLine:
    """What one user did with a record on one day, and why they could."""

    who: str
    role: str
    why: str
    deeds: tuple[Deed, ...]
    is_emergency: bool


@dataclass(frozen=True, slots=True)
class DayOfLooks:
    """A day on which somebody looked."""

    day: date
    lines: tuple[LookLine, ...]

    @property
    def said(self) -> str:
        """The day with its weekday and its year."""
        return f"{day_words(self.day)} {self.day.year}"


@dataclass(frozen=True, slots=True)
class Looks:
    """A page of looks, the latest day first; `before` is where the earlier ones go on, 0 where there are none."""

    days: tuple[DayOfLooks, ...]
    before: int


def looks_at(resident: Resident, *, before: int | None = None, is_own: bool = False) -> Looks:
    """Return who looked at a person's record, or at one joined to it, in 5 queries."""
    persons = [resident.pk, *resident.merged.order_by("pk").values_list("pk", flat=True)]
    found = AuditPerson.objects.filter(person_id__in=persons).select_related("entry")
    earlier = found.filter(entry__lt=before) if before else found
    rows = list(earlier.order_by("-entry", "pk")[: PAGE + 1])
    told, area = rows[:PAGE], resident.household.commune.area
    zone = ZoneInfo(area.time_zone)
    by_day: dict[date, list[AuditPerson]] = defaultdict(list)
    for one in told:
        by_day[one.entry.at.astimezone(zone).date()].append(one)
    names = names_of((one.entry.user_id for one in told), area.country)
    days = (DayOfLooks(day, lines_of(looks, names, zone, is_own=is_own)) for day, looks in by_day.items())
    return Looks(tuple(days), told[-1].entry_id if len(rows) > PAGE else 0)


def lines_of(
    looks: list[AuditPerson], names: dict[int, tuple[str, str]], zone: ZoneInfo, *, is_own: bool
) -> tuple[LookLine, ...]:
    """Return a line for each user and ground among one day's looks, the latest first; refusals have their own."""
    grouped: dict[tuple[int | None, str, bool], list[AuditPerson]] = defaultdict(list)
    for one in looks:
        grouped[one.entry.user_id, one.ground, one.what == AuditEntry.What.REFUSE].append(one)
    return tuple(
        LookLine(
            *said_of(user_id, own[0].entry, names),
            why=str(WHY_REFUSED if is_refused else (OWN_WHY if is_own else WHY)[ground]),
            deeds=deeds_of(own, zone, is_own=is_own),
            is_emergency=ground == AuditPerson.Ground.BREAK_GLASS,
        )
        for (user_id, ground, is_refused), own in grouped.items()
    )


def said_of(user_id: int | None, entry: AuditEntry, names: dict[int, tuple[str, str]]) -> tuple[str, str]:
    """Return who somebody is and what they are: their profession, else the roles they had at that moment."""
    if user_id is None:
        return _("A programme of the centre"), ""
    who, profession = names.get(user_id, (_("Somebody who no longer has an account"), ""))
    return who, profession or roles_said(entry.roles)


def deeds_of(looks: list[AuditPerson], zone: ZoneInfo, *, is_own: bool) -> tuple[Deed, ...]:
    """Return what was done, the weightiest first, each with its times."""
    at: dict[str, list[datetime]] = defaultdict(list)
    for one in looks:
        at[one.what].append(one.entry.at)
    words = OWN_DEEDS if is_own else DEEDS
    return tuple(
        Deed(str(words[what]), times_said(at[what], zone), what == AuditEntry.What.REFUSE)
        for what in words
        if what in at
    )


def times_said(instants: list[datetime], zone: ZoneInfo) -> str:
    """Return one time, or how often and between when and when."""
    first, last = (f"{one.astimezone(zone):%H:%M}" for one in (min(instants), max(instants)))
    words = {"count": len(instants), "first": first, "last": last}
    if len(instants) == 1:
        return _("at %(first)s") % words
    if first == last:
        return _("%(count)d times at %(first)s") % words
    return _("%(count)d times between %(first)s and %(last)s") % words


def names_of(users: Iterable[int | None], country: str) -> dict[int, tuple[str, str]]:
    """Return the name and the profession, if they have one, behind some users' ids, in 2 queries."""
    asked = {user for user in users if user is not None}
    professions = dict(Professional.objects.filter(user__in=asked).order_by("pk").values_list("user", "kind"))
    return {
        user.pk: (str(user), str(institution(professions[user.pk], country)) if user.pk in professions else "")
        for user in User.objects.filter(pk__in=asked).order_by("pk")
    }
