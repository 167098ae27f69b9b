"""Residents as facts to be compared and found by, thousands at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from cordata.people.models import ContactPoint, Identifier, OtherName, Resident
from cordata.people.rules.facts import Facts

OWN = (
    "pk",
    "given_name",
    "family_name",
    "born_on",
    "born_in_year",
    "sex",
    "phone",
    "household_id",
    "household__commune_id",
    "household__commune__area_id",
    "household__commune__name",
    "household__hamlet__name",
)


@dataclass(slots=True)
class _Further:
    """What other tables know of one person."""

    names: list[tuple[str, str]] = field(default_factory=list)
    identifiers: list[tuple[str, str]] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)


def facts_of(people: Iterable[int]) -> dict[int, Facts]:
    """Return what is known of people by their ids, in 4 queries; somebody merged or erased is left out."""
    asked = sorted(set(people))
    further = _further(asked)
    rows = Resident.objects.known().filter(pk__in=asked).order_by("pk").values_list(*OWN)
    found: dict[int, Facts] = {}
    for pk, given, family, born_on, born_in_year, sex, phone, household, commune, area, *places in rows:
        known = further[pk]
        found[pk] = Facts(
            names=((given, family), *((one or given, other or family) for one, other in known.names)),
            born_on=born_on,
            born_in_year=born_in_year,
            sex=sex,
            identifiers=tuple(known.identifiers),
            phones=tuple(one for one in (phone, *known.phones) if one),
            places=tuple(place for place in places if place),
            area=area,
            household=household,
            commune=commune,
        )
    return found


def _further(people: list[int]) -> defaultdict[int, _Further]:
    found: defaultdict[int, _Further] = defaultdict(_Further)
    names = OtherName.objects.filter(resident__in=people).order_by("pk")
    for pk, given, family in names.values_list("resident_id", "given_name", "family_name"):
        found[pk].names.append((given, family))
    numbers = Identifier.objects.filter(resident__in=people).order_by("pk")
    for pk, system, value in numbers.values_list("resident_id", "system", "value"):
        found[pk].identifiers.append((system, value))
    told = ContactPoint.objects.filter(resident__in=people, kind__in=("phone", "mobile")).order_by("pk")
    for pk, value in told.values_list("resident_id", "value"):
        found[pk].phones.append(value)
    return found
