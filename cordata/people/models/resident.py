from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cordata.accounts.models import User
from cordata.people.models.homes import GeneralPractitioner, Household
from cordata.people.models.seeing import ResidentQuerySet


class Resident(models.Model):
    """A person who lives in the valley and whom the centre knows."""

    class Sex(models.TextChoices):
        FEMALE = "F", _("female")
        MALE = "M", _("male")
        UNKNOWN = "", _("not known")

    class Gender(models.TextChoices):
        WOMAN = "woman", _("woman")
        MAN = "man", _("man")
        OTHER = "other", _("neither, or both")
        UNKNOWN = "", _("not asked")

    external_id = models.CharField(max_length=60, unique=True)
    given_name = models.CharField(_("given name"), max_length=80)
    family_name = models.CharField(_("family name"), max_length=80)
    born_on = models.DateField(_("born on"), null=True, blank=True)
    born_in_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    birthplace = models.CharField(_("born in"), max_length=120, blank=True)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex, default=Sex.UNKNOWN, blank=True)
    gender = models.CharField(_("gender"), max_length=10, choices=Gender, default=Gender.UNKNOWN, blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    language = models.CharField(_("language"), max_length=2)
    languages = models.JSONField(_("other languages spoken"), default=list, blank=True)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="members")
    lives_alone = models.BooleanField(_("lives alone"), null=True, blank=True)
    practitioner = models.ForeignKey(
        GeneralPractitioner, null=True, blank=True, on_delete=models.SET_NULL, related_name="residents"
    )
    matters = models.CharField(_("what matters to me"), max_length=200, blank=True)
    quiet = models.CharField(_("do not disturb"), max_length=200, blank=True)
    user = models.OneToOneField(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="resident")
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    version = models.PositiveIntegerField(default=1)
    is_synthetic = models.BooleanField(default=False)

    objects = ResidentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="resident_not_merged_into_itself"
            ),
            models.CheckConstraint(
                condition=Q(born_on=None) | Q(born_in_year=None), name="resident_birth_date_or_year"
            ),
        ]
        indexes = [models.Index(fields=["family_name", "given_name", "id"], name="resident_by_name")]

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}"

    @property
    def birth_year(self) -> int | None:
        """The year of birth where it is known, from the date or by itself."""
        return self.born_on.year if self.born_on else self.born_in_year


class OtherName(models.Model):
    """Another name a person goes or went by: FHIR HumanName with its use."""

    class Use(models.TextChoices):
        MAIDEN = "maiden", _("name at birth")
        USUAL = "usual", _("called")
        SPELLING = "spelling", _("also written")
        OLD = "old", _("former name")

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="other_names")
    use = models.CharField(_("kind"), max_length=10, choices=Use)
    given_name = models.CharField(_("given name"), max_length=80, blank=True)
    family_name = models.CharField(_("family name"), max_length=80, blank=True)

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


class Identifier(models.Model):
    """A number by which a country knows a person. A wrong check digit is told and kept: papers have them."""

    class System(models.TextChoices):
        CODICE_FISCALE = "codice_fiscale", _("codice fiscale")
        HEALTH_CARD = "tessera_sanitaria", _("health card")
        NIR = "nir", _("NIR")
        INS = "ins", _("INS")
        OTHER = "other", _("other number")

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="identifiers")
    system = models.CharField(_("kind"), max_length=20, choices=System)
    value = models.CharField(_("number"), max_length=40, db_index=True, help_text="in capitals, without spaces")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resident", "system", "value"], name="identifier_once_per_resident")
        ]

    def __str__(self) -> str:
        return self.value


class Residence(models.Model):
    """Where a person lives, since and until when, and in which months where it changes with the season."""

    class Use(models.TextChoices):
        HOME = "home", _("home")
        WINTER = "winter", _("winter home")
        SUMMER = "summer", _("summer home, alp")
        FAMILY = "family", _("with the family")
        TEMPORARY = "temporary", _("for a time")

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="residences")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="residences")
    use = models.CharField(_("kind"), max_length=10, choices=Use, default=Use.HOME)
    since_on = models.DateField(_("since"), null=True, blank=True)
    until_on = models.DateField(pgettext_lazy("day", "until"), null=True, blank=True)
    first_month = models.PositiveSmallIntegerField(_("from the month"), null=True, blank=True)
    last_month = models.PositiveSmallIntegerField(_("to the month"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(since_on=None) | Q(until_on__gte=F("since_on")),
                name="residence_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(first_month=None, last_month=None)
                | Q(first_month__gte=1, first_month__lte=12, last_month__gte=1, last_month__lte=12),
                name="residence_months_are_months",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_use_display()}: {self.household}"


class ContactPoint(models.Model):
    """A further way to reach a person and what it may be used for; the first telephone is the resident's own field."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("telephone")
        MOBILE = "mobile", _("mobile telephone")
        EMAIL = "email", _("e-mail")
        RADIO = "radio", _("radio or alarm button")

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="contact_points")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    value = models.CharField(_("number or address"), max_length=120)
    for_visits = models.BooleanField(_("about visits"), default=True)
    for_urgent = models.BooleanField(_("when it is urgent"), default=True)
    for_news = models.BooleanField(_("news and invitations"), default=False)
    note = models.CharField(_("note"), max_length=120, blank=True)

    def __str__(self) -> str:
        return self.value


class Death(models.Model):
    """That a person has died: on which day, and who entered it."""

    resident = models.OneToOneField(Resident, on_delete=models.CASCADE, related_name="death")
    died_on = models.DateField(_("died on"))
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.resident}, {self.died_on}"


class Departure(models.Model):
    """That a person has moved away from the valleys: when, where to, and who entered it."""

    resident = models.OneToOneField(Resident, on_delete=models.CASCADE, related_name="departure")
    left_on = models.DateField(_("left on"))
    whither = models.CharField(_("where to"), max_length=200, blank=True)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.resident}, {self.left_on}"
