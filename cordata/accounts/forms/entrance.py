from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext_lazy as _

from cordata.accounts.models import User
from cordata.accounts.queries.helping import locked_until
from cordata.accounts.requests import counted_address


class SignInForm(forms.Form):
    """An e-mail address and a password that belong together; `user` is whose they are."""

    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "username webauthn"})
    )
    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    shared = forms.BooleanField(
        label=_("Others use this computer too"),
        help_text=_("The screen then locks after a few minutes, and your short PIN opens it again."),
        required=False,
    )

    def __init__(self, request: HttpRequest, data: Any = None) -> None:
        super().__init__(data)
        self.request = request
        self.user: User | None = None

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if "email" in given and "password" in given:
            email = given["email"].lower()
            found = get_adapter(self.request).authenticate(self.request, email=email, password=given["password"])
            if not found or not found.is_active:
                raise forms.ValidationError(self.why_not(email))
            self.user = found
        return given

    def why_not(self, email: str) -> str:
        """Say the same of a stranger as of a wrong password, and of a lock-out until when and what to do."""
        until = locked_until(email, address=counted_address(self.request), at=timezone.now())
        if until is None:
            return str(_("This e-mail address and this password do not go together. Check both and try again."))
        return _(
            "That was too many wrong tries with this address from here. You can try again at %(time)s. "
            "If you have forgotten your password, ask for a link below, or ask the coordinator of your area."
        ) % {"time": time_format(timezone.localtime(until), "H:i")}


class PasswordHelpForm(forms.Form):
    """Whose password is forgotten."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "username"}))
