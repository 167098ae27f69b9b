"""Entering somebody who was not in the register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from cordata.accounts.models import Role, User
from cordata.people.actions.circle import add_member
from cordata.people.actions.homes import new_household
from cordata.people.actions.keys import refresh_search_words
from cordata.people.models import CircleMember, Household, Identifier, OtherName, Residence, Resident
from cordata.people.queries.places import Settlement
from cordata.people.rules.dates import Birth
from cordata.workforce.models import Professional


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is known of a person on the day they are first written down; `joins` is the household they live in."""

    given_name: str
    family_name: str
    born: Birth
    place: Settlement
    address: str
    language: str
    phone: str = ""
    joins: Household | None = None
    access: str = ""
    lives_alone: bool | None = None
    sex: str = ""
    birthplace: str = ""
    maiden_name: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    matters: str = ""


@transaction.atomic
def enter_person(*, entry: Entry, by: User, at: datetime) -> Resident:
    """Enter a person; a professional or doctor who does so looks after them from today on."""
    household = entry.joins or new_household(entry.place, entry.address, entry.access)
    resident = Resident.objects.create(
        external_id=f"r-{uuid4()}",
        given_name=entry.given_name,
        family_name=entry.family_name,
        born_on=entry.born.on,
        born_in_year=entry.born.year,
        birthplace=entry.birthplace,
        sex=entry.sex,
        phone=entry.phone,
        language=entry.language,
        household=household,
        lives_alone=entry.lives_alone,
        matters=entry.matters,
    )
    Residence.objects.create(resident=resident, household=household)
    if entry.maiden_name:
        OtherName.objects.create(resident=resident, use=OtherName.Use.MAIDEN, family_name=entry.maiden_name)
    Identifier.objects.bulk_create(
        Identifier(resident=resident, system=system, value=value) for system, value in entry.identifiers
    )
    look_after(resident, by, at)
    refresh_search_words(resident)
    return resident


def look_after(resident: Resident, by: User, at: datetime) -> None:
    """Let whoever entered a person look after them, unless they coordinate the area and see everybody there."""
    today = timezone.localdate(at)
    held = Role.objects.on(today).filter(user=by, area=resident.household.commune.area)
    if held.filter(kind=Role.Kind.COORDINATOR).exists():
        return
    member = Professional.objects.filter(user=by).order_by("pk").first() or by
    purpose = CircleMember.Purpose.CARE
    add_member(resident=resident, member=member, purpose=purpose, since_on=today, until_on=None, by=by)
