from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cordata.accounts.models import User


class SignInForm(forms.Form):
    """An e-mail address and a password that belong together; `user` is whose they are."""

    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True})
    )
    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )

    def __init__(self, request: HttpRequest, data: Any = None) -> None:
        super().__init__(data)
        self.request = request
        self.user: User | None = None

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if "email" in given and "password" in given:
            self.user = authenticate(self.request, email=given["email"].lower(), password=given["password"])
            if self.user is None:
                raise forms.ValidationError(
                    _("This e-mail address and this password do not go together. Check both and try again.")
                )
        return given
