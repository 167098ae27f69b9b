"""A session's life: when it began, when it was last used, whether its screen is locked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from cordata.accounts.models import Role, ShortPin, User
from cordata.accounts.requests import is_partial
from cordata.ui import flash

BEGUN, USED, SHARED, LOCKED, OWES = "begun_at", "used_at", "shared", "locked", "owes_second_factor"
WANTS_SHARED = "wants_shared"
NOTED_EVERY = 30  # seconds: used more often than that is noted once, to spare the database
BACKGROUND = "Cordata-Background"  # a module's own repeated asking, which is nobody's use

OPEN_TO_LOCKED = frozenset({"lock", "locking", "unlocking", "sign_out", "language"})
OPEN_TO_OWING = frozenset({
    "sign_out", "language", "about", "use", "lock", "unlocking", "locking", "second_factor_needed", "confirmation",
    "passkey_options", "authenticator_app", "new_passkey", "recovery_codes", "account",
})  # fmt: skip


def open_session(request: HttpRequest, user: User, **_named: object) -> None:
    """Note when a session begins: a receiver of `user_logged_in`."""
    session, at = request.session, timezone.now()
    session[BEGUN] = session[USED] = _seconds(at)
    session[SHARED] = session.pop(WANTS_SHARED, False)
    session[OWES] = owes_second_factor(request, user, at=at)


def owes_second_factor(request: HttpRequest, user: User, *, at: datetime) -> bool:
    """Tell whether somebody's roles ask for a second factor that they have not set up."""
    kinds = settings.CORDATA_SECOND_FACTOR
    if not kinds or came_by_strong_identity(request, user):
        return False
    held = Role.objects.on(timezone.localdate(at)).filter(user=user, kind__in=kinds)
    return held.exists() and not Authenticator.objects.filter(user=user).exists()


def came_by_strong_identity(request: HttpRequest, user: User) -> bool:
    """Tell whether somebody came by a provider that asks for two factors itself."""
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    strong = {app["provider_id"] for app in apps if app["settings"]["is_strong"]}
    return any(record.get("provider") in strong for record in get_authentication_records(request, user))


class SessionGuard:
    """
    Ends a session that is too old or has lain idle, and answers nothing while its screen is locked.

    On a shared computer the screen locks after a few minutes without use; elsewhere the session ends after longer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        if not request.user.is_authenticated or request.resolver_match is None:
            return None
        at, name, session = timezone.now(), request.resolver_match.url_name or "", request.session
        if has_ended(session, at):
            logout(request)
            flash.warn(request, _("You were signed out because nobody had used this session for a while."))
            return _elsewhere(request, "sign_in")
        if is_locked(session, at):
            if not session.get(LOCKED):
                lock(session)
            if not ShortPin.objects.filter(user=request.user).exists():
                logout(request)
                return _elsewhere(request, "sign_in")
            return None if name in OPEN_TO_LOCKED else _elsewhere(request, "lock")
        if BACKGROUND not in request.headers:
            note_use(session, at)
        if session.get(OWES) and name not in OPEN_TO_OWING:
            return _elsewhere(request, "second_factor_needed")
        return None


def has_ended(session: SessionBase, at: datetime) -> bool:
    """Tell whether a session is too old, or has lain idle for too long."""
    now = _seconds(at)
    if now - session.get(BEGUN, 0) >= settings.CORDATA_SESSION_HOURS * 3600:
        return True
    return bool(now - session.get(USED, 0) >= settings.CORDATA_IDLE_MINUTES * 60)


def is_locked(session: SessionBase, at: datetime) -> bool:
    """Tell whether a session's screen is locked: by hand, or on a shared computer by lying unused."""
    if session.get(LOCKED):
        return True
    return bool(session.get(SHARED)) and _seconds(at) - session[USED] >= settings.CORDATA_LOCK_MINUTES * 60


def lock(session: SessionBase) -> None:
    session[LOCKED] = True


def unlock(session: SessionBase, *, at: datetime) -> None:
    """Open the screen again, under another session id."""
    session.pop(LOCKED, None)
    session[USED] = _seconds(at)
    renew_id(session)


def renew_id(session: SessionBase) -> None:
    """Go on under another id, so that whoever knows the one before comes in by it no more."""
    before = session.session_key
    session.cycle_key()
    UserSession.objects.filter(session_key=before).update(session_key=session.session_key)


def note_use(session: SessionBase, at: datetime) -> None:
    """Remember that the session was used, once in half a minute."""
    if _seconds(at) - session[USED] < NOTED_EVERY:
        return
    session[USED] = _seconds(at)
    UserSession.objects.filter(session_key=session.session_key).update(last_seen_at=at)


def lock_after(session: SessionBase) -> timedelta | None:
    """Return how long a shared computer's screen stays open without use; nothing where it is one's own."""
    return timedelta(minutes=settings.CORDATA_LOCK_MINUTES) if session.get(SHARED) else None


def _seconds(at: datetime) -> int:
    return int(at.timestamp())


def _elsewhere(request: HttpRequest, name: str) -> HttpResponse:
    """Lead to a page: by its address, or for a module's asking by a header that makes the browser go there."""
    address = reverse(name)
    if request.method == "GET" and not is_partial(request):
        address += f"?{urlencode({'next': request.get_full_path()})}"
    if is_partial(request):
        response = HttpResponseForbidden(content_type="text/plain")
        response["HX-Redirect"] = address
        return response
    return redirect(address)
