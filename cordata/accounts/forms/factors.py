from __future__ import annotations

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

ONE_TIME = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """A code from the authenticator app, or a recovery code, on the way in."""

    code = forms.CharField(label=_("Code"), max_length=20, widget=forms.TextInput(attrs=ONE_TIME))


class ProofCodeForm(ReauthenticateForm):  # type: ignore[misc]
    """The same by somebody who is signed in, before something about signing in is changed."""

    code = forms.CharField(label=_("Code"), max_length=20, widget=forms.TextInput(attrs=ONE_TIME))


class FirstCodeForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an authenticator app, which shows that it was set up."""

    code = forms.CharField(
        label=_("Code that the app shows now"), max_length=20, widget=forms.TextInput(attrs=ONE_TIME)
    )


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey, with the name its owner knows it by. It always signs in by itself, without a password."""

    name = forms.CharField(
        label=_("Name of this passkey"),
        help_text=_("Such as: my telephone, the grey key."),
        max_length=60,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["passwordless"] = True
        given: dict[str, Any] = super().clean()
        return given
