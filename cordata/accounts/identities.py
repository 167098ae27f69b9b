"""Identities proven elsewhere: by a SPID or CIE gateway, FranceConnect, Pro Santé Connect."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import jwt
import requests
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, get_random_string
from django.utils.http import urlencode

from cordata.accounts.actions.invitations import use_invitation
from cordata.accounts.models import ExpectedIdentity, User
from cordata.accounts.queries.invitations import open_invitation

NONCE, PROOF, INVITATION = "identity_nonce", "identity_proof", "invitation"
ASYMMETRIC = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
CLOCKS_DIFFER = 30  # seconds


@dataclass(frozen=True, slots=True)
class Provider:
    """Who proves an identity elsewhere, as the sign-in page offers it."""

    key: str
    name: str


def providers() -> list[Provider]:
    """Return who may prove an identity, in the order of the file that names them."""
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return [Provider(app["provider_id"], app["name"]) for app in apps]


def whom(request: HttpRequest, login: SocialLogin, *, at: datetime) -> User | None:
    """
    Return whom an identity met for the first time stands for.

    That is whoever its identifier was written down for, or whoever opened an invitation in this browser. An e-mail
    address proves nothing here.
    """
    expected = ExpectedIdentity.objects.filter(
        provider=login.account.provider, identifier__iexact=login.account.uid, user__is_active=True
    )
    known = expected.select_related("user").first()
    if known:
        return known.user
    invitation = open_invitation(request.session.pop(INVITATION, ""), at=at)
    if invitation is None:
        return None
    use_invitation(invitation=invitation, at=at)
    return invitation.user


def way_to(request: HttpRequest, provider: str, *, process: str, onward: str) -> str:
    """
    Return the address at the provider where somebody proves who they are, and remember what was asked.

    :raises OAuth2Error: when the provider does not answer as it should
    :raises requests.RequestException: when it does not answer at all
    """
    nonce = request.session[NONCE] = get_random_string(32)
    offered = get_adapter(request).get_provider(request, provider)
    answer = offered.redirect(
        request, process=process, next_url=onward, auth_params=offered.get_auth_params() | {"nonce": nonce}
    )
    return str(answer.url)


def way_out(request: HttpRequest, back: str) -> str:
    """Return where one signs out at the provider that proved this session's identity; `back` where there is none."""
    proof = request.session.get(PROOF)
    if proof is None:
        return back
    try:
        ends_at = IdentityProtocol(request, proof["provider"]).openid_config.get("end_session_endpoint", "")
    except requests.RequestException:  # the session here ends whether or not the provider can be reached
        return back
    asked = {
        "id_token_hint": proof["id_token"],
        "post_logout_redirect_uri": request.build_absolute_uri(back),
        "state": get_random_string(16),
    }
    return f"{ends_at}?{urlencode(asked)}" if ends_at else back


class IdentityProtocol(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """
    OpenID Connect with the code flow and PKCE, as allauth speaks it, and stricter in three things.

    The signature of the ID token is always checked, with asymmetric algorithms alone; its nonce must be the one that
    this browser's session sent; and the token is kept for signing out at the provider too.
    """

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **named: Any) -> SocialLogin:
        try:
            login: SocialLogin = super().complete_login(request, app, token, **named)
        except KeyError as missing:
            raise OAuth2Error(f"The provider did not tell {missing}.") from missing
        proven = login.account.extra_data.get("id_token", {})
        sent = request.session.pop(NONCE, "")
        if not sent or not constant_time_compare(proven.get("nonce", ""), sent):
            raise OAuth2Error("The ID token does not answer this session's question.")
        if "userinfo" in login.account.extra_data and login.account.extra_data["userinfo"].get("sub") != proven["sub"]:
            raise OAuth2Error("The provider told of somebody else than the ID token.")
        request.session[PROOF] = {"provider": self.provider_id, "id_token": named["response"]["id_token"]}
        login.account.extra_data = {}
        return login

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        if self.openid_config["issuer"].rstrip("/") != app.settings["server_url"].rstrip("/"):
            raise OAuth2Error("The provider must call itself as this installation knows it.")
        try:
            proven: dict[str, Any] = jwt.decode(
                id_token,
                key=self._signing_key(jwt.get_unverified_header(id_token)),
                algorithms=sorted(ASYMMETRIC),
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                leeway=CLOCKS_DIFFER,
                options={"require": ["iss", "aud", "sub", "exp", "iat"]},
            )
        except jwt.PyJWTError as refusal:
            raise OAuth2Error(f"The ID token does not hold: {refusal}") from refusal
        return proven

    def _signing_key(self, header: dict[str, Any]) -> jwt.PyJWK:
        """Return the provider's key that a token names; one that names none is signed with the only key there is."""
        with get_adapter(self.request).get_requests_session() as session:
            response = session.get(self.openid_config["jwks_uri"])
            response.raise_for_status()
        named = header.get("kid")
        keys = [key for key in response.json()["keys"] if key.get("use", "sig") == "sig"]
        fitting = [key for key in keys if named in (None, key.get("kid"))]
        if len(fitting) != 1 or header.get("alg") not in ASYMMETRIC:
            raise OAuth2Error("The ID token must be signed with one of the provider's own keys.")
        return jwt.PyJWK(fitting[0], algorithm=header["alg"])
