"""One person on one line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from cordata.people.models import Resident


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person in a list; `age` is None where only the year of birth is known, or nothing."""

    resident_id: int
    name: str
    age: int | None
    place: str
    born_in_year: int | None = None


def in_order(people: QuerySet[Resident]) -> QuerySet[Resident]:
    """Return people with their homes, by name."""
    homes = people.select_related("household__commune", "household__hamlet")
    return homes.order_by("family_name", "given_name", "pk")


def row(resident: Resident, on: date) -> PersonRow:
    """Return one person in one line."""
    home = resident.household
    place = f"{home.hamlet.name}, {home.commune}" if home.hamlet else str(home.commune)
    return PersonRow(resident.pk, str(resident), age(resident.born_on, on), place, resident.born_in_year)


def age(born_on: date | None, on: date) -> int | None:
    """Return somebody's age in whole years on a day, or None where nobody knows when they were born."""
    if born_on is None:
        return None
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))
