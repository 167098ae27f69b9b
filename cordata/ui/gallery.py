"""The examples of /ui/: every component with its states, on made-up values."""

from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cordata.ui.ropes import COLOURS, rope

TOKENS = ("snow", "paper", "slate", "scree", "stone", "line", "glacier", "larch", "rose", "pasture", "gentian")


class ExampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=_("Name"), help_text=_("As on the identity card."))
    phone = forms.CharField(label=_("Telephone"), required=False)
    opens = forms.TimeField(label=_("Not before"), widget=forms.TimeInput(attrs={"type": "time"}))
    skill = forms.ChoiceField(
        label=_("What is needed"), choices=[("injection", _("Injection")), ("dressing", _("Dressing"))]
    )
    days = forms.MultipleChoiceField(
        label=_("Days"),
        choices=[("mon", _("Monday")), ("thu", _("Thursday"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = forms.CharField(label=_("Note for the round"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    two = forms.BooleanField(label=_("Two people are needed"), required=False)


def examples() -> dict[str, object]:
    """Return what the gallery shows."""
    typed = {"refused-name": "", "refused-opens": "25:00", "refused-skill": "injection"}
    refused = ExampleForm(typed, prefix="refused")
    refused.is_valid()
    zone = timezone.get_current_timezone()
    return {
        "tokens": TOKENS,
        "ropes": [rope(position) for position in range(COLOURS)],
        "form": ExampleForm(prefix="fresh"),
        "refused": refused,
        "opens": datetime(2026, 11, 26, 8, 0, tzinfo=zone),
        "closes": datetime(2026, 11, 26, 9, 30, tzinfo=zone),
    }
