from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.utils import reset
from django.contrib.sessions.models import Session
from django.db import transaction

from cordata.accounts.models import Invitation, ShortPin, User
from cordata.accounts.queries.invitations import digest_of

BY_LETTER, BY_HAND = timedelta(hours=1), timedelta(hours=24)


class InvitationSpent(Exception):
    """The link was used already, or has ended."""


@transaction.atomic
def invite(*, user: User, by: User | None, lasts: timedelta, at: datetime) -> str:
    """Make a one-time link for somebody, in place of those before it; return its secret, which is kept nowhere."""
    Invitation.objects.open(at).filter(user=user).delete()
    secret = secrets.token_urlsafe(32)
    Invitation.objects.create(user=user, digest=digest_of(secret), made_by=by, made_at=at, ends_at=at + lasts)
    return secret


@transaction.atomic
def use_invitation(*, invitation: Invitation, at: datetime) -> None:
    """
    Close the link behind whoever came by it.

    :raises InvitationSpent: if somebody was faster
    """
    if not Invitation.objects.open(at).filter(pk=invitation.pk).update(used_at=at):
        raise InvitationSpent(f"{invitation} must be open. It was used, or has ended.")


@transaction.atomic
def choose_password(*, user: User, password: str, invitation: Invitation | None = None, at: datetime) -> None:
    """
    Give somebody the password they chose; every session and link of theirs ends, and a lock-out with them.

    :raises InvitationSpent: if the link by which they came was used already
    """
    if invitation:
        use_invitation(invitation=invitation, at=at)
    Invitation.objects.open(at).filter(user=user).delete()
    user.set_password(password)
    user.save(update_fields=["password"])
    end_sessions(user=user)
    lift_lockout(user=user)


@transaction.atomic
def end_sessions(*, user: User, but: str | None = None) -> int:
    """Sign somebody out everywhere, `but` in the session of that key; return from how many places."""
    places = UserSession.objects.filter(user=user).exclude(session_key=but or "")
    keys = list(places.order_by("pk").values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    places.delete()
    return len(keys)


def lift_lockout(*, user: User) -> None:
    """Let somebody try their password again at once, from wherever."""
    reset(username=user.email)


@transaction.atomic
def take_factors_away(*, user: User) -> None:
    """Forget somebody's second factors and PIN, as when a telephone is lost; they set up others when they sign in."""
    Authenticator.objects.filter(user=user).delete()
    ShortPin.objects.filter(user=user).delete()
    end_sessions(user=user)
