"""What a row would change of a person: said for the preview, and done by `storing`. An empty cell changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from cordata.exchange.tables.columns import plain
from cordata.people.models import Carer, Household, Identifier, Resident
from cordata.people.queries.sections import HOME, SECTIONS, Section

from .columns import BY_KEY
from .rows import CarerCell, Doctor, Home, Part, PersonRow, Stored
from .territory import Territory

COLUMN_OF_PART = {
    "other_names": "usual_name",
    "contact_points": "mobile",
    "conditions": "conditions",
    "allergies": "allergies",
    "safety_notes": "safety",
}
SECTION_OF_PART = {
    "other_names": "names",
    "contact_points": "contacts",
    "conditions": "health",
    "allergies": "health",
    "safety_notes": "safety",
}


CARER_WORDS = {"relation": _lazy("who they are"), "phone": _lazy("telephone"), "has_key": _lazy("has the key")}


@dataclass(frozen=True, slots=True)
class CarerChange:
    """A carer whom a row adds (`carer` None), or what it changes of one."""

    cell: CarerCell
    carer: Carer | None
    values: Mapping[str, Stored]


@dataclass(frozen=True, slots=True)
class Difference:
    """What a row brings that the register does not have."""

    fields: Mapping[str, Stored]
    home: Home | None
    access: str
    doctor: Doctor | None
    identifiers: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    carers: tuple[CarerChange, ...]

    @property
    def sections(self) -> list[Section]:
        """The sections of the record that would change, in the order of the screens."""
        slugs = {one.slug for key in self.fields for one in SECTIONS.values() if key in one.own}
        slugs |= {SECTION_OF_PART[part.related] for part in self.parts}
        also = {
            HOME: self.home or self.access,
            "doctor": self.doctor,
            "identifiers": self.identifiers,
            "network": self.carers,
        }
        slugs |= {slug for slug, is_there in also.items() if is_there}
        return [one for one in SECTIONS.values() if one.slug in slugs]


def of_new(row: PersonRow) -> Difference:
    """Return what a row says of somebody who is not in the register."""
    return Difference(
        fields=row.fields,
        home=row.home,
        access="",
        doctor=row.doctor,
        identifiers=row.identifiers,
        parts=row.parts,
        carers=tuple(CarerChange(cell, None, {}) for cell in row.carers),
    )


def between(resident: Resident, row: PersonRow) -> Difference:
    """Return what a row would change of a person, whose parts are at hand."""
    household = resident.household
    moves = row.home is not None and not is_home(household, row.home)
    access = row.home.access if row.home and not moves and row.home.access != household.access else ""
    known_numbers = {(one.system, one.value) for one in resident.identifiers.all()}
    return Difference(
        fields=_fields(resident, row),
        home=row.home if moves else None,
        access=access,
        doctor=row.doctor if row.doctor and not _is_doctor(resident, row.doctor) else None,
        identifiers=tuple(one for one in row.identifiers if one not in known_numbers),
        parts=tuple(part for part in row.parts if not _has(resident, part)),
        carers=tuple(change for cell in row.carers if (change := _carer(resident, cell))),
    )


def is_home(household: Household, home: Home) -> bool:
    """Return whether somebody who lives in a household lives where a row says, as far as the row says."""
    if household.commune_id != home.commune_id:
        return False
    if home.hamlet_id is not None and household.hamlet_id != home.hamlet_id:
        return False
    return not home.address or plain(home.address) == plain(household.address)


def _fields(resident: Resident, row: PersonRow) -> dict[str, Stored]:
    changed = {key: value for key, value in row.fields.items() if getattr(resident, key) != value}
    if "born_in_year" in changed and resident.born_on and resident.born_on.year == changed["born_in_year"]:
        del changed["born_in_year"]  # the table knows less than the register
    return changed


def _is_doctor(resident: Resident, doctor: Doctor) -> bool:
    return resident.practitioner is not None and plain(resident.practitioner.name) == plain(doctor.name)


def _has(resident: Resident, part: Part) -> bool:
    wanted = [
        (key, plain(value) or value) for key, value in part.values if part.related != "safety_notes" or key != "kind"
    ]
    return any(
        all((plain(str(getattr(one, key))) or str(getattr(one, key))) == value for key, value in wanted)
        for one in getattr(resident, part.related).all()
    )


def _carer(resident: Resident, cell: CarerCell) -> CarerChange | None:
    known = next((one for one in resident.carers.all() if plain(one.name) == plain(cell.name)), None)
    if known is None:
        return CarerChange(cell, None, {})
    said: dict[str, Stored] = {"relation": cell.relation, "phone": cell.phone, "has_key": cell.has_key}
    values = {key: value for key, value in said.items() if value is not None and getattr(known, key) != value}
    return CarerChange(cell, known, values) if values else None


def told(difference: Difference, resident: Resident | None, territory: Territory) -> Iterator[tuple[str, str, str]]:
    """Yield each change as a person reads it: the field, what stands there, what would."""
    for key, value in difference.fields.items():
        yield str(BY_KEY[key].label), said(getattr(resident, key), key) if resident else "", said(value, key)
    if difference.home:
        home = difference.home
        place = ", ".join(word for word in (home.address, str(territory.by_id[home.commune_id])) if word)
        yield _("home"), str(resident.household) if resident else "", place
    if difference.access:
        yield str(BY_KEY["access"].label), resident.household.access if resident else "", difference.access
    if difference.doctor:
        before = str(resident.practitioner or "") if resident else ""
        yield str(BY_KEY["gp"].label), before, difference.doctor.name
    for system, value in difference.identifiers:
        yield str(dict(Identifier.System.choices)[system]), "", value
    for part in difference.parts:
        yield str(BY_KEY[column_of(part)].label), "", part.words
    for change in difference.carers:
        yield from _told_carer(change)


def _told_carer(change: CarerChange) -> Iterator[tuple[str, str, str]]:
    title = _("carer %(name)s") % {"name": change.cell.name}
    if change.carer is None:
        relation = dict(Carer.Relation.choices).get(change.cell.relation or "", "")
        words = (str(relation), change.cell.phone or "", _("has the key") if change.cell.has_key else "")
        yield title, "", ", ".join(word for word in words if word) or _("new")
        return
    for key, value in change.values.items():
        yield f"{title}: {CARER_WORDS[key]}", said(getattr(change.carer, key), key), said(value, key)


def column_of(part: Part) -> str:
    """Return the key of the column that a part came from."""
    values = dict(part.values)
    if part.related == "other_names" and values["use"] == "maiden":
        return "maiden_name"
    if part.related == "contact_points" and values["kind"] == "email":
        return "email"
    return COLUMN_OF_PART[part.related]


def said(value: Any, key: str) -> str:
    """Return a stored value in words."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return date_format(value, "d/m/Y")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    choices = {"sex": Resident.Sex, "gender": Resident.Gender, "relation": Carer.Relation}
    return str(dict(choices[key].choices).get(value, value)) if key in choices else str(value)
