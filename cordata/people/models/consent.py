from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cordata.accounts.models import Organisation, User
from cordata.people.models.network import Carer
from cordata.people.models.resident import Resident
from cordata.workforce.models import Professional

COUNTRIES = [("IT", _("Italy")), ("FR", _("France"))]


class Purpose(models.TextChoices):
    """What somebody may be let do with a record; docs/develop/access.md says what each one opens."""

    CARE = "care", _("care by those who look after me")
    CROSS_BORDER = "cross_border", _("care from the other country")
    FAMILY = "family", _("my family carer reads my page")
    EMERGENCY = "emergency", _("the emergency card for the ambulance")
    EXCHANGE = "exchange", _("sending my record to another organisation")
    STUDY = "study", _("counting and learning, without my name")


class ConsentText(models.Model):
    """What a person was read before deciding: a version for a purpose in a language. Never changed, only followed."""

    purpose = models.CharField(max_length=20, choices=Purpose)
    version = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["purpose", "version", "language"], name="consent_text_once")]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} v{self.version} ({self.language})"


class ConsentQuerySet(models.QuerySet["Consent"]):
    def in_force(self, at: datetime) -> ConsentQuerySet:
        """Keep the decisions that stand at an instant: taken, not expired, not withdrawn."""
        return self.filter(
            Q(expires_at=None) | Q(expires_at__gt=at),
            Q(withdrawal=None) | Q(withdrawal__at__gt=at),
            decided_at__lte=at,
        )


class Consent(models.Model):
    """A person's decision that somebody may, or may not, use their record for a purpose. FHIR Consent.provision."""

    class Decision(models.TextChoices):
        PERMIT = "permit", _("agrees")
        REFUSE = "refuse", _("refuses")

    class Basis(models.TextChoices):
        """GDPR articles 6 and 9."""

        CONSENT = "consent", _("consent: art. 6(1)(a), 9(2)(a)")
        CARE = "care", _("care: art. 6(1)(e), 9(2)(h)")
        VITAL = "vital", _("vital interest: art. 6(1)(d), 9(2)(c)")

    class How(models.TextChoices):
        PAPER = "paper", _("on paper, signed")
        SPOKEN = "spoken", _("spoken, before a witness")
        SCREEN = "screen", _("signed on a screen")

    class By(models.TextChoices):
        SELF = "self", _("the person")
        GUARDIAN = "guardian", _("guardian or support administrator")
        PARENT = "parent", _("parent of a minor")

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision, default=Decision.PERMIT)
    # Whom it is about: one of these, or none for everybody who looks after the person.
    person = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    profession = models.CharField(_("profession"), max_length=30, choices=Professional.Kind, blank=True)
    carer = models.ForeignKey(Carer, null=True, blank=True, on_delete=models.CASCADE, related_name="consents")
    country = models.CharField(_("country"), max_length=2, choices=COUNTRIES, blank=True)
    basis = models.CharField(_("legal basis"), max_length=10, choices=Basis, default=Basis.CONSENT)
    how = models.CharField(_("how"), max_length=10, choices=How)
    witness = models.CharField(_("witness"), max_length=120, blank=True)
    signature = models.TextField(blank=True, help_text="strokes of the signature as an SVG path")
    decided_by = models.CharField(_("decided by"), max_length=10, choices=By, default=By.SELF)
    decider_name = models.CharField(_("name of who decided"), max_length=120, blank=True)
    minor_says = models.CharField(_("what the minor says"), max_length=200, blank=True)
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at=None) | Q(expires_at__gt=F("decided_at")), name="consent_dates_in_order"
            ),
            models.CheckConstraint(condition=~Q(how="spoken") | ~Q(witness=""), name="consent_spoken_has_a_witness"),
            models.CheckConstraint(
                condition=Q(decided_by="self") | ~Q(decider_name=""), name="consent_by_another_names_them"
            ),
            models.CheckConstraint(
                condition=~Q(purpose="cross_border") | ~Q(country=""), name="consent_across_the_border_names_a_country"
            ),
            models.CheckConstraint(
                condition=Q(person=None, organisation=None, profession="")
                | Q(person=None, organisation=None, carer=None)
                | Q(person=None, profession="", carer=None)
                | Q(organisation=None, profession="", carer=None),
                name="consent_has_one_recipient",
            ),
        ]
        indexes = [models.Index(fields=["resident", "purpose"], name="consent_by_purpose")]

    def __str__(self) -> str:
        return f"{self.resident} {self.get_decision_display()}: {self.get_purpose_display()}"


class Withdrawal(models.Model):
    """That a decision no longer stands: from when, who said so and who entered it."""

    consent = models.OneToOneField(Consent, on_delete=models.CASCADE, related_name="withdrawal")
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.consent}, {self.at}"
