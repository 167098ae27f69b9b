"""Putting back what stood in a record before a change: GDPR article 16, when a correction was itself a mistake."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cordata.accounts.models import User
from cordata.people.actions.history import History
from cordata.people.actions.record import hold, write_section
from cordata.people.models import Resident, Revision
from cordata.people.queries.history import section_of
from cordata.people.queries.record import before, parted, record_of


class CannotRestore(Exception):
    """What the change was made to is no longer there, or was never a text of the record."""


@transaction.atomic
def restore(*, resident: Resident, change: Revision, reason: str, by: User, at: datetime) -> Resident:
    """
    Make a text, or a whole row, stand again as it did before a change; later changes of other texts stay.

    :raises CannotRestore: if the row it belonged to is gone
    :raises NothingChanged: if it stands like that already
    """
    held = hold(resident)
    section = section_of(change.field)
    if section is None:
        raise CannotRestore(_("This change can only be taken back where it was made."))
    stands = record_of(held, section)
    row, name = parted(change.field)
    if name and row not in stands:
        raise CannotRestore(_("What this belonged to has been removed since. Restore that first."))
    history = History(held, by=by, at=at, reason=reason)
    return write_section(held, section, stands, before(stands, [change]), history)
