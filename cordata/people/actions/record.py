"""Changing a record: every change is a version with its history, and nobody's change is overwritten."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from cordata.accounts.models import User
from cordata.people.actions.history import History, assign
from cordata.people.actions.homes import household_of, settle, with_home_stored
from cordata.people.models import Carer, Consent, Residence, Resident, Revision
from cordata.people.queries.record import OWN, before, changes_since, record_of
from cordata.people.queries.sections import HOME, ROWS, Section
from cordata.people.rules.merging import Rows


class RecordHasMoved(Exception):
    """Somebody else changed the same section meanwhile; `changes` are theirs, `rows` the section as it stands."""

    def __init__(self, changes: Sequence[Revision], rows: Rows, version: int) -> None:
        super().__init__(_("Somebody else has changed this meanwhile. Nothing of yours is lost or saved yet."))
        self.changes, self.rows, self.version = list(changes), rows, version


class NothingChanged(Exception):
    """What is to stand stands already."""


class RowIsNeeded(Exception):
    """A row that something else stands on, as a consent stands on the carer it names."""


class CannotUndo(Exception):
    """The change is no longer the section's last one."""


@transaction.atomic
def change_record(
    *, resident: Resident, section: Section, rows: Rows, version: int, by: User, at: datetime
) -> Resident:
    """
    Make a section of a record stand as `rows` say, the person's own fields under "", new rows under any other key.

    :raises RecordHasMoved: if somebody changed the section after `version`
    :raises NothingChanged: if it stands like that already
    :raises RowIsNeeded: if a row is to go that something else stands on
    """
    held = hold(resident)
    stands = record_of(held, section)
    if held.version != version and (theirs := changes_since(held, section, version)):
        raise RecordHasMoved(theirs, stands, held.version)
    ours = {key if key in stands else f"{key}-new": row for key, row in rows.items()}  # no key of another person's row
    return write_section(held, section, stands, ours, History(held, by=by, at=at))


@transaction.atomic
def undo_change(*, resident: Resident, section: Section, version: int, by: User, at: datetime) -> Resident:
    """
    Take back what a version changed of a section, as a new version.

    :raises CannotUndo: if the section was changed again since, or if that version changed nothing of it
    """
    held = hold(resident)
    changes = changes_since(held, section, version - 1)
    if not changes or any(one.version != version for one in changes):
        raise CannotUndo(_("This has been changed again since. Nothing was undone."))
    stands = record_of(held, section)
    history = History(held, by=by, at=at, reason=_("undone"))
    return write_section(held, section, stands, before(stands, changes), history)


def hold(resident: Resident) -> Resident:
    """Return a record as it stands, held against everybody else until the transaction ends."""
    return Resident.objects.select_for_update(of=("self",)).get(pk=resident.pk)


def write_section(held: Resident, section: Section, stands: Rows, rows: Rows, history: History) -> Resident:
    """
    Write what differs between a section as it stands and as it is to be, with a line of history for each text.

    :raises NothingChanged: if nothing does
    """
    if same(stands, rows):
        raise NothingChanged(_("Nothing was changed."))
    if section.slug == HOME:
        stands, rows = with_home_stored(held, stands, rows)
    for name, text in rows.get(OWN, {}).items():
        history.add(name, stands[OWN][name], text)
        assign(held, name, text)
    for related in section.rows:
        write_rows(held, related, stands, rows, history)
    if section.slug == HOME:
        settle(held, timezone.localdate(history.at), history)
    return history.close()


def write_rows(held: Resident, related: str, stands: Rows, rows: Rows, history: History) -> None:
    """Remove, change and add rows of one kind, in this order so that no two are the same in between."""
    model, _names = ROWS[related]
    old, new = of_kind(stands, related), of_kind(rows, related)
    for key in old.keys() - new.keys():
        remove_row(model._default_manager.get(pk=number(key)))
        history.add(key, json.dumps(old[key]), "")
    for key in [key for key in old if key in new and dict(new[key]) != dict(old[key])]:
        stored = model._default_manager.get(pk=number(key))
        write_row(stored, related, new[key], history)
        for name, text in new[key].items():
            history.add(f"{key}.{name}", old[key].get(name, ""), text)
    for key in [key for key in new if key not in old]:
        stored = write_row(model(pk=number(key), resident=held), related, new[key], history)
        history.add(f"{related}.{stored.pk}", "", json.dumps(dict(new[key])))


def remove_row(stored: Model) -> None:
    """
    Take a row away.

    :raises RowIsNeeded: if it is a carer whom a consent names, in force or not: who could read is to be known later
    """
    if isinstance(stored, Carer) and Consent.objects.filter(carer=stored).exists():
        raise RowIsNeeded(
            _("A consent names %(carer)s and is kept. Take the consent back if they no longer help; they stay listed.")
            % {"carer": stored}
        )
    stored.delete()


def write_row(stored: Model, related: str, row: Mapping[str, str], history: History) -> Model:
    """Give a row its texts and store it; a residence has its address settled first."""
    if isinstance(stored, Residence):
        row = {**row, "household": str(household_of(row, history).pk)}
    for name in ROWS[related][1]:
        assign(stored, name, row[name])
    stored.save(force_insert=stored._state.adding)
    return stored


def same(one: Rows, other: Rows) -> bool:
    """Return whether two tellings of a record say the same."""
    return {key: dict(row) for key, row in one.items()} == {key: dict(row) for key, row in other.items()}


def of_kind(rows: Rows, related: str) -> dict[str, Mapping[str, str]]:
    """Return the rows of one kind."""
    return {key: row for key, row in rows.items() if key.startswith(f"{related}.")}


def number(key: str) -> int | None:
    """Return the id that a row's key holds; None for a new row. One that was removed comes back under its old id."""
    text = key.partition(".")[2]
    return int(text) if text.isdecimal() else None
