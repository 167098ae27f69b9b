from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cordata.accounts.models import ShortPin, User

DEVICES: tuple[tuple[str, str | Promise], ...] = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", _("Android telephone or tablet")), ("Windows", "Windows"),
    ("Macintosh", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux"),
)  # fmt: skip
BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey by the name its owner gave it."""

    pk: int
    name: str
    added_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class WaysIn:
    """All by which somebody signs in."""

    passkeys: list[Passkey]
    app_since: datetime | None
    codes_left: int | None
    has_pin: bool
    identities: list[SocialAccount]


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is signed in."""

    pk: int
    device: str | Promise
    browser: str
    address: str
    since: datetime
    last_used_at: datetime
    is_here: bool


def ways_in(user: User) -> WaysIn:
    """Return all by which somebody signs in, the oldest first; three queries."""
    kept = list(Authenticator.objects.filter(user=user).order_by("created_at", "pk"))
    kinds = {one.type: one for one in kept}
    app, codes = kinds.get(Authenticator.Type.TOTP), kinds.get(Authenticator.Type.RECOVERY_CODES)
    return WaysIn(
        passkeys=[
            Passkey(one.pk, one.wrap().name, one.created_at, one.last_used_at)
            for one in kept
            if one.type == Authenticator.Type.WEBAUTHN
        ],
        app_since=app.created_at if app else None,
        codes_left=len(codes.wrap().get_unused_codes()) if codes else None,
        has_pin=ShortPin.objects.filter(user=user).exists(),
        identities=list(SocialAccount.objects.filter(user=user).order_by("pk")),
    )


def places_signed_in(user: User, *, here: str) -> list[Place]:
    """Return where somebody is signed in, this place first and then the one used last; `here` is its session's key."""
    sessions = UserSession.objects.purge_and_list(user)
    places = [
        Place(
            pk=session.pk,
            device=_known(session.user_agent, DEVICES) or _("Another device"),
            browser=str(_known(session.user_agent, BROWSERS)),
            address=session.ip,
            since=session.created_at,
            last_used_at=session.last_seen_at,
            is_here=session.session_key == here,
        )
        for session in sessions
    ]
    return sorted(places, key=lambda place: (not place.is_here, -place.last_used_at.timestamp(), place.pk))


def _known(agent: str, words: tuple[tuple[str, str | Promise], ...]) -> str | Promise:
    return next((said for sign, said in words if sign in agent), "")
