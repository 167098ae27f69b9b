from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cordata.accounts.models import Area, Organisation


class Skill(models.Model):
    """A skill of `workforce.rules.SKILLS`, stored so that people and visits can point at it."""

    code = models.SlugField(primary_key=True, max_length=40)

    def __str__(self) -> str:
        return self.code


class Vehicle(models.Model):
    """A car that a professional drives on a round."""

    class Kind(models.TextChoices):
        CAR = "car", _("car")
        FOUR_BY_FOUR = "four_by_four", _("four-wheel drive")
        OWN_CAR = "own_car", _("own car")

    name = models.CharField(_("name"), max_length=80)
    plate = models.CharField(_("number plate"), max_length=12, blank=True)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.CAR)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="vehicles")

    def __str__(self) -> str:
        return f"{self.name} {self.plate}".strip()


class Professional(models.Model):
    """Someone who makes visits: nurse, care assistant, physiotherapist, animator, hamlet assistant."""

    class Kind(models.TextChoices):
        FAMILY_NURSE = "family_nurse", _("family and community nurse")
        NURSE = "nurse", _("nurse")
        CARE_ASSISTANT = "care_assistant", _("health care assistant")
        PHYSIOTHERAPIST = "physiotherapist", _("physiotherapist")
        ANIMATOR = "animator", _("community animator")
        SOCIAL_WORKER = "social_worker", _("community social worker")
        HAMLET_ASSISTANT = "hamlet_assistant", _("hamlet assistant")

    external_id = models.CharField(max_length=60, unique=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="professional"
    )
    given_name = models.CharField(_("given name"), max_length=80)
    family_name = models.CharField(_("family name"), max_length=80)
    kind = models.CharField(_("profession"), max_length=30, choices=Kind)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="professionals")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="professionals")
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    skills = models.ManyToManyField(Skill, related_name="professionals", blank=True)
    languages = models.JSONField(_("languages"), default=list, help_text=_("codes, such as it, fr, de"))
    base = models.CharField(_("base"), max_length=120, help_text=_("where the round starts and ends"))
    base_lat = models.FloatField()
    base_lon = models.FloatField()
    vehicle = models.ForeignKey(Vehicle, null=True, blank=True, on_delete=models.SET_NULL, related_name="drivers")
    is_synthetic = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}"


class Shift(models.Model):
    """The hours a professional works on a day, with the window of the break."""

    professional = models.ForeignKey(Professional, on_delete=models.CASCADE, related_name="shifts")
    day = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    overtime_minutes = models.PositiveIntegerField(default=30, help_text=_("at most, beyond the end"))
    break_minutes = models.PositiveIntegerField(default=0)
    break_opens_at = models.DateTimeField(null=True, blank=True)
    break_closes_at = models.DateTimeField(null=True, blank=True, help_text=_("the break starts no later"))

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="shift_not_empty"),
            models.CheckConstraint(
                condition=Q(break_minutes=0)
                | Q(break_opens_at__isnull=False, break_closes_at__gte=F("break_opens_at")),
                name="shift_break_has_window",
            ),
            models.UniqueConstraint(fields=["professional", "day"], name="one_shift_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.professional} {self.day}"


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def on(self, day: date) -> AbsenceQuerySet:
        """Keep the absences that touch a day."""
        return self.filter(day=day)


class Absence(models.Model):
    """A professional who cannot work a day, or the rest of it, with who said so and why."""

    class Reason(models.TextChoices):
        SICK = "sick", _("sick")
        FAMILY = "family", _("family reasons")
        VEHICLE = "vehicle", _("vehicle broken down")
        OTHER = "other", _("other")

    professional = models.ForeignKey(Professional, on_delete=models.CASCADE, related_name="absences")
    day = models.DateField()
    from_at = models.DateTimeField(help_text=_("work before this instant stands"))
    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["professional", "day"], name="absent_once_a_day")]

    def __str__(self) -> str:
        return f"{self.professional} {self.day}"
