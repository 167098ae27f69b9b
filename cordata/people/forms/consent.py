from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cordata.people.forms.circle import DayInput
from cordata.people.forms.recipients import recipients
from cordata.people.models import Consent, ConsentText, Resident
from cordata.people.models.consent import COUNTRIES
from cordata.people.rules.consent import SCOPES, is_minor

STROKES = re.compile(r"(?:[ML]\d{1,4} \d{1,4})+")  # what frontend/office/signature.js writes


class NeededAtTimes(forms.CharField):
    """A text that is needed in some cases only: `when` says in which, where others say that they are optional."""

    def __init__(self, *, when: str | Promise, **words: Any) -> None:
        super().__init__(required=False, **words)
        self.when = when


class DecisionForm(forms.Form):
    """What a person decides for one purpose: yes or no, about whom, until when. The person themself fills it in."""

    decision = forms.ChoiceField(label=_("Decision"), choices=Consent.Decision.choices, widget=forms.RadioSelect)
    recipient = forms.ChoiceField(label=_("About whom"))
    country = forms.ChoiceField(label=_("Country"), choices=[("", _("Choose a country")), *COUNTRIES])
    expires_on = forms.DateField(
        label=_("Last day"), widget=DayInput, required=False, help_text=_("Empty: until it is taken back.")
    )

    def __init__(self, *args: Any, resident: Resident, purpose: str, today: date, **words: Any) -> None:
        super().__init__(*args, **words)
        self.resident, self.purpose, self.today = resident, purpose, today
        scope = SCOPES[purpose]
        self.found = dict(recipients(resident, scope.recipients, today))
        groups: dict[str, list[tuple[str, Any]]] = {}
        for key, choice in self.found.items():
            groups.setdefault(str(choice.group), []).append((key, choice.words))
        if list(self.found) == ["everybody"]:
            del self.fields["recipient"]
        else:
            self.fields["recipient"].choices = [("", _("Choose")), *groups.items()]  # type: ignore[attr-defined]
        if not scope.names_country:
            del self.fields["country"]

    def clean_country(self) -> str:
        country: str = self.cleaned_data["country"]
        if self.purpose == "cross_border" and country == self.resident.household.commune.country:
            raise ValidationError(_("The person lives in this country; their circle reads from there already."))
        return country

    def clean_expires_on(self) -> date | None:
        last: date | None = self.cleaned_data["expires_on"]
        if last and last < self.today:
            raise ValidationError(_("This day is past."))
        return last

    def consent(self, text: ConsentText) -> Consent:
        """Return the decision, not stored yet."""
        given = self.cleaned_data
        return Consent(
            resident=self.resident,
            purpose=self.purpose,
            decision=given["decision"],
            country=given.get("country", ""),
            expires_at=self.end_of(given["expires_on"]),
            text=text,
            **self.found[given.get("recipient", "everybody")].fields,
            **self.how(),
        )

    def how(self) -> dict[str, Any]:
        """Return how the person decided: signed in as themself."""
        return {
            "how": Consent.How.SCREEN,
            "decided_by": Consent.By.SELF,
            "decider_name": str(self.resident),
            "basis": SCOPES[self.purpose].basis,
        }

    def end_of(self, last: date | None) -> datetime | None:
        """Return the instant when a last day is over on the valley's clocks."""
        if last is None:
            return None
        zone = ZoneInfo(self.resident.household.commune.area.time_zone)
        return datetime.combine(last + timedelta(days=1), time(), zone)


class RecordedDecisionForm(DecisionForm):
    """The same, written down by somebody of the circle: how it was given, before whom, and by whom."""

    how_given = forms.ChoiceField(label=_("How it is given"), choices=Consent.How.choices, widget=forms.RadioSelect)
    witness = NeededAtTimes(
        label=_("Witness"),
        max_length=120,
        when=_("needed if spoken, or if a name is typed instead of signed"),
        help_text=_("Who else was there."),
    )
    decided_by = forms.ChoiceField(label=_("Who decides"), choices=Consent.By.choices, initial=Consent.By.SELF)
    decider_name = NeededAtTimes(
        label=_("Name of who decides"),
        max_length=120,
        when=_("needed unless the person decides and signs"),
        help_text=_("The parent or guardian; or the person, where a name is typed instead of signed."),
    )
    minor_says = forms.CharField(
        label=_("What the minor says"), max_length=200, required=False, help_text=_("In their own words.")
    )
    basis = forms.ChoiceField(
        label=_("Legal basis (GDPR)"),
        choices=Consent.Basis.choices,
        help_text=_("Chosen to fit what is decided; change it only if your data-protection officer says so."),
    )
    signature = forms.CharField(required=False, max_length=40_000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, resident: Resident, purpose: str, today: date, **words: Any) -> None:
        super().__init__(*args, resident=resident, purpose=purpose, today=today, **words)
        self.fields["basis"].initial = SCOPES[purpose].basis
        self.is_minor = is_minor(resident.born_on, resident.born_in_year, today)
        if not self.is_minor:
            del self.fields["minor_says"]

    def clean_signature(self) -> str:
        strokes: str = self.cleaned_data["signature"]
        if strokes and not STROKES.fullmatch(strokes):
            raise ValidationError(_("The signature could not be read. Please sign again."))
        return strokes

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("how_given") == Consent.How.SPOKEN and not given.get("witness"):
            self.add_error("witness", _("Say before whom it was spoken."))
        if given.get("how_given") == Consent.How.SCREEN and not given.get("signature"):
            self.refuse_unsigned(given)
        if given.get("decided_by") != Consent.By.SELF and not given.get("decider_name"):
            self.add_error("decider_name", _("Say who decides for the person."))
        if self.is_minor:
            self.refuse_alone(given)
        return given

    def refuse_unsigned(self, given: dict[str, Any]) -> None:
        """Ask for a typed name and a witness where nobody drew a signature."""
        if not given.get("decider_name"):
            self.add_error("decider_name", _("Sign in the box, or type the name of who decides."))
        if not given.get("witness"):
            self.add_error("witness", _("A typed name needs a witness."))

    def refuse_alone(self, given: dict[str, Any]) -> None:
        """Ask for a parent or guardian and for the minor's own words."""
        if given.get("decided_by") == Consent.By.SELF:
            self.add_error("decided_by", _("For somebody under 18 a parent or guardian decides, with them."))
        if not given.get("minor_says"):
            self.add_error("minor_says", _("Write down what the young person says themself."))

    def how(self) -> dict[str, Any]:
        """Return how the decision was given, as it was written down."""
        given = self.cleaned_data
        names = ("witness", "decided_by", "decider_name", "basis", "signature")
        told = {name: given[name] for name in names}
        return {**told, "how": given["how_given"], "minor_says": given.get("minor_says", "")}


class WithdrawalForm(forms.Form):
    """Take a decision back."""

    reason = forms.CharField(
        label=_("Why"), max_length=200, required=False, help_text=_("Nobody has to say why."), initial=""
    )
