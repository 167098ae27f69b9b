from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from cordata.accounts.models import Organisation, User
from cordata.people.models import Resident

SILENT_AT_MOST = timedelta(minutes=3)


class PeopleImportQuerySet(models.QuerySet["PeopleImport"]):
    def of(self, user: User) -> PeopleImportQuerySet:
        """Keep what a user has brought in themself: the file may name people whom no colleague sees."""
        return self.filter(by=user)


class PeopleImport(models.Model):
    """A table of people that a coordinator brings: what was read, what would change, what became of it."""

    class State(models.TextChoices):
        MAPPING = "mapping", _("columns to be named")
        COMPARING = "comparing", _("being compared with the register")
        PREVIEW = "preview", _("to be looked at")
        STORING = "storing", _("being taken in")
        TAKEN = "taken", _("taken in")
        UNDONE = "undone", _("undone")

    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file")
    content = models.BinaryField(null=True, help_text="the file, until it is taken in or given up")
    headings_key = models.CharField(max_length=64, db_index=True, help_text="SHA-256 of the headings, in order")
    mapping = models.JSONField(default=dict, help_text="position of each of our columns in the file")
    faults = models.JSONField(default=list, help_text="what is wrong or doubtful, until the file is gone")
    state = models.CharField(max_length=10, choices=State, default=State.MAPPING)
    done = models.PositiveIntegerField(default=0, help_text="rows dealt with so far")
    total = models.PositiveIntegerField(default=0, help_text="rows in the file")
    heard_at = models.DateTimeField(null=True, blank=True, help_text="when the job last said how far it was")
    failure = models.CharField(max_length=300, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = PeopleImportQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.file_name}, {self.at:%Y-%m-%d %H:%M}"

    @property
    def is_under_way(self) -> bool:
        """Whether a job is at work on it."""
        return self.state in (self.State.COMPARING, self.State.STORING)

    def is_lost(self, at: datetime) -> bool:
        """Return whether the job has stopped without saying so."""
        return self.is_under_way and at - (self.heard_at or self.at) > SILENT_AT_MOST


class ImportRow(models.Model):
    """What a row of the table means for the register, and, once taken in, what it did there."""

    class Outcome(models.TextChoices):
        NEW = "new", _("new")
        CHANGED = "changed", _("changed")
        SAME = "same", _("as it was")
        DOUBLE = "double", _("perhaps known already")
        FAULT = "fault", _("cannot be taken in")

    class Choice(models.TextChoices):
        """What the coordinator says of a row that resembles somebody."""

        OPEN = "", _("leave out for now")
        NEW = "new", _("another person")
        SAME = "same", _("this person")

    people_import = models.ForeignKey(PeopleImport, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(help_text="as the spreadsheet counts")
    key = models.CharField(max_length=60, blank=True, db_index=True, help_text="under which the person is known again")
    outcome = models.CharField(max_length=10, choices=Outcome)
    name = models.CharField(max_length=165, blank=True)
    place = models.CharField(max_length=200, blank=True)
    resident = models.ForeignKey(Resident, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    changes = models.JSONField(default=list, help_text="[field, before, after], as the preview prints them")
    alike = models.JSONField(default=list, help_text="[resident, score] of whom the row resembles, likeliest first")
    choice = models.CharField(max_length=10, choices=Choice, default=Choice.OPEN, blank=True)
    chosen = models.ForeignKey(Resident, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    version_before = models.PositiveIntegerField(null=True, blank=True, help_text="of the record; empty for a new one")
    version = models.PositiveIntegerField(null=True, blank=True, help_text="of the record once taken in")
    undone_at = models.DateTimeField(null=True, blank=True)
    kept_because = models.CharField(max_length=200, blank=True, help_text="why it could not be undone")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["people_import", "number"], name="import_row_once"),
        ]

    def __str__(self) -> str:
        return f"{self.people_import_id}, {self.number}: {self.outcome}"
