"""The unusual looks of the last days, from the audit's entries, those who read and those whose records were read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Min
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from cordata.accounts.models import AuditEntry, User
from cordata.base.geo import Point
from cordata.people.models import BreakGlass, Resident
from cordata.people.queries.audit import PersonTold, name_told, opened_by
from cordata.people.queries.watch import Watch
from cordata.people.rules.folding import words
from cordata.people.rules.unusual import (
    Hit,
    Home,
    Opening,
    Sign,
    many_at_once,
    neighbours,
    out_of_hours,
    repeated_refusals,
    same_surname,
)
from cordata.ui.wording import day_words
from cordata.workforce.models import Professional, Shift

DAYS = 7
AT_ONCE = 10_000  # persons asked about in one query
NAMED = 5  # persons named in a line
REVIEWED_WITHIN = timedelta(days=1)
What = AuditEntry.What
NOT_REVIEWED = "not_reviewed"
TITLES: dict[str, str | Promise] = {
    NOT_REVIEWED: gettext_lazy("Opened in an emergency and not reviewed"),
    Sign.MANY.value: gettext_lazy("Many records in a short time"),
    Sign.REFUSALS.value: gettext_lazy("Refused again and again"),
    Sign.NEIGHBOUR.value: gettext_lazy("A neighbour's record"),
    Sign.SURNAME.value: gettext_lazy("The same family name"),
    Sign.OUT_OF_HOURS.value: gettext_lazy("Out of hours"),
}


@dataclass(frozen=True, slots=True)
class UnusualLine:
    """One user's unusual looks of one kind, and whom they were at."""

    user_id: int
    who: str
    since: datetime
    until: datetime
    said: str
    count: int
    people: tuple[PersonTold, ...]
    more: int


@dataclass(frozen=True, slots=True)
class UnusualGroup:
    """The unusual looks of one kind."""

    title: str
    lines: tuple[UnusualLine, ...]


@dataclass(frozen=True, slots=True)
class UnusualLooks:
    """What somebody should ask about, by kind, over the last DAYS days."""

    groups: tuple[UnusualGroup, ...]
    since: datetime

    @property
    def named(self) -> frozenset[int]:
        """Whom the page names."""
        lines = (line for group in self.groups for line in group.lines)
        return frozenset(one.person_id for line in lines for one in line.people)


def unusual_looks(watch: Watch) -> UnusualLooks:
    """Return the unusual looks of the last days, in 12 queries; they grow with what was opened in those days alone."""
    since = watch.at - timedelta(days=DAYS)
    opened, refused = openings(watch, since), refusals(watch, since)
    people = homes_of({one.person_id for one in opened})
    users = {one.user_id for one in opened}
    hits = [
        *many_at_once(opened),
        *repeated_refusals(refused),
        *neighbours(opened, readers_homes(users), people),
        *same_surname(opened, readers_names(users), people),
        *out_of_hours(opened, shifts_of(users, since)),
    ]
    lines = lines_by_title(watch, hits, list(not_reviewed(watch)))
    groups = (UnusualGroup(str(title), tuple(lines[key])) for key, title in TITLES.items() if lines[key])
    return UnusualLooks(tuple(groups), since)


def openings(watch: Watch, since: datetime) -> list[Opening]:
    """Return the records that were opened one by one."""
    return _alone(watch, since, What.READ, What.WRITE, What.PRINT, What.EXPORT)


def refusals(watch: Watch, since: datetime) -> list[Opening]:
    """Return the records that somebody wanted to open and could not."""
    return _alone(watch, since, What.REFUSE)


def _alone(watch: Watch, since: datetime, *what: AuditEntry.What) -> list[Opening]:
    entries = AuditEntry.objects.filter(at__gte=since, what__in=what, user_id__isnull=False)
    counted = entries.annotate(count=Count("persons"), who=Min("persons__person_id"), why=Min("persons__ground"))
    rows = list(counted.filter(count=1).order_by("at", "pk").values_list("at", "user_id", "who", "why"))
    mine = watched(watch, {who for _at, _user, who, _why in rows})
    return [
        Opening(timezone.localtime(at), user_id, who, why)
        for at, user_id, who, why in rows
        if user_id is not None and who in mine
    ]


