"""The emergency card: the little that an ambulance must know, in the words of both sides of the border."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from cordata.people.models import Allergy, Carer, Condition, Consent, Purpose, Resident
from cordata.people.queries.consent import refusing

LANGUAGES = ("it", "fr", "de", "en")
BORDER = ("it", "fr")  # what every crew here reads
PALLIATIVE = "Z51.5"  # ICD-10: palliative care
CALLED = 3  # people to call, at most

LABELS: dict[str, Promise] = {
    "card": _("Emergency card"),
    "born_on": _("Born on"),
    "languages": _("Speaks"),
    "allergies": _("Allergies"),
    "conditions": _("Illnesses"),
    "safety": _("Take care"),
    "call": _("Call first"),
    "key": _("Has the key"),
    "doctor": _("Family doctor"),
    "home": _("Home"),
    "way_in": _("How to get in"),
    "matters": _("What matters to this person"),
    "none_known": _("none known"),
    "danger": _("danger to life"),
}


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody to telephone."""

    name: str
    relation: str
    phone: str
    has_key: bool


@dataclass(frozen=True, slots=True)
class CardAllergy:
    """What must not be given, and what it does."""

    substance: str
    reaction: str
    is_danger: bool


@dataclass(frozen=True, slots=True)
class Card:
    """All that the card prints; `labels` hold each word in the valleys' languages, without repeating itself."""

    labels: dict[str, str]
    name: str
    born_on: date | None
    born_in_year: int | None
    languages: tuple[str, ...]
    allergies: tuple[CardAllergy, ...]
    conditions: tuple[str, ...]
    safety: tuple[str, ...]
    calls: tuple[Call, ...]
    doctor: str
    doctor_phone: str
    home: str
    point: str
    way_in: str
    matters: str


def refuses_card(resident: Resident, at: datetime) -> bool:
    """Return whether a person refused that an emergency card is printed, in 1 query."""
    return Consent.objects.filter(resident__in=refusing(Purpose.EMERGENCY, at), resident=resident).exists()


def card(resident: Resident) -> Card:
    """Return a person's emergency card, in 4 queries and one for the family doctor."""
    home = resident.household
    conditions = list(resident.conditions.filter(ended_on=None).order_by("code", "name", "pk"))
    doctor = resident.practitioner
    return Card(
        labels={key: in_all_languages(partial(str, words)) for key, words in LABELS.items()},
        name=str(resident),
        born_on=resident.born_on,
        born_in_year=resident.born_in_year,
        languages=tuple(dict.fromkeys([resident.language, *resident.languages])),
        allergies=tuple(allergy(one) for one in by_danger(list(resident.allergies.order_by("substance", "pk")))),
        conditions=tuple(in_all_languages(one.__str__) for one in conditions),
        safety=tuple(one.text for one in resident.safety_notes.order_by("kind", "pk")),
        calls=calls(resident),
        doctor=doctor.name if doctor else "",
        doctor_phone=doctor.phone if doctor else "",
        home=f"{home.address}, {home.hamlet.name + ', ' if home.hamlet else ''}{home.commune}",
        point=f"{home.lat:.5f}, {home.lon:.5f}",
        way_in=home.access,
        matters=resident.matters if is_palliative(conditions) else "",
    )


def in_all_languages(say: Callable[[], str], languages: Iterable[str] = LANGUAGES) -> str:
    """Return words in each language of the valleys, side by side; what two languages share stands once."""
    said = []
    for language in languages:
        with override(language):
            said.append(say())
    return " · ".join(dict.fromkeys(said))


def by_danger(allergies: list[Allergy]) -> list[Allergy]:
    """Return allergies, those that endanger life first."""
    order = [Allergy.Severity.LIFE, Allergy.Severity.SERIOUS, Allergy.Severity.MILD]
    return sorted(allergies, key=lambda one: order.index(Allergy.Severity(one.severity)))


def allergy(one: Allergy) -> CardAllergy:
    return CardAllergy(one.substance, one.reaction, one.severity == Allergy.Severity.LIFE)


def is_palliative(conditions: list[Condition]) -> bool:
    """Return whether somebody receives palliative care, by its code in ICD-10."""
    codes = {one.code for one in conditions if one.system == Condition.System.ICD_10}
    return any(code.startswith(PALLIATIVE) for code in codes)


def calls(resident: Resident) -> tuple[Call, ...]:
    """Return whom to telephone: who is to be called first, then who has the key."""
    known = resident.carers.exclude(phone="").order_by("-is_contact", "-has_key", "-lives_there", "name", "pk")
    return tuple(
        Call(one.name, in_all_languages(partial(relation, one), BORDER), one.phone, one.has_key)
        for one in known[:CALLED]
    )


def relation(carer: Carer) -> str:
    return str(carer.get_relation_display())
