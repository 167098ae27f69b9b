"""What is looked for in the audit, filled in like the gaps of a sentence."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cordata.accounts.models import AuditEntry
from cordata.people.queries.audit import Asked
from cordata.people.queries.watch import Watch


class DayInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class AuditFilterForm(forms.Form):
    """Who did what with whom, from which day until which."""

    who = forms.TypedChoiceField(label=_("Who"), coerce=int, empty_value=None, required=False)
    what = forms.ChoiceField(label=_("did what"), required=False)
    person = forms.IntegerField(label=_("with person number"), required=False, min_value=1, max_value=2**62)
    since = forms.DateField(label=_("since"), required=False, widget=DayInput)
    until = forms.DateField(label=_("up to"), required=False, widget=DayInput)

    def __init__(self, *args: Any, watch: Watch, **words: Any) -> None:
        super().__init__(*args, **words)
        if not watch.is_officer:  # they come from a person's page; no screen of theirs shows the number
            self.fields["person"].widget = forms.HiddenInput()
        self.fields["who"].choices = [("", _("Anybody")), *((one.pk, str(one)) for one in watch.users())]  # type: ignore[attr-defined]
        self.fields["what"].choices = [("", _("anything")), *AuditEntry.What.choices]  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        """Return what is looked for; what was not understood is left out."""
        self.is_valid()
        said = self.cleaned_data
        return Asked(
            user_id=said.get("who"),
            person_id=said.get("person"),
            what=said.get("what", ""),
            since=said.get("since"),
            until=said.get("until"),
        )


class ExportForm(forms.Form):
    """From which day until which: a month at most, so that a table stays one that somebody reads."""

    longest = timedelta(days=31)
    since = forms.DateField(label=pgettext_lazy("day", "From"), widget=DayInput)
    until = forms.DateField(
        label=pgettext_lazy("day", "Until"), widget=DayInput, help_text=_("At most a month at a time.")
    )

    def clean(self) -> dict[str, Any]:
        """Require days in order, and not too many of them."""
        said = super().clean() or {}
        if "since" in said and "until" in said and not timedelta() <= said["until"] - said["since"] <= self.longest:
            raise forms.ValidationError(_("Choose an end after the beginning, and a month at most."))
        return said
