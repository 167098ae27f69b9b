from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cordata.accounts.models import Area


class Commune(models.Model):
    """The smallest municipality: an Italian comune or a French commune."""

    country = models.CharField(max_length=2)
    code = models.CharField(_("code"), max_length=10, help_text=_("ISTAT or INSEE code"))
    name = models.CharField(_("name"), max_length=120)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="communes")
    population = models.PositiveIntegerField(_("population"))
    lat = models.FloatField()
    lon = models.FloatField()
    altitude_m = models.PositiveIntegerField(_("altitude"))
    altitude_is_approximate = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["country", "code"], name="commune_code_once_per_country")]

    def __str__(self) -> str:
        return self.name


class Hamlet(models.Model):
    """A named settlement of a commune: frazione, borgata, hameau, lieu-dit, Weiler."""

    commune = models.ForeignKey(Commune, on_delete=models.CASCADE, related_name="hamlets")
    name = models.CharField(_("name"), max_length=120)
    lat = models.FloatField()
    lon = models.FloatField()
    altitude_m = models.PositiveIntegerField(_("altitude"))
    altitude_is_approximate = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["commune", "name"], name="hamlet_name_once_per_commune")]

    def __str__(self) -> str:
        return f"{self.name} ({self.commune})"


class ClosureQuerySet(models.QuerySet["Closure"]):
    def in_force(self, at: datetime, until: datetime | None = None) -> ClosureQuerySet:
        """Keep the closures that hold at an instant, or for some time from it until another."""
        return self.filter(Q(until_at=None) | Q(until_at__gt=at), from_at__lte=until or at, reopening=None)

    def covers(self, at: datetime, until: datetime | None) -> ClosureQuerySet:
        """Keep the closures that hold all the time from an instant until another, or until further notice."""
        ends_later = Q(until_at=None) if until is None else Q(until_at=None) | Q(until_at__gte=until)
        return self.filter(ends_later, from_at__lte=at, reopening=None)


class Closure(models.Model):
    """A stretch of road nobody can drive, from an instant until another, with who said so and why."""

    segment = models.CharField(
        _("stretch of road"), max_length=60, help_text=_("key of the segment in the road graph")
    )
    label = models.CharField(max_length=200)
    from_at = models.DateTimeField(_("closed from"))
    until_at = models.DateTimeField(_("until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ClosureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until_at=None) | Q(until_at__gt=F("from_at")), name="closure_not_empty")
        ]

    def __str__(self) -> str:
        return self.label


class Reopening(models.Model):
    """The end of a closure before its time, or of one without an end."""

    closure = models.OneToOneField(Closure, on_delete=models.CASCADE, related_name="reopening")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.closure} ({self.at:%d.%m. %H:%M})"
