from __future__ import annotations

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cordata.accounts import sessions
from cordata.accounts.confirming import proven
from cordata.accounts.events import record_event
from cordata.accounts.forms.lock import NewPinForm, PinForm
from cordata.accounts.limits import RATES, TooOften, forget, take, tries
from cordata.accounts.models import AuditEntry, ShortPin
from cordata.accounts.onward import onward_address
from cordata.accounts.pins import is_pin_of, set_pin
from cordata.accounts.requests import SignedInRequest
from cordata.ui import flash


@require_GET
@login_required
def lock(request: SignedInRequest) -> HttpResponse:
    """Show the locked screen: who locked it, and how to open it."""
    onward = onward_address(request)
    if not sessions.is_locked(request.session, timezone.now()):
        return redirect(onward)
    return render(request, "accounts/lock.html", {"form": PinForm(), "next": onward})


@require_POST
@login_required
def locking(request: SignedInRequest) -> HttpResponse:
    """Lock the screen now; whoever has no PIN is signed out instead."""
    if not ShortPin.objects.filter(user=request.user).exists():
        logout(request)
        return redirect("sign_in")
    sessions.lock(request.session)
    return redirect(f"{reverse('lock')}?{urlencode({'next': onward_address(request)})}")


@sensitive_post_parameters("pin")
@require_POST
@login_required
def unlocking(request: SignedInRequest) -> HttpResponse:
    """Open the screen for the right PIN; after five wrong ones the session ends."""
    at, onward, who = timezone.now(), onward_address(request), request.session.session_key or ""
    form = PinForm(request.POST)
    try:
        take("pin", who, at=at)
    except TooOften:
        return _signed_out(request)
    if form.is_valid() and is_pin_of(request.user, form.cleaned_data["pin"]):
        forget("pin", who)
        sessions.unlock(request.session, at=at)
        return redirect(onward)
    record_event(request, what=AuditEntry.What.REFUSE, where="unlocking", status=422)
    left = RATES["pin"].times - tries("pin", who, at=at)
    if not left:
        return _signed_out(request)
    said = ngettext(
        "This is not your PIN. You can try once more.", "This is not your PIN. You can try %(left)d times more.", left
    )
    form.add_error("pin", said % {"left": left})
    return render(request, "accounts/lock.html", {"form": form, "next": onward}, status=422)


@sensitive_post_parameters("pin")
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@proven
def pin(request: SignedInRequest) -> HttpResponse:
    """Choose the short PIN."""
    form = NewPinForm(request.POST or None)
    if not form.is_valid():
        context = {"form": form, "minutes": settings.CORDATA_LOCK_MINUTES, "next": onward_address(request, "account")}
        return render(request, "accounts/pin.html", context, status=422 if form.is_bound else 200)
    set_pin(request.user, form.cleaned_data["pin"], at=timezone.now())
    record_event(request, what=AuditEntry.What.WRITE, where="pin")
    flash.tell(request, _("Your short PIN is kept."))
    return redirect(onward_address(request, "account"))


def _signed_out(request: SignedInRequest) -> HttpResponse:
    logout(request)
    flash.warn(request, _("That was five wrong PINs: you were signed out. Sign in with your password."))
    return redirect("sign_in")
