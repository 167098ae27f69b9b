"""People as rows of a table: what the reader may see of each, in columns that an import reads again."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

from cordata.accounts.models import User
from cordata.exchange.outputs.tables import Value
from cordata.people.models import Carer, Resident

from .columns import COLUMNS
from .knowing import PARTS

AT_ONCE = 400
NOT_EXPORTED = frozenset({"name", "name_family_first"})
EXPORTED = tuple(column for column in COLUMNS if column.key not in NOT_EXPORTED)
PRACTICAL_WORDS = (  # what somebody reads who reads no health facts: docs/develop/access.md
    "id given_name family_name usual_name language commune hamlet address lat lon access phone mobile safety key "
    "carer1_name carer1_relation carer1_phone carer1_key carer2_name carer2_relation carer2_phone carer2_key"
)
PRACTICAL = frozenset(PRACTICAL_WORDS.split())
SEPARATOR = " | "


@cache
def heading(key: str, language: str) -> str:
    """Return the heading of a column in a language: the first by which an import knows it."""
    with (Path(__file__).parent / "data" / "headings.csv").open(encoding="utf-8", newline="") as file:
        return next(line[language].split("|")[0].capitalize() for line in csv.DictReader(file) if line["key"] == key)


def headings(keys: Sequence[str]) -> list[str]:
    """Return the headings of some columns in the reader's language."""
    language = (get_language() or "it")[:2]
    return [heading(key, language) for key in keys]


def rows(people: Sequence[int], keys: Sequence[str], user: User, at: datetime) -> Iterator[list[Value]]:
    """Yield a row for each person whom the user sees now, by name, some hundred at a time in 11 queries."""
    for start in range(0, len(people), AT_ONCE):
        some = people[start : start + AT_ONCE]
        seen = Resident.objects.seen_by(user, at=at).filter(pk__in=some).order_by("pk").values("pk")
        homes = Resident.objects.filter(pk__in=seen).select_related(
            "household__commune", "household__hamlet", "practitioner"
        )
        found = {one.pk: one for one in homes.prefetch_related(*PARTS).order_by("pk")}
        read = Resident.objects.health_read_by(user, at=at).filter(pk__in=list(found)).order_by("pk")
        whole = set(read.values_list("pk", flat=True))
        for pk in some:
            if pk in found:
                cells = cells_of(found[pk])
                yield [cells[key] if pk in whole or key in PRACTICAL else None for key in keys]


def cells_of(resident: Resident) -> dict[str, Value]:
    """Return everything an export may tell of a person, by column."""
    home, doctor = resident.household, resident.practitioner
    own: dict[str, Value] = {key: getattr(resident, key) for key in OWN}
    return {
        **own,
        "id": resident.external_id,
        "born_in_year": resident.born_in_year,
        "languages": SEPARATOR.join(resident.languages),
        "lives_alone": yes(value=resident.lives_alone),
        "commune": home.commune.name,
        "hamlet": home.hamlet.name if home.hamlet else None,
        "address": home.address,
        "lat": home.lat,
        "lon": home.lon,
        "access": home.access,
        "gp": doctor.name if doctor else None,
        "gp_phone": doctor.phone if doctor else None,
        **parts_of(resident),
        **carers_of(resident),
    }


OWN = (
    "given_name",
    "family_name",
    "born_on",
    "birthplace",
    "sex",
    "gender",
    "language",
    "matters",
    "quiet",
    "phone",
)


def parts_of(resident: Resident) -> dict[str, Value]:
    """Return what hangs on a person in rows of their own, several joined in one cell."""
    names = {one.use: one for one in resident.other_names.all()}
    contacts = {one.kind: one.value for one in resident.contact_points.all()}
    numbers = {one.system: one.value for one in resident.identifiers.all()}
    today = [one for one in resident.conditions.all() if one.ended_on is None]
    return {
        "maiden_name": names["maiden"].family_name if "maiden" in names else None,
        "usual_name": names["usual"].given_name if "usual" in names else None,
        "mobile": contacts.get("mobile"),
        "email": contacts.get("email"),
        "conditions": joined(one.code or one.name for one in today),
        "allergies": joined(one.substance for one in resident.allergies.all()),
        "safety": joined(one.text for one in resident.safety_notes.all()),
        **{key: numbers.get(key) for key in ("codice_fiscale", "tessera_sanitaria", "nir", "ins", "other")},
    }


def joined(words: Iterable[str]) -> str:
    """Return several words in one cell, as an import parts them again."""
    return SEPARATOR.join(sorted(words))


def carers_of(resident: Resident) -> dict[str, Value]:
    """Return the first two carers, those to call first before the others, and who else has the key."""
    carers = sorted(resident.carers.all(), key=lambda one: (not one.is_contact, -one.strength, one.pk))
    cells: dict[str, Value] = {}
    for number in (1, 2):
        one = carers[number - 1] if len(carers) >= number else None
        cells |= {
            f"carer{number}_name": one.name if one else None,
            f"carer{number}_relation": relation(one),
            f"carer{number}_phone": one.phone if one else None,
            f"carer{number}_key": yes(value=one.has_key) if one else None,
        }
    others = (one.name for one in carers[2:] if one.has_key)
    return {**cells, "key": next(others, None)}


def relation(carer: Carer | None) -> str | None:
    """Return who a carer is, in words that an import knows."""
    return carer.relation.replace("_", " ") if carer else None


def yes(*, value: bool | None) -> str | None:
    """Return yes or no as tables have it here, nothing where nobody knows."""
    return None if value is None else ("1" if value else "0")
