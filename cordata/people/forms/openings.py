from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cordata.accounts.models import User
from cordata.people.forms.circle import DayInput
from cordata.people.models import BreakGlassReview, Resident
from cordata.people.queries.openings import found_by_identifier, found_by_name

SHORTEST_REASON = 10  # characters


class ExactSearchForm(forms.Form):
    """Find the one record that is meant: by its number, or by full name and birth date. Nothing is ever listed."""

    identifier = forms.CharField(
        label=_("Number"),
        max_length=40,
        required=False,
        help_text=_("Codice fiscale, health card or NIR, all of it."),
    )
    given_name = forms.CharField(label=_("Given name"), max_length=80, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=80, required=False)
    born_on = forms.DateField(label=_("Born on"), widget=DayInput, required=False)

    def __init__(self, *args: Any, user: User, at: datetime, **words: Any) -> None:
        super().__init__(*args, **words)
        self.user, self.at = user, at
        self.found: Resident | None = None

    @property
    def words(self) -> str:
        """What was looked for, found or not; nothing before the form is sent."""
        given = self.cleaned_data if self.is_bound else {}
        names = " ".join(given.get(name, "") for name in ("given_name", "family_name"))
        return str(given.get("identifier") or names).strip()

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("identifier"):
            self.found = found_by_identifier(given["identifier"], self.user, self.at)
        elif all(given.get(name) for name in ("given_name", "family_name", "born_on")):
            name = (given["given_name"], given["family_name"], given["born_on"])
            self.found = found_by_name(*name, self.user, self.at)
        elif not self.errors:
            raise ValidationError(_("Give the whole number, or the full name and the birth date."))
        if self.found is None and not self.errors:
            raise ValidationError(
                _("No record fits exactly, or more than one does. Check each letter; call the centre if you are sure.")
            )
        return given


class OpeningForm(forms.Form):
    """Why a record has to be opened now."""

    reason = forms.CharField(
        label=_("Why you need it now"),
        min_length=SHORTEST_REASON,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The coordinator and the person read this. At least 10 characters."),
    )


class ReviewForm(forms.Form):
    """Whether it was right to open a record."""

    outcome = forms.ChoiceField(
        label=_("Was it right?"), choices=BreakGlassReview.Outcome.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What you found and what follows; needed unless it was right."),
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        judged = given.get("outcome")
        if judged and judged != BreakGlassReview.Outcome.JUSTIFIED and not given.get("note"):
            self.add_error("note", _("Say what you found and what follows."))
        return given
