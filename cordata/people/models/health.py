from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cordata.people.models.resident import Resident


class Condition(models.Model):
    """A long-term condition of a resident, by its ICPC-2 or ICD-10 code, or in words."""

    class System(models.TextChoices):
        ICPC_2 = "icpc-2", "ICPC-2"
        ICD_10 = "icd-10", "ICD-10"
        WORDS = "", _("in words")

    class Code(models.TextChoices):
        """The short list; any other code may be entered with its own name."""

        HYPERTENSION = "K86", _("hypertension")
        DIABETES = "T90", _("diabetes")
        HEART_FAILURE = "K77", _("heart failure")
        CHRONIC_BRONCHITIS = "R79", _("chronic bronchitis")

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="conditions")
    system = models.CharField(_("coded in"), max_length=10, choices=System, default=System.ICPC_2, blank=True)
    code = models.CharField(_("code"), max_length=8, blank=True)
    name = models.CharField(_("condition"), max_length=120, blank=True)
    since_on = models.DateField(_("since"), null=True, blank=True)
    ended_on = models.DateField(pgettext_lazy("day", "until"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resident", "system", "code", "name"], name="condition_once_per_resident"),
            models.CheckConstraint(condition=~models.Q(code="", name=""), name="condition_says_which"),
        ]

    def __str__(self) -> str:
        return str(self.name or dict(self.Code.choices).get(self.code, self.code))


class Allergy(models.Model):
    """What a resident must not be given or meet, and what happens if they are."""

    class Severity(models.TextChoices):
        MILD = "mild", _("mild")
        SERIOUS = "serious", _("serious")
        LIFE = "life", _("a danger to life")

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="allergies")
    substance = models.CharField(_("allergic to"), max_length=120)
    reaction = models.CharField(_("what happens"), max_length=200, blank=True)
    severity = models.CharField(_("how bad"), max_length=10, choices=Severity, default=Severity.SERIOUS)

    class Meta:
        verbose_name_plural = "allergies"
        constraints = [models.UniqueConstraint(fields=["resident", "substance"], name="allergy_once_per_resident")]

    def __str__(self) -> str:
        return self.substance


class SafetyNote(models.Model):
    """What whoever comes to the door must know: a dog, ice on the steps, oxygen in the house."""

    class Kind(models.TextChoices):
        ACCESS = "access", _("the way in")
        ANIMAL = "animal", _("animal")
        OXYGEN = "oxygen", _("oxygen or gas")
        INFECTION = "infection", _("risk of infection")
        FALLS = "falls", _("risk of falls")
        CONDUCT = "conduct", _("do not come alone")
        OTHER = "other", _("other")

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="safety_notes")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    text = models.CharField(_("what to know"), max_length=200)

    def __str__(self) -> str:
        return self.text
