"""What is asked when somebody has died or moves away."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cordata.people.forms.fields import DayInput
from cordata.people.forms.texts import CleanTexts
from cordata.people.models import Resident

AHEAD = timedelta(days=366)  # a move is known this long before


class AboutAnEnd(CleanTexts, forms.Form):
    """A form about the last day of somebody in the valley."""

    def __init__(self, *args: Any, resident: Resident, **words: Any) -> None:
        super().__init__(*args, **words)
        self.resident = resident

    def after_birth(self, day: date) -> date:
        """Return a day that is not before the person was born."""
        born = self.resident.born_on or date(self.resident.born_in_year or date.min.year, 1, 1)
        if day < born:
            raise ValidationError(_("That is before they were born."))
        return day


class DeathForm(AboutAnEnd):
    """On which day somebody died."""

    died_on = forms.DateField(label=_("Died on"), widget=DayInput)

    def clean_died_on(self) -> date:
        """Refuse a day ahead."""
        if self.cleaned_data["died_on"] > timezone.localdate():
            raise ValidationError(_("This day is still to come."))
        return self.after_birth(self.cleaned_data["died_on"])


class MoveForm(AboutAnEnd):
    """When somebody leaves the valleys, and where to."""

    left_on = forms.DateField(label=_("Last day here"), widget=DayInput)
    whither = forms.CharField(
        label=_("Where to"), max_length=200, required=False, help_text=_("So that somebody there can be told.")
    )

    def clean_left_on(self) -> date:
        """Refuse a day too far ahead to be known."""
        if self.cleaned_data["left_on"] > timezone.localdate() + AHEAD:
            raise ValidationError(_("That is more than a year ahead. Check the year."))
        return self.after_birth(self.cleaned_data["left_on"])
