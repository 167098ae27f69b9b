"""What was seen and done, by whom and why. Written once: the database itself refuses to change or delete a line."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cordata.accounts.models.members import Organisation, User


class AuditEntry(models.Model):
    """One request, command or job that touched somebody's record. Holds no name and no text that was typed."""

    class What(models.TextChoices):
        READ = "read", _("read")
        WRITE = "write", _("changed")
        PRINT = "print", _("printed")
        EXPORT = "export", _("exported")
        SEARCH = "search", _("searched by name")
        SEND = "send", _("sent to a phone")
        REFUSE = "refuse", _("refused")
        SIGN_IN = "sign_in", _("signed in")

    at = models.DateTimeField(db_index=True)
    user_id = models.BigIntegerField(null=True, help_text="who; empty for a job or a command")
    what = models.CharField(max_length=10, choices=What)
    where = models.CharField(max_length=80, help_text="the URL's name, or the command's")
    roles = models.CharField(max_length=200, blank=True, help_text="kinds of role in force, with their areas")
    address = models.GenericIPAddressField(null=True)
    status = models.PositiveSmallIntegerField(default=200, help_text="what was answered, as HTTP counts")
    search = models.CharField(max_length=64, blank=True, help_text="keyed hash of the words searched for")

    class Meta:
        verbose_name_plural = "audit entries"
        indexes = [models.Index(fields=["user_id", "at"], name="audit_by_user")]

    def __str__(self) -> str:
        return f"{self.pk} {self.what} {self.where}"


class AuditPerson(models.Model):
    """
    A person whom a request showed or changed, what it did with them and on what ground.

    Outlives the person's erasure: an id, no name. One request may change one person and show others beside them.
    """

    class Ground(models.TextChoices):
        AREA = "area", _("coordinates the area")
        CIRCLE = "circle", _("belongs to the circle of care")
        SELF = "self", _("it is their own record")
        CARER = "carer", _("a carer the person lets read")
        BREAK_GLASS = "break_glass", _("opened in an emergency")
        OFFICER = "officer", _("data-protection officer")
        MATCH = "match", _("shown as a possible double")
        JOB = "job", _("a job or a command")
        NONE = "none", _("was not allowed")

    entry = models.ForeignKey(AuditEntry, on_delete=models.PROTECT, related_name="persons")
    person_id = models.BigIntegerField()
    what = models.CharField(max_length=10, choices=AuditEntry.What, default=AuditEntry.What.READ)
    ground = models.CharField(max_length=12, choices=Ground)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "person_id"], name="audit_person_once_per_entry")]
        indexes = [models.Index(fields=["person_id", "entry"], name="audit_by_person")]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.person_id}"


class AuditSeal(models.Model):
    """An entry's link in the chain: a keyed hash over the entry, its persons and the link before."""

    position = models.BigIntegerField(primary_key=True)
    entry_id = models.BigIntegerField(unique=True)  # no foreign key: a seal must show that its entry is gone
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.position} {self.digest}"


class DataProtectionOfficer(models.Model):
    """Who watches, for an organisation, over how records are looked at. Sees the audit, never a record."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="officer_of")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="officers")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation", "starts_on"], name="officer_named_once")
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.organisation}"
