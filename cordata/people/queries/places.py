"""The villages and hamlets in which somebody may enter people, as they are named in a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, QuerySet

from cordata.accounts.models import Role, RoleQuerySet, User
from cordata.base.geo import Point
from cordata.people.models import Household, Resident
from cordata.people.rules.names import sorting_key
from cordata.places.models import Commune, Hamlet


class UnknownPlace(LookupError):
    """A label that names no place of the register."""


ENTERING = (Role.Kind.COORDINATOR, Role.Kind.PROFESSIONAL, Role.Kind.DOCTOR)


@dataclass(frozen=True, slots=True)
class Settlement:
    """A hamlet of a commune, or the commune as a whole."""

    commune: Commune
    hamlet: Hamlet | None

    @property
    def point(self) -> Point:
        """Its centre."""
        centre = self.hamlet or self.commune
        return Point(centre.lat, centre.lon)

    @property
    def label(self) -> str:
        """The name by which it is picked from a list."""
        return f"{self.hamlet.name}, {self.commune.name}" if self.hamlet else self.commune.name


def place_label(household: Household) -> str:
    """Return how a household's place is named in the list."""
    return Settlement(household.commune, household.hamlet).label


def may_enter_people(user: User, on: date) -> bool:
    """Return whether a user may enter new people somewhere, in 1 query."""
    return entering_roles(user, on).exists()


def entering_roles(user: User, on: date) -> RoleQuerySet:
    """Return the roles by which a user enters people: in areas of the country of the organisation they hold it for."""
    held = Role.objects.on(on).filter(user=user, kind__in=ENTERING)
    return held.filter(organisation__country=F("area__country"))


def settlements(user: User, on: date) -> list[Settlement]:
    """Return where a user may enter people, by name, each commune before its hamlets; 2 queries."""
    return _with_hamlets(Commune.objects.filter(area__in=entering_roles(user, on).values("area")))


def all_settlements() -> list[Settlement]:
    """Return every place of the register, where somebody may move to; 2 queries."""
    return _with_hamlets(Commune.objects.all())


def settlement_called(label: str, *, near: Resident) -> Settlement:
    """
    Return the place with a label; of namesakes, one in the country where somebody lives.

    :raises UnknownPlace: if there is none
    """
    hamlet, parts, commune = label.rpartition(", ")
    country = near.household.commune.country
    found = Commune.objects.filter(name=commune).order_by("pk")
    ordered = sorted(found, key=lambda one: one.country != country)
    for one in ordered:
        if not parts:
            return Settlement(one, None)
        if inside := one.hamlets.filter(name=hamlet).order_by("pk").first():
            return Settlement(one, inside)
    raise UnknownPlace(f"A place must be a commune, or a hamlet and its commune. Got {label!r} instead.")


def _with_hamlets(inside: QuerySet[Commune]) -> list[Settlement]:
    communes = list(inside.order_by("name", "pk"))
    hamlets: dict[int, list[Hamlet]] = {}
    for hamlet in Hamlet.objects.filter(commune__in=inside.values("pk")).order_by("name", "pk"):
        hamlets.setdefault(hamlet.commune_id, []).append(hamlet)
    found: list[Settlement] = []
    for commune in communes:
        found.append(Settlement(commune, None))
        found += [Settlement(commune, hamlet) for hamlet in hamlets.get(commune.pk, [])]
    return found


def members_at(settlement: Settlement, address: str, user: User, on: date) -> list[tuple[Household, list[Resident]]]:
    """Return the households at an address with those members whom a user may see, in 2 queries."""
    same = Household.objects.filter(commune=settlement.commune, hamlet=settlement.hamlet, address__iexact=address)
    homes = list(same.order_by("pk")[:5])
    seen = (
        Resident.objects.seen_by(user, on=on).filter(household__in=homes).order_by("family_name", "given_name", "pk")
    )
    living: dict[int, list[Resident]] = {}
    for one in seen:
        living.setdefault(one.household_id, []).append(one)
    return [(home, living[home.pk]) for home in homes if home.pk in living]


def housemates(resident: Resident, user: User, at: datetime) -> list[Resident]:
    """Return who else lives where a person does, of those whom a user may see, as a list has them; 1 query."""
    seen = Resident.objects.seen_by(user, at=at).filter(household=resident.household_id, death=None, departure=None)
    others = seen.exclude(pk=resident.pk).order_by("pk")
    return sorted(others, key=lambda one: sorting_key(one.family_name, one.given_name))
