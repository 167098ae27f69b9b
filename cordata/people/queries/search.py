"""People as they are looked for and told, always within what the reader may see."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from cordata.accounts.models import User
from cordata.people.models import Resident

PAGE = 60  # rows a person scans before they would rather search


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person in a list."""

    resident_id: int
    name: str
    age: int | None
    place: str


@dataclass(frozen=True, slots=True)
class Found:
    """The people a search found, the first ones of them told."""

    rows: tuple[PersonRow, ...]
    total: int


def find_people(user: User, words: str, on: date) -> Found:
    """Return whom a user may see and whose name or place holds every word, by family name, in 2 queries."""
    seen = Resident.objects.filter(pk__in=Resident.objects.seen_by(user, on=on).values("pk"))
    for word in words.split():
        seen = seen.filter(_holds(word))
    told = in_order(seen)[:PAGE]
    return Found(rows=tuple(row(one, on) for one in told), total=seen.count())


def _holds(word: str) -> Q:
    places = Q(household__commune__name__icontains=word) | Q(household__hamlet__name__icontains=word)
    return Q(given_name__icontains=word) | Q(family_name__icontains=word) | places


def in_order(people: QuerySet[Resident]) -> QuerySet[Resident]:
    """Return people with their homes, by name."""
    homes = people.select_related("household__commune", "household__hamlet")
    return homes.order_by("family_name", "given_name", "pk")


def row(resident: Resident, on: date) -> PersonRow:
    """Return one person in one line."""
    home = resident.household
    place = f"{home.hamlet.name}, {home.commune}" if home.hamlet else str(home.commune)
    return PersonRow(resident.pk, str(resident), age(resident.born_on, on), place)


def age(born_on: date | None, on: date) -> int | None:
    """Return somebody's age in whole years on a day, or None where nobody knows when they were born."""
    if born_on is None:
        return None
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))
