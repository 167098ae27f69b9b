"""What allauth asks of us: who may come in, in which words it refuses, how secrets are kept."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base import AuthProcess, Provider
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from requests import Session

from cordata.accounts import identities, vault
from cordata.accounts.events import record_event
from cordata.accounts.languages import speak
from cordata.accounts.models import AuditEntry, ShortPin, User
from cordata.accounts.requests import client_address
from cordata.accounts.sessions import SHARED
from cordata.ui import flash

log = logging.getLogger(__name__)

UNKNOWN = _(
    "You proved who you are, but no account here is tied to this identity. Ask the coordinator of your area for a "
    "one-time link, open it, and choose this way of signing in there."
)
NOT_PROVEN = _("Who you are was not proven. Nothing was changed: try again, or sign in another way.")
WORDS = {
    "incorrect_code": _("This code is not right, or it was used already. Wait for the next one, or use another way."),
    "too_many_login_attempts": _("That was too many tries. Wait five minutes, then try again."),
    "rate_limited": _("That was too many tries. Wait five minutes, then try again."),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Lets in whoever has an account; nobody makes one for themself."""

    error_messages = DefaultAccountAdapter.error_messages | WORDS

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count nothing here: axes watches over passwords, by person and address."""

    def add_message(self, *_given: object, **_named: object) -> None:
        """Say nothing in allauth's words: our views say what was done."""

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def is_safe_url(self, url: str | None) -> bool:
        return bool(url) and super().is_safe_url(url)

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Ask again for proof where the last one is a quarter of an hour old; having just signed in is proof."""
        return not is_freshly_proven(self.request)

    def post_login(self, request: HttpRequest, user: User, **named: Any) -> HttpResponse:
        """The language chosen on the way in wins over the one kept with the person."""
        response = super().post_login(request, user, **named)
        chosen = request.session.pop("language", None)
        if chosen and chosen != user.language:
            user.language = chosen
            user.save(update_fields=["language"])
        if request.session[SHARED] and not ShortPin.objects.filter(user=user).exists():
            response = redirect(f"{reverse('pin')}?{urlencode({'next': response['Location']})}")
        return speak(response, user.language)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        return redirect("sign_in")


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps the secrets of second factors sealed with this installation's key."""

    error_messages = DefaultMFAAdapter.error_messages | WORDS

    def encrypt(self, text: str) -> str:
        return vault.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return vault.unseal(encrypted_text)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Cordata"}


class IdentityAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Lets in by an identity proven elsewhere whoever it was tied to; makes no account, and asks no e-mail."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            return
        if not sociallogin.is_existing:
            user = identities.whom(request, sociallogin, at=timezone.now())
            if user is None:
                raise ImmediateHttpResponse(turn_away(request, UNKNOWN))
            sociallogin.connect(request, user)
        if not sociallogin.user.is_active:
            raise ImmediateHttpResponse(turn_away(request, UNKNOWN))

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Provider,
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        log.warning("An identity was not proven at %s: %s %r", provider.sub_id, error, exception)
        raise ImmediateHttpResponse(turn_away(request, NOT_PROVEN))

    def get_requests_session(self) -> Session:
        """Follow no redirection: a provider answers where it said it would."""
        session: Session = super().get_requests_session()
        session.max_redirects = 0
        return session

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: SocialAccount) -> str:
        return reverse("account")


def turn_away(request: HttpRequest, why: str | Promise) -> HttpResponse:
    """Lead back to where one signs in, saying why the identity did not do."""
    record_event(request, what=AuditEntry.What.REFUSE, where="identity", status=403)
    flash.warn(request, str(why))
    return redirect("sign_in")


def is_freshly_proven(request: HttpRequest) -> bool:
    """Tell whether whoever is signed in proved it within the last quarter of an hour."""
    records = get_authentication_records(request, request.user)
    last = max((record["at"] for record in records), default=0)
    return timezone.now().timestamp() - last < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
