"""The history of a record: a version for each change, and a line for each text that became another."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Field, ForeignKey, JSONField, Model

from cordata.accounts.models import User
from cordata.people.actions.keys import refresh_search_words
from cordata.people.models import Resident, Revision


class History:
    """The lines of one change of one record, written when it is closed; `resident` is held by the caller."""

    def __init__(self, resident: Resident, *, by: User | None, at: datetime, reason: str = "") -> None:
        self.resident, self.by, self.at, self.reason = resident, by, at, reason
        self.version = resident.version + 1
        self.lines: list[Revision] = []

    def add(self, field: str, before: str, after: str) -> None:
        """Note that a text became another; one that stayed is no change."""
        if before != after:
            stamp = {"version": self.version, "by": self.by, "at": self.at, "reason": self.reason}
            line = Revision(resident=self.resident, field=field, before=before, after=after, **stamp)
            self.lines.append(line)

    def close(self) -> Resident:
        """Store the record under its new version, its history and the words it is found by."""
        self.resident.version = self.version
        self.resident.save()
        Revision.objects.bulk_create(self.lines)
        refresh_search_words(self.resident)
        return self.resident


def assign(stored: Model, name: str, text: str) -> None:
    """Set a field from its text as `queries.record.text_of` writes it."""
    field = stored._meta.get_field(name)
    if isinstance(field, ForeignKey):
        setattr(stored, field.attname, int(text) if text else None)
    elif isinstance(field, JSONField):
        setattr(stored, name, text.split(",") if text else [])
    elif isinstance(field, Field):
        setattr(stored, name, None if text == "" and field.null else field.to_python(text))
