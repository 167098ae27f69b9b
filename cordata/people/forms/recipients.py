"""Whom a decision may be about, one choice each."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cordata.accounts.models import Organisation, Role, User
from cordata.people.models import CircleMember, Resident
from cordata.ui.institutions import institution
from cordata.workforce.models import Professional

LOOKING_AFTER = (
    Role.Kind.COORDINATOR,
    Role.Kind.PROFESSIONAL,
    Role.Kind.DOCTOR,
    Role.Kind.ANTENNA,
    Role.Kind.DRIVER,
)


@dataclass(frozen=True, slots=True)
class Recipient:
    """One choice: its group and words, and the fields of Consent that it fills in."""

    group: str | Promise
    words: str | Promise
    fields: dict[str, object] = field(default_factory=dict)


def recipients(resident: Resident, kinds: Container[str], today: date) -> Iterator[tuple[str, Recipient]]:
    """Yield by key whom a decision of a person may be about, of the kinds asked for."""
    if "everybody" in kinds:
        yield "everybody", Recipient(_("Everybody"), _("everybody this is about"))
    if "carer" in kinds:
        for carer in resident.carers.order_by("name", "pk"):
            words = f"{carer}, {carer.get_relation_display()}"
            yield f"carer-{carer.pk}", Recipient(_("Family and neighbours"), words, {"carer": carer})
    if "person" in kinds:
        for user in whom_to_name(resident, today):
            yield f"person-{user.pk}", Recipient(_("One person"), str(user), {"person": user})
    if "organisation" in kinds:
        for one in Organisation.objects.order_by("country", "name", "pk"):
            words = f"{one} ({one.get_country_display()})"
            yield f"organisation-{one.pk}", Recipient(_("An organisation"), words, {"organisation": one})
    if "profession" in kinds:
        country = resident.household.commune.area.country
        for kind in Professional.Kind:
            words = str(institution(kind, country))
            yield f"profession-{kind}", Recipient(_("A profession"), words, {"profession": kind.value})


def whom_to_name(resident: Resident, today: date) -> list[User]:
    """Return the users a person may name: of their circle now or before, of their area, from across the border."""
    home = resident.household.commune.area
    held = Role.objects.on(today).filter(kind__in=LOOKING_AFTER)
    near = held.filter(Q(area=home) | ~Q(organisation__country=home.country)).values("user")
    circle = CircleMember.objects.filter(resident=resident)
    named = Q(pk__in=near) | Q(pk__in=circle.values("user")) | Q(pk__in=circle.values("professional__user"))
    return list(User.objects.filter(named, is_active=True).order_by("last_name", "first_name", "pk"))
