"""The audit as those who watch over it read it, the latest entry first, however many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cordata.accounts.models import AuditEntry, AuditPerson, AuditSeal, User
from cordata.base.numbers import whole_number
from cordata.people.models import Resident
from cordata.people.queries.looks_words import WATCHED_DEEDS, WHY, WHY_REFUSED, page_said, roles_said
from cordata.people.queries.watch import Watch
from cordata.ui.wording import day_words

PAGE = 50  # entries scanned before one would rather filter
NAMED = 3  # persons named in a line; of more, the number
NAMED_IN_FULL = 200  # persons named on an entry's own page
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FARTHEST = 10**17  # microseconds: the year 5138, which a datetime still holds


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: by whom, about whom, what, from which day until which."""

    user_id: int | None = None
    person_id: int | None = None
    what: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class PersonTold:
    """A person in the audit: their number, their name or their initials, and whether their page may be opened."""

    person_id: int
    name: str
    opens: bool
    what: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One entry in words."""

    entry_id: int
    at: datetime
    said_at: str
    who: str
    role: str
    what: str
    where: str
    people: tuple[PersonTold, ...]
    count: int
    is_refusal: bool
    address: str
    status: int


@dataclass(frozen=True, slots=True)
class AuditPage:
    """A page of the audit; `before` is where the next one goes on, empty at the end."""

    lines: tuple[AuditLine, ...]
    before: str

    @property
    def named(self) -> frozenset[int]:
        """Whom the page names."""
        return frozenset(one.person_id for line in self.lines for one in line.people)


def audit_page(watch: Watch, asked: Asked, before: str = "") -> AuditPage:
    """Return a page of the audit, in 5 queries however many entries there are."""
    rows = list(found(watch, asked, before)[: PAGE + 1])
    told = rows[:PAGE]
    key = f"{(told[-1].at - EPOCH) // timedelta(microseconds=1)}-{told[-1].pk}" if len(rows) > PAGE else ""
    return AuditPage(tuple(lines_of(watch, told)), key)


def found(watch: Watch, asked: Asked, before: str = "") -> QuerySet[AuditEntry]:
    """Return the entries looked for, the latest first; `before` is the key of the entry they follow."""
    entries = watch.entries()
    if asked.user_id:
        entries = entries.filter(user_id=asked.user_id)
    if asked.what:
        entries = entries.filter(what=asked.what)
    if asked.since:
        entries = entries.filter(at__gte=midnight(asked.since))
    if asked.until:
        entries = entries.filter(at__lt=midnight(asked.until + timedelta(days=1)))
    instant, pk = (whole_number(part) for part in before.partition("-")[::2])
    if instant is not None and pk is not None and instant < FARTHEST:
        at = EPOCH + timedelta(microseconds=instant)
        entries = entries.filter(Q(at__lt=at) | Q(at=at, pk__lt=pk), at__lte=at)
    if asked.person_id:
        entries = entries.filter(pk__in=AuditPerson.objects.filter(person_id=asked.person_id).values("entry"))
    return entries.order_by("-at", "-pk")


def midnight(day: date) -> datetime:
    """Return the instant at which a day begins."""
    return timezone.make_aware(datetime.combine(day, time()))


def lines_of(watch: Watch, entries: list[AuditEntry]) -> Iterable[AuditLine]:
    """Yield entries in words, each naming a few persons or saying how many they are."""
    counts = counts_of(entries)
    few = [pk for pk, count in counts.items() if count <= NAMED]
    persons = persons_of(watch, AuditPerson.objects.filter(entry__in=few))
    users = {user.pk: str(user) for user in User.objects.filter(pk__in={one.user_id for one in entries})}
    for one in entries:
        yield AuditLine(
            entry_id=one.pk,
            at=one.at,
            said_at=f"{day_words(timezone.localdate(one.at))}, {timezone.localtime(one.at):%H:%M:%S}",
            who=who_said(one, users),
            role=roles_said(one.roles),
            what=str(WATCHED_DEEDS[one.what]),
            where=page_said(one.where),
            people=tuple(persons.get(one.pk, ())),
            count=counts.get(one.pk, 0),
            is_refusal=one.what == AuditEntry.What.REFUSE,
            address=one.address or "",
            status=one.status,
        )


def who_said(entry: AuditEntry, users: dict[int, str]) -> str:
    """Return who made an entry."""
    if entry.user_id is None:
        return _("A programme of the centre")
    return users.get(entry.user_id, _("User %(number)s, who no longer has an account") % {"number": entry.user_id})


def counts_of(entries: list[AuditEntry]) -> dict[int, int]:
    """Return how many persons each entry is about."""
    rows = AuditPerson.objects.filter(entry__in=entries).values("entry").annotate(count=Count("pk"))
    return dict(rows.order_by("entry").values_list("entry", "count"))


def persons_of(watch: Watch, looked: QuerySet[AuditPerson]) -> dict[int, list[PersonTold]]:
    """Return whom entries are about, as the watcher may read it: names for a coordinator, initials for an officer."""
    rows = list(looked.order_by("entry", "person_id"))
    people = {one.pk: one for one in watch.persons().filter(pk__in={row.person_id for row in rows}).order_by("pk")}
    seen = set() if watch.is_officer else opened_by(watch, people)
    told = defaultdict(list)
    for row in rows:
        if row.person_id in people:
            told[row.entry_id].append(person_told(watch, people[row.person_id], row, opens=row.person_id in seen))
    return told


def opened_by(watch: Watch, people: Iterable[int]) -> set[int]:
    """Return whose page a coordinator may open."""
    seen = Resident.objects.seen_by(watch.user, at=watch.at).filter(pk__in=list(people))
    return set(seen.order_by("pk").values_list("pk", flat=True))


def person_told(watch: Watch, person: Resident, row: AuditPerson, *, opens: bool) -> PersonTold:
    """Return one person of an entry."""
    why = WHY_REFUSED if row.what == AuditEntry.What.REFUSE else WHY[row.ground]
    return PersonTold(person.pk, name_told(watch, person), opens, str(WATCHED_DEEDS[row.what]), str(why))


def name_told(watch: Watch, person: Resident) -> str:
    """Return a person's name for a coordinator, their initials for an officer."""
    return f"{person.given_name[:1]}. {person.family_name[:1]}." if watch.is_officer else str(person)


@dataclass(frozen=True, slots=True)
class EntryTold:
    """One entry with all its persons, and its place in the chain of seals, if it is sealed."""

    line: AuditLine
    people: tuple[PersonTold, ...]
    position: int | None
    digest: str


def entry_told(watch: Watch, entry_id: int) -> EntryTold | None:
    """Return one entry in full, if the watcher may read it, in 7 queries."""
    entry = watch.entries().filter(pk=entry_id).order_by("pk").first()
    if entry is None:
        return None
    (line,) = lines_of(watch, [entry])
    told = persons_of(watch, AuditPerson.objects.filter(entry=entry)).get(entry.pk, [])
    seal = AuditSeal.objects.filter(entry_id=entry.pk).order_by("pk").first()
    return EntryTold(line, tuple(told[:NAMED_IN_FULL]), seal.position if seal else None, seal.digest if seal else "")
