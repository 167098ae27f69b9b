"""What lets somebody in besides their password: one-time links, identities proven elsewhere, the short PIN."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from cordata.accounts.models.members import User


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, at: datetime) -> InvitationQuerySet:
        """Keep those that still let in."""
        return self.filter(used_at=None, ends_at__gt=at)


class Invitation(models.Model):
    """A one-time link with which somebody chooses their password, or ties an identity proven elsewhere to themself."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True, help_text="of the secret in the link, which is kept nowhere")
    made_by = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        related_name="invitations_made",
        help_text="who handed it over; empty when it was sent by e-mail or made by a command",
    )
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("made_at")), name="invitation_lasts"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.made_at:%Y-%m-%d %H:%M}"


class ExpectedIdentity(models.Model):
    """Whom an identifier proven elsewhere stands for, written down before they first sign in with it."""

    provider = models.CharField(max_length=40)
    identifier = models.CharField(max_length=200, help_text="as the provider says it: a tax code, a number, a subject")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="expected_identities")
    added_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "expected identities"
        constraints = [
            models.UniqueConstraint(fields=["provider", "identifier"], name="identifier_stands_for_one"),
        ]

    def __str__(self) -> str:
        return f"{self.user} at {self.provider}"


class ShortPin(models.Model):
    """The digits that re-open one's locked screen on a shared computer. They open nothing else."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="short_pin")
    digest = models.CharField(max_length=256, help_text="as passwords are kept")
    set_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user}, {self.set_at:%Y-%m-%d}"


class Tally(models.Model):
    """How often something was asked for until an instant, by whom: counted in the database, for all processes."""

    key = models.CharField(max_length=64, help_text="keyed hash of what and by whom")
    ends_at = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "tallies"
        constraints = [models.UniqueConstraint(fields=["key", "ends_at"], name="tally_once_a_span")]

    def __str__(self) -> str:
        return f"{self.count} until {self.ends_at:%H:%M:%S}"
