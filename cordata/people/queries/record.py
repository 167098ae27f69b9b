"""A person's record in texts, by which two versions are compared: as it stands, and as it stood."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import ForeignKey, Model

from cordata.accounts.models import User
from cordata.people.models import Household, Resident, Revision
from cordata.people.queries.places import place_label
from cordata.people.queries.sections import ROWS, SECTIONS, Section
from cordata.people.rules.merging import Row, Rows

OWN = ""  # the key of the person's own fields
NOT_STORED = "residences.0"  # the home of somebody who has no residence stored: where their household is
PLACED = ("place", "address", "access")  # what a residence tells of its household


def editable_sections(user: User, resident: Resident, at: datetime) -> list[Section]:
    """Return what a user may change of a record, in the order of the screens; 1 query, 2 for one's own record."""
    if Resident.objects.edited_by(user, at=at).filter(pk=resident.pk).exists():
        return list(SECTIONS.values())
    if Resident.objects.seen_by(user, at=at).filter(pk=resident.pk, user=user).exists():
        return [one for one in SECTIONS.values() if one.is_ones_own]
    return []


def record_of(resident: Resident, section: Section) -> dict[str, Row]:
    """Return a section of a record as it stands, rows by key in the order they are shown; a query for each kind."""
    told = {OWN: {name: text_of(value_of(resident, name)) for name in section.own}}
    for related in section.rows:
        told |= home_rows(resident) if related == "residences" else rows_of(resident, related)
    return told


def rows_of(resident: Resident, related: str) -> dict[str, Row]:
    model, names = ROWS[related]
    stored = model._default_manager.filter(resident=resident).order_by("pk")
    return {f"{related}.{one.pk}": {name: text_of(value_of(one, name)) for name in names} for one in stored}


def home_rows(resident: Resident) -> dict[str, Row]:
    """Return a person's residences with their addresses; of somebody who has none, where their household is."""
    _model, names = ROWS["residences"]
    stored = resident.residences.select_related("household__commune", "household__hamlet").order_by("pk")
    told = {
        f"residences.{one.pk}": {name: text_of(value_of(one, name)) for name in names} | placed(one.household)
        for one in stored
    }
    nothing = dict.fromkeys(names, "")
    home = {"use": "home", "household": str(resident.household_id)}
    return told or {NOT_STORED: nothing | home | placed(resident.household)}


def placed(household: Household) -> Row:
    """Return where a household is, in texts."""
    return {"place": place_label(household), "address": household.address, "access": household.access}


def value_of(stored: Model, name: str) -> object:
    """Return a field's value; of a relation its id."""
    field = stored._meta.get_field(name)
    return getattr(stored, field.attname if isinstance(field, ForeignKey) else name)


def text_of(value: object) -> str:
    """Return a value as its text: dates as ISO 8601 has them, lists joined by commas, nothing as nothing."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ",".join(str(one) for one in value)
    return value.isoformat() if isinstance(value, date) else str(value)


def before(rows: Rows, changes: Iterable[Revision]) -> dict[str, Row]:
    """Return a record as it stood before some changes, which are given from the first to the last."""
    stood = {key: dict(row) for key, row in rows.items()}
    for change in reversed(list(changes)):
        row, name = parted(change.field)
        if name:
            stood.setdefault(row, {})[name] = change.before
        elif change.before:
            stood[row] = json.loads(change.before)
        else:
            stood.pop(row, None)
    return stood


def parted(field: str) -> tuple[str, str]:
    """Part a revision's field into the row and the name within it; without a name, the whole row came or went."""
    if "." not in field:
        return OWN, field
    related, number, *name = field.split(".")
    return f"{related}.{number}", name[0] if name else ""


def changes_since(resident: Resident, section: Section, version: int) -> list[Revision]:
    """Return what others changed of a section after a version, first to last."""
    later = Revision.objects.filter(resident=resident, version__gt=version).select_related("by").order_by("pk")
    names = {*section.own, *section.rows}
    return [one for one in later if one.field.partition(".")[0] in names or one.field.startswith(f"{section.slug}.")]
