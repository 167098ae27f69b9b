"""The sections in which a person's record is changed: one screen each, one thing somebody comes to put right."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cordata.people.models import (
    Allergy,
    Carer,
    Condition,
    ContactPoint,
    Identifier,
    OtherName,
    Residence,
    SafetyNote,
)

CARER = ("name", "relation", "phone", "email", "language", "has_key", "lives_there", "is_contact", "strength", "helps")
ROWS: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "other_names": (OtherName, ("use", "given_name", "family_name")),
    "identifiers": (Identifier, ("system", "value")),
    "residences": (Residence, ("use", "household", "since_on", "until_on", "first_month", "last_month")),
    "contact_points": (ContactPoint, ("kind", "value", "for_visits", "for_urgent", "for_news", "note")),
    "conditions": (Condition, ("system", "code", "name", "since_on", "ended_on")),
    "allergies": (Allergy, ("substance", "reaction", "severity")),
    "safety_notes": (SafetyNote, ("kind", "text")),
    "carers": (Carer, (*CARER, "limits", "own_needs", "person", "user")),
}
HOME = "home"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the record: the person's own fields and, by their related names, the further rows it holds."""

    slug: str
    title: str | Promise
    own: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    is_ones_own: bool = False  # one may correct it on one's own record


SECTIONS = {
    one.slug: one
    for one in (
        Section("names", _("Names"), ("given_name", "family_name"), ("other_names",)),
        Section("birth", _("Birth"), ("born_on", "born_in_year", "birthplace", "sex", "gender")),
        Section("languages", _("Languages"), ("language", "languages"), is_ones_own=True),
        Section("identifiers", _("Identity numbers"), (), ("identifiers",)),
        Section(HOME, _("Home"), ("lives_alone",), ("residences",)),
        Section("contacts", _("Telephone and e-mail"), ("phone",), ("contact_points",), is_ones_own=True),
        Section("doctor", _("Family doctor"), ("practitioner",)),
        Section("health", _("Health"), (), ("conditions", "allergies")),
        Section("safety", _("Safety at the door"), (), ("safety_notes",)),
        Section("wishes", _("What matters"), ("matters", "quiet"), is_ones_own=True),
        Section("network", _("Family and neighbours"), (), ("carers",)),
    )
}


def section_of(field: str) -> Section | None:
    """Return the section that a revision's field belongs to, if it is one that a screen changes."""
    first = field.partition(".")[0]
    return next((one for one in SECTIONS.values() if first in (*one.own, *one.rows)), None)
