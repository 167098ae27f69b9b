from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from cordata.desk.queries.story import Kind, Reading


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a sheet is printed."""

    is_full: bool
    is_large: bool


class ReadingForm(forms.Form):
    """Where somebody reads on in a story, as its links say it."""

    about = forms.ChoiceField(choices=Kind.choices, required=False)
    before = forms.DateTimeField(required=False)
    skip = forms.IntegerField(min_value=0, max_value=10_000, required=False)

    def reading(self) -> Reading:
        """Return what the address asked for; the newest knots of all kinds where it made no sense."""
        if not self.is_valid():
            return Reading()
        asked = self.cleaned_data
        return Reading(asked["about"], asked["before"], asked["skip"] or 0)


class SheetForm(forms.Form):
    """How somebody wants a person's sheet: everything or the first page alone, in large print or not."""

    length = forms.ChoiceField(
        label=_("How much"), choices=[("short", _("one page")), ("full", _("everything"))], required=False
    )
    large = forms.BooleanField(label=_("Large print"), required=False)

    def wishes(self) -> Wishes:
        """Return what was asked for; one page in ordinary print where the address made no sense."""
        if not self.is_valid():
            return Wishes(is_full=False, is_large=False)
        return Wishes(is_full=self.cleaned_data["length"] == "full", is_large=self.cleaned_data["large"])