def watched(watch: Watch, persons: set[int]) -> set[int]:
    """Return those among some people whom the watch is about."""
    asked, found = sorted(persons), set[int]()
    for start in range(0, len(asked), AT_ONCE):
        mine = watch.persons().filter(pk__in=asked[start : start + AT_ONCE])
        found |= set(mine.order_by("pk").values_list("pk", flat=True))
    return found


def not_reviewed(watch: Watch) -> Iterator[Hit]:
    """Yield the openings in an emergency that nobody looked into within a day, however long ago."""
    waiting = BreakGlass.objects.filter(review=None, opened_at__lte=watch.at - REVIEWED_WITHIN)
    mine = waiting.filter(resident__in=watch.persons()).order_by("-opened_at", "pk")
    for one in mine:
        opened_at = timezone.localtime(one.opened_at)
        yield Hit(Sign.MANY, one.user_id, opened_at, opened_at, (one.resident_id,), 1)


def homes_of(persons: Iterable[int]) -> dict[int, Home]:
    """Return where people live and what their families are called."""
    rows = Resident.objects.filter(pk__in=list(persons)).order_by("pk")
    facts = rows.values_list("pk", "household", "household__lat", "household__lon", "family_name")
    return {pk: Home(household, Point(lat, lon), words(name)) for pk, household, lat, lon, name in facts}


def readers_homes(users: Iterable[int]) -> dict[int, Home]:
    """Return where users live, as far as it is known: from their own record, else from where their round begins."""
    bases = Professional.objects.filter(user__in=users).order_by("pk").values_list("user", "base_lat", "base_lon")
    found = {user: Home(None, Point(lat, lon), frozenset()) for user, lat, lon in bases}
    own = Resident.objects.filter(user__in=users).order_by("pk")
    rows = own.values_list("user", "household", "household__lat", "household__lon")
    return found | {user: Home(household, Point(lat, lon), frozenset()) for user, household, lat, lon in rows}


def readers_names(users: Iterable[int]) -> dict[int, frozenset[str]]:
    """Return the folded family names of users."""
    found = User.objects.filter(pk__in=list(users)).order_by("pk").values_list("pk", "last_name")
    return {pk: words(name) for pk, name in found}


def shifts_of(users: Iterable[int], since: datetime) -> dict[int, list[tuple[datetime, datetime]]]:
    """Return the shifts of users since an instant."""
    rows = Shift.objects.filter(professional__user__in=users, ends_at__gte=since).order_by("starts_at", "pk")
    found: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for user, starts, ends in rows.annotate(who=F("professional__user")).values_list("who", "starts_at", "ends_at"):
        found[user].append((starts, ends))
    return found


def lines_by_title(watch: Watch, hits: list[Hit], waiting: list[Hit]) -> dict[str, list[UnusualLine]]:
    """Return hits in words, the latest first, by the key of their title."""
    keyed = [(hit.sign.value, hit) for hit in hits] + [(NOT_REVIEWED, hit) for hit in waiting]
    users = {one.pk: str(one) for one in User.objects.filter(pk__in={hit.user_id for _key, hit in keyed})}
    named = {pk for _key, hit in keyed for pk in hit.persons[:NAMED]}
    people = {one.pk: one for one in watch.persons().filter(pk__in=named).order_by("pk")}
    opens = set() if watch.is_officer else opened_by(watch, named)
    lines: dict[str, list[UnusualLine]] = defaultdict(list)
    for key, hit in sorted(keyed, key=lambda one: one[1].until, reverse=True):
        told = tuple(told_as(watch, people[pk], opens) for pk in hit.persons[:NAMED] if pk in people)
        who, more = users.get(hit.user_id, str(hit.user_id)), len(hit.persons) - len(told)
        lines[key].append(UnusualLine(hit.user_id, who, hit.since, hit.until, span_said(hit), hit.count, told, more))
    return lines


def span_said(hit: Hit) -> str:
    """Return from when until when: the day once, where it is one."""
    first, last = (f"{day_words(one.date())}, {one:%H:%M}" for one in (hit.since, hit.until))
    if first == last:
        return first
    return f"{first}–{hit.until:%H:%M}" if hit.since.date() == hit.until.date() else f"{first} – {last}"


def told_as(watch: Watch, person: Resident, opens: set[int]) -> PersonTold:
    """Return a person as the watcher may read them."""
    return PersonTold(person.pk, name_told(watch, person), person.pk in opens)
