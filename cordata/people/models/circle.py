from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cordata.accounts.models import User
from cordata.people.models.resident import Resident
from cordata.workforce.models import Professional


class CircleMemberQuerySet(models.QuerySet["CircleMember"]):
    def on(self, day: date) -> CircleMemberQuerySet:
        """Keep the memberships in force on a day: begun, not over, and ended by nobody."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=day), since_on__lte=day, ended_at=None)

    def still_open(self, day: date) -> CircleMemberQuerySet:
        """Keep the memberships in force on a day or after it."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=day), ended_at=None)

    def over(self, day: date) -> CircleMemberQuerySet:
        """Keep the memberships that were in force before a day, or that somebody ended."""
        return self.filter(Q(until_on__lt=day) | Q(ended_at__isnull=False))


class CircleMember(models.Model):
    """Somebody who looks after a resident and may therefore see their record, from a day until another."""

    class Purpose(models.TextChoices):
        ROUND = "round", _("visits on a round")
        CARE = "care", _("ongoing care")
        ADVICE = "advice", _("medical advice")
        RIDES = "rides", _("rides")
        WATCH = "watch", _("keeps an eye out")

    class Origin(models.TextChoices):
        """What brought them in: when it ends, the membership ends."""

        HAND = "hand", _("added by hand")
        ROUND = "round", _("a published round")
        PLAN = "plan", _("the care plan")
        REFERRAL = "referral", _("a referral")

    CLINICAL = (Purpose.ROUND, Purpose.CARE, Purpose.ADVICE)  # who comes for one of these reads health facts

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="circle")
    professional = models.ForeignKey(
        Professional, null=True, blank=True, on_delete=models.CASCADE, related_name="circles"
    )
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="circles")
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.HAND)
    since_on = models.DateField(_("since"))
    until_on = models.DateField(pgettext_lazy("day", "until"), null=True, blank=True)
    added_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(
        null=True, blank=True, help_text="before its last day; from then on it opens nothing"
    )
    ended_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    end_reason = models.CharField(_("why it ended"), max_length=200, blank=True)

    objects = CircleMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("since_on")), name="circle_dates_in_order"
            ),
            models.CheckConstraint(
                condition=Q(professional=None) ^ Q(user=None), name="circle_member_is_a_professional_or_a_user"
            ),
            models.CheckConstraint(condition=Q(ended_at=None) | ~Q(end_reason=""), name="circle_end_has_a_reason"),
            models.UniqueConstraint(
                fields=["resident", "professional", "purpose", "since_on"],
                condition=Q(ended_at=None),
                name="circle_member_once",
            ),
            models.UniqueConstraint(
                fields=["resident", "user", "purpose", "since_on"],
                condition=Q(ended_at=None),
                name="circle_user_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.professional or self.user} → {self.resident}"
