from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cordata.accounts.models import Role, User
from cordata.places.models import Commune, Hamlet
from cordata.workforce.models import Professional


class Household(models.Model):
    """The people who live at one address, and how to get in."""

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="households")
    hamlet = models.ForeignKey(Hamlet, null=True, blank=True, on_delete=models.PROTECT, related_name="households")
    address = models.CharField(_("address"), max_length=200)
    lat = models.FloatField()
    lon = models.FloatField()
    access = models.CharField(_("how to get in"), max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.address}, {self.hamlet.name if self.hamlet else self.commune}"


class ResidentQuerySet(models.QuerySet["Resident"]):
    def seen_by(self, user: User | AnonymousUser, *, on: date | None = None) -> ResidentQuerySet:
        """Keep whom a user may see: a coordinator the area's people, a professional those whose circle they are in."""
        if not user.is_authenticated:
            return self.none()
        day = on or timezone.localdate()
        areas = Role.objects.on(day).filter(user=user, kind=Role.Kind.COORDINATOR).values("area")
        circles = CircleMember.objects.on(day).filter(professional__user=user).values("resident")
        return self.filter(Q(household__commune__area__in=areas) | Q(pk__in=circles))


class Resident(models.Model):
    """A person who lives in the valley and whom the centre knows."""

    class Sex(models.TextChoices):
        FEMALE = "F", _("female")
        MALE = "M", _("male")
        UNKNOWN = "", _("not known")

    external_id = models.CharField(max_length=60, unique=True)
    given_name = models.CharField(_("given name"), max_length=80)
    family_name = models.CharField(_("family name"), max_length=80)
    born_on = models.DateField(_("born on"), null=True, blank=True)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex, default=Sex.UNKNOWN, blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    language = models.CharField(_("language"), max_length=2)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="members")
    matters = models.CharField(_("what matters to me"), max_length=200, blank=True)
    is_synthetic = models.BooleanField(default=False)

    objects = ResidentQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}"


class Condition(models.Model):
    """A long-term condition of a resident, by its ICPC-2 code."""

    class Code(models.TextChoices):
        HYPERTENSION = "K86", _("hypertension")
        DIABETES = "T90", _("diabetes")
        HEART_FAILURE = "K77", _("heart failure")
        CHRONIC_BRONCHITIS = "R79", _("chronic bronchitis")

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="conditions")
    code = models.CharField(max_length=5, choices=Code)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["resident", "code"], name="condition_once_per_resident")]

    def __str__(self) -> str:
        return self.get_code_display()


class Carer(models.Model):
    """A relative or neighbour who looks after a resident."""

    class Relation(models.TextChoices):
        PARTNER = "partner", _("partner")
        CHILD = "child", _("son or daughter")
        SIBLING = "sibling", _("brother or sister")
        NEIGHBOUR = "neighbour", _("neighbour")

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="carers")
    name = models.CharField(_("name"), max_length=120)
    relation = models.CharField(max_length=20, choices=Relation)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    has_key = models.BooleanField(_("has the key"), default=False)

    def __str__(self) -> str:
        return self.name


class CircleMemberQuerySet(models.QuerySet["CircleMember"]):
    def on(self, day: date) -> CircleMemberQuerySet:
        """Keep the memberships in force on a day."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=day), since_on__lte=day)


class CircleMember(models.Model):
    """A professional who looks after a resident and may therefore see their record, from a day until another."""

    class Purpose(models.TextChoices):
        ROUND = "round", _("visits on a round")
        CARE = "care", _("ongoing care")

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="circle")
    professional = models.ForeignKey(Professional, on_delete=models.CASCADE, related_name="circles")
    purpose = models.CharField(max_length=20, choices=Purpose)
    since_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = CircleMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("since_on")), name="circle_dates_in_order"
            ),
            models.UniqueConstraint(
                fields=["resident", "professional", "purpose", "since_on"], name="circle_member_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.professional} → {self.resident}"
