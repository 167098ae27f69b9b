from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cordata.accounts.models import User
from cordata.people.models.resident import Resident

OPEN_FOR = timedelta(hours=3)


class BreakGlassQuerySet(models.QuerySet["BreakGlass"]):
    def open(self, at: datetime) -> BreakGlassQuerySet:
        """Keep the openings that still hold at an instant."""
        return self.filter(Q(closed_at=None) | Q(closed_at__gt=at), opened_at__lte=at, opened_at__gt=at - OPEN_FOR)


class BreakGlass(models.Model):
    """A record opened in an emergency by somebody outside the circle: three hours, with a reason, and reviewed."""

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="openings")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="openings")
    reason = models.CharField(_("reason"), max_length=300)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True, help_text="by themself, before the three hours are over")

    objects = BreakGlassQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="break_glass_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.user} → {self.resident}, {self.opened_at}"


class BreakGlassReview(models.Model):
    """What the coordinator or the data-protection officer found when they looked at an opening."""

    class Outcome(models.TextChoices):
        JUSTIFIED = "justified", _("justified")
        UNJUSTIFIED = "unjustified", _("not justified")
        UNCLEAR = "unclear", _("to be clarified")

    opening = models.OneToOneField(BreakGlass, on_delete=models.CASCADE, related_name="review")
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome)
    note = models.CharField(_("note"), max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.opening}: {self.outcome}"
