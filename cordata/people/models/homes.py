from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cordata.places.models import Commune, Hamlet


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


class GeneralPractitioner(models.Model):
    """A family doctor whom residents name as theirs."""

    name = models.CharField(_("name"), max_length=120)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="general_practitioners")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "commune"], name="practitioner_once_per_commune")]

    def __str__(self) -> str:
        return self.name
