"""People as they are looked for, always within what the reader may see."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from cordata.accounts.models import Role, User
from cordata.people.models import BreakGlass, Carer, CircleMember, Resident, ResidentQuerySet, SearchWord
from cordata.people.queries.rows import PersonRow, in_order, row
from cordata.people.rules.folding import sound
from cordata.people.rules.keys import Kind, place_key
from cordata.people.rules.search import Asked, asked

PAGE = 60  # rows a person scans before they would rather search
COUNTED = 500  # from here on a list is only said to be longer
DENSE = 5_000  # keys from which it is quicker to go through people by name than through those who have the key
BEYOND = "z" * 8  # the beginning of a folded word with this comes after all words that begin so, in any collation

Words = QuerySet[SearchWord]


@dataclass(frozen=True, slots=True)
class Filters:
    """Which of the people one sees are wanted."""

    commune: int | None = None
    alone: bool = False
    without: str = ""  # "circle" or "practitioner"
    turned: int | None = None  # years
    gone: bool = False  # also those who have died or moved away


EVERYBODY = Filters(gone=True)


@dataclass(frozen=True, slots=True)
class Found:
    """The people a search found, one page of them told; `alike` says that nobody is written so, only sounds so."""

    rows: tuple[PersonRow, ...]
    total: int
    page: int = 1
    has_next: bool = False
    alike: bool = False

    @property
    def is_counted(self) -> bool:
        """Whether `total` is all of them, and not just where counting ended."""
        return self.total <= COUNTED

    @property
    def most(self) -> int:
        """Where counting ends."""
        return COUNTED

    @property
    def before(self) -> int:
        """The page before this one."""
        return self.page - 1

    @property
    def after(self) -> int:
        """The page after this one."""
        return self.page + 1


def find_people(user: User, words: str, on: date, filters: Filters = EVERYBODY, page: int = 1) -> Found:
    """
    Return whom a user may see and who fits the words and filters, in at most 7 queries and two a word.

    Whoever bears the words just so comes first, then whose names begin so, then who lives there; then by family name.
    Where nobody is found, those whose names sound so.
    """
    question = asked(words)
    if not question.is_empty and not question.holds_something:
        return Found((), 0)
    sight = _sight(user, on)
    seen = _fitting(sight.people, filters, on)
    if question.is_empty:
        return _told(_by_name(seen), on, page)
    written = [_written(word, sight.areas) for word in question.words]
    found = _told(_searched(seen, written, question), on, page)
    if found.total or not question.words:
        return found
    alike = [SearchWord.objects.filter(kind=Kind.SOUND, word=sound(word)) for word in question.words]
    return replace(_told(_searched(seen, alike, question), on, page), alike=True)


def people_meant(user: User, words: str, on: date, filters: Filters) -> QuerySet[Resident]:
    """Return everybody whom a user may see and who fits the words and filters, to be gone through by a program."""
    question, sight = asked(words), _sight(user, on)
    seen = _fitting(sight.people, filters, on)
    if question.is_empty:
        return seen
    if not question.holds_something:
        return seen.none()
    return _searched(seen, [_written(word, sight.areas) for word in question.words], question)


@dataclass(frozen=True, slots=True)
class _Sight:
    """Whom a user sees, and the areas where they live."""

    people: ResidentQuerySet
    areas: tuple[int, ...]


def _sight(user: User, on: date) -> _Sight:
    """
    Return whom a user sees, told to the database so that it need not look at everybody one by one.

    Beyond the areas that one coordinates, nobody comes into question but those of one's circles, oneself, those whom
    one looks after and whose record one has opened. `seen_by` alone says who of all these is seen.
    """
    seen = Resident.objects.seen_by(user, on=on)
    held = Role.objects.on(on).filter(user=user, kind=Role.Kind.COORDINATOR)
    areas = set(held.values_list("area", flat=True))
    near = dict(_near(user, on))
    beyond = [pk for pk, area in near.items() if area not in areas]
    in_areas = Q(household__commune__area__in=sorted(areas))
    within = (in_areas | Q(pk__in=beyond) if beyond else in_areas) if areas else Q(pk__in=beyond)
    return _Sight(seen.filter(within), tuple(sorted(areas | set(near.values()))))


def _near(user: User, on: date) -> QuerySet[Resident, tuple[int, int]]:
    circle = CircleMember.objects.on(on)
    ways = (
        Q(pk__in=circle.filter(professional__user=user).values("resident")),
        Q(pk__in=circle.filter(user=user).values("resident")),
        Q(pk__in=Carer.objects.filter(user=user).values("resident")),
        Q(pk__in=BreakGlass.objects.open(timezone.now()).filter(user=user).values("resident")),
        Q(user=user),
    )
    first, *others = (Resident.objects.filter(way).values_list("pk", "household__commune__area") for way in ways)
    return first.union(*others)  # an OR would go through everybody


def _fitting(seen: ResidentQuerySet, filters: Filters, on: date) -> ResidentQuerySet:
    if filters.commune:
        seen = seen.filter(household__commune=filters.commune)
    if filters.alone:
        seen = seen.filter(lives_alone=True)
    if filters.without == "circle":
        seen = seen.filter(~Exists(CircleMember.objects.on(on).filter(resident=OuterRef("pk"))))
    if filters.without == "practitioner":
        seen = seen.filter(practitioner=None)
    if filters.turned is not None:
        latest = date(on.year - filters.turned, on.month, min(on.day, 28) if on.month == 2 else on.day)
        seen = seen.filter(Q(born_on__lte=latest) | Q(born_in_year__lte=latest.year))
    return seen if filters.gone else seen.filter(death=None, departure=None)


def _written(word: str, areas: tuple[int, ...]) -> Words:
    named = Q(kind=Kind.NAME, word__gte=word, word__lte=word + BEYOND)
    places = (place_key(area, word) for area in areas)
    return SearchWord.objects.filter(
        reduce(or_, (Q(kind=Kind.PLACE, word__gte=place, word__lte=place + BEYOND) for place in places), named)
    )


def _numbered(digits: str) -> Words:
    return SearchWord.objects.filter(kind__in=(Kind.NUMBER, Kind.PHONE), word__gte=digits, word__lte=digits + BEYOND)


def _searched(seen: ResidentQuerySet, named: list[Words], question: Asked) -> QuerySet[Resident]:
    """Return the people who have a key among each of several, the likeliest first."""
    terms = [
        *named,
        *(_numbered(digits) for digits in (*question.numbers, *question.phones)),
        *(SearchWord.objects.filter(kind=Kind.BIRTH, word=birth) for birth in question.births),
    ]
    if all(term[: DENSE + 1].count() > DENSE for term in terms):
        return _by_name(seen.filter(*(Exists(term.filter(resident=OuterRef("pk"))) for term in terms)))
    found = seen.filter(*(Q(pk__in=term.values("resident")) for term in terms))
    names = SearchWord.objects.filter(kind=Kind.NAME, resident=OuterRef("pk"))
    exact = [Exists(names.filter(word=word)) for word in question.words]
    begins = [Exists(names.filter(word__gte=word, word__lte=word + BEYOND)) for word in question.words]
    if not question.words:
        return _by_name(found)
    rank = Case(When(Q(*exact), then=Value(0)), When(Q(*begins), then=Value(1)), default=Value(2))
    return found.order_by(rank, "family_name", "given_name", "pk")


def _by_name(people: ResidentQuerySet) -> ResidentQuerySet:
    return people.order_by("family_name", "given_name", "pk")


def _told(found: QuerySet[Resident], on: date, page: int) -> Found:
    ids = list(found.values_list("pk", flat=True)[: COUNTED + 1])
    start = (page - 1) * PAGE
    told = ids[:COUNTED][start : start + PAGE]
    people = {one.pk: row(one, on) for one in in_order(Resident.objects.filter(pk__in=told))}
    return Found(tuple(people[pk] for pk in told), len(ids), page, has_next=min(len(ids), COUNTED) > start + PAGE)
