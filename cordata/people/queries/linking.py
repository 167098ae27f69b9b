"""Who a user may be in the register, as the coordinator who gave them their role sees it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from cordata.accounts.models import Role, User
from cordata.base.numbers import whole_number
from cordata.people.models import Carer, Resident
from cordata.people.queries.search import find_people
from cordata.workforce.models import Professional

MOST = 30
Linkable = Professional | Resident | Carer


@dataclass(frozen=True, slots=True)
class Link:
    """Somebody a user is, or may be: `key` is what a form calls them."""

    key: str
    name: str
    note: str
    resident_id: int | None = None


def link_of(linked: Linkable) -> Link:
    """Return somebody of the register as a link."""
    if isinstance(linked, Professional):
        return Link(f"professional:{linked.pk}", str(linked), str(linked.get_kind_display()))
    if isinstance(linked, Resident):
        return Link(f"resident:{linked.pk}", str(linked), str(linked.household), linked.pk)
    return Link(
        f"carer:{linked.pk}", linked.name, f"{linked.get_relation_display()} · {linked.resident}", linked.resident_id
    )


def linked_with(role: Role, user: User, at: datetime) -> list[Linkable]:
    """Return who a role's user is already, of those whose coordinator the reader is, in 3 queries."""
    theirs = Resident.objects.coordinated_by(user, at=at).values("pk")
    professionals = Professional.objects.filter(
        user=role.user_id, organisation=role.organisation_id, area=role.area_id
    )
    residents = Resident.objects.filter(pk__in=theirs, user=role.user_id)
    carers = Carer.objects.filter(resident__in=theirs, user=role.user_id).select_related("resident")
    return [
        *professionals.order_by("pk"),
        *residents.select_related("household__hamlet", "household__commune").order_by("pk"),
        *carers.order_by("pk"),
    ]


def linkable(role: Role, user: User, *, words: str, at: datetime) -> Iterator[Linkable]:
    """Yield who a role's user may be: professionals at once, residents and their carers once they are looked for."""
    if role.kind == Role.Kind.RESIDENT:
        if words:
            yield from _people(user, words, at)
        return
    free = Professional.objects.filter(organisation=role.organisation_id, area=role.area_id, user=None)
    yield from free.order_by("family_name", "given_name", "pk")[:200]


def _people(user: User, words: str, at: datetime) -> Iterator[Linkable]:
    theirs = Resident.objects.coordinated_by(user, at=at)
    found = [row.resident_id for row in find_people(user, words, timezone.localdate(at)).rows[:MOST]]
    homes = theirs.filter(pk__in=found, user=None).select_related("household__hamlet", "household__commune")
    yield from homes.order_by("family_name", "given_name", "pk")
    near = Carer.objects.filter(resident__in=theirs.values("pk"), user=None)
    carers = near.filter(name__icontains=words).select_related("resident")
    yield from carers.order_by("name", "pk")[:MOST]


def linkable_by_key(role: Role, user: User, key: str, at: datetime) -> Linkable | None:
    """
    Return whom a form means, if the user is their coordinator and they go with the role.

    An account lasts: whom one sees for another reason, as for three hours in an emergency, is not one's to link.
    """
    kind, _colon, digits = key.partition(":")
    number = whole_number(digits)
    if number is None:
        return None
    theirs = Resident.objects.coordinated_by(user, at=at)
    if role.kind == Role.Kind.RESIDENT:
        if kind == "resident":
            return theirs.filter(pk=number).first()
        carers = Carer.objects.filter(resident__in=theirs.values("pk")).select_related("resident")
        return carers.filter(pk=number).first() if kind == "carer" else None
    ours = Professional.objects.filter(organisation=role.organisation_id, area=role.area_id)
    return ours.filter(pk=number).first() if kind == "professional" else None
