from __future__ import annotations

import re
from itertools import pairwise

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

DIGITS = {"inputmode": "numeric", "autocomplete": "off", "maxlength": "8", "spellcheck": "false"}


class PinForm(forms.Form):
    """The PIN that opens a locked screen."""

    pin = forms.CharField(label=_("Short PIN"), max_length=8, widget=forms.PasswordInput(attrs=DIGITS))


class NewPinForm(PinForm):
    """A PIN somebody chooses: four to eight digits, not all alike and not in a row."""

    pin = forms.CharField(
        label=_("Short PIN"),
        help_text=_("Four to eight digits. It opens your locked screen on a shared computer, and nothing else."),
        max_length=8,
        widget=forms.PasswordInput(attrs=DIGITS | {"autocomplete": "new-password"}),
    )

    def clean_pin(self) -> str:
        pin: str = self.cleaned_data["pin"]
        if not re.fullmatch(r"[0-9]{4,8}", pin):
            raise ValidationError(_("A short PIN has four to eight digits and nothing else."))
        steps = {int(after) - int(before) for before, after in pairwise(pin)}
        if steps in ({0}, {1}, {-1}):
            raise ValidationError(_("This one is too easy to guess. Choose digits that do not follow each other."))
        return pin
