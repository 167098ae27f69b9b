from __future__ import annotations

import base64
from ipaddress import ip_address
from urllib.parse import urlsplit

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.internal.flows import delete_and_cleanup
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.flows import generate_recovery_codes, view_recovery_codes
from allauth.mfa.totp.internal.flows import activate_totp
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.internal.flows import add_authenticator
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cordata.accounts.adapters import is_freshly_proven
from cordata.accounts.confirming import proof_first, proven
from cordata.accounts.events import record_event
from cordata.accounts.forms.factors import FirstCodeForm, PasskeyForm
from cordata.accounts.letters import tell_of_change
from cordata.accounts.models import AuditEntry
from cordata.accounts.onward import onward_address
from cordata.accounts.requests import SignedInRequest
from cordata.accounts.sessions import OWES, owes_second_factor
from cordata.ui import flash


@require_GET
@login_required
def second_factor_needed(request: SignedInRequest) -> HttpResponse:
    """Lead somebody whose role asks for it through setting up a second factor."""
    if not request.session.get(OWES):
        return redirect(onward_address(request))
    return render(request, "accounts/second_factor_needed.html", {"next": onward_address(request)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@proven
def authenticator_app(request: SignedInRequest) -> HttpResponse:
    """Set up an app that shows one-time codes."""
    if Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP).exists():
        return redirect("account")
    form = FirstCodeForm(user=request.user, data=request.POST or None)
    if form.is_valid():
        activate_totp(request, form)
        return _changed(request, "authenticator_app", gettext_lazy("An authenticator app was added to your account"))
    adapter = get_adapter()
    picture = adapter.build_totp_svg(adapter.build_totp_url(request.user, form.secret))
    context = {
        "form": form,
        "picture": "data:image/svg+xml;base64," + base64.b64encode(picture.encode()).decode(),
        "secret": " ".join(form.secret[start : start + 4] for start in range(0, len(form.secret), 4)),
    }
    return render(request, "accounts/authenticator_app.html", context, status=422 if form.is_bound else 200)


@require_POST
@login_required
@proven
def authenticator_app_removal(request: SignedInRequest) -> HttpResponse:
    """Take the authenticator app off the account."""
    found = get_object_or_404(Authenticator, user=request.user, type=Authenticator.Type.TOTP)
    delete_and_cleanup(request, found)
    return _changed(request, "authenticator_app_removal", gettext_lazy("The authenticator app was taken off"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@proven
def new_passkey(request: SignedInRequest) -> HttpResponse:
    """Add a passkey: a telephone, a computer or a key that signs in by itself."""
    form = PasskeyForm(user=request.user, data=request.POST or None)
    if form.is_valid():
        add_authenticator(request, name=form.cleaned_data["name"], credential=form.cleaned_data["credential"])
        return _changed(request, "new_passkey", gettext_lazy("A passkey was added to your account"))
    context = {
        "form": form,
        "options": webauthn.begin_registration(request.user, passwordless=True),
        "has_no_name": is_number(urlsplit(f"//{request.get_host()}").hostname or ""),
    }
    return render(request, "accounts/new_passkey.html", context, status=422 if form.is_bound else 200)


def is_number(host: str) -> bool:
    """Return whether a host is an IP address: browsers make no passkey there."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


@require_POST
@login_required
def passkey_removal(request: SignedInRequest, passkey_id: int) -> HttpResponse:
    """Take a passkey off the account."""
    found = get_object_or_404(Authenticator, pk=passkey_id, user=request.user, type=Authenticator.Type.WEBAUTHN)
    if not is_freshly_proven(request):
        return proof_first(request)
    delete_and_cleanup(request, found)
    return _changed(request, "passkey_removal", gettext_lazy("A passkey was taken off your account"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@proven
def recovery_codes(request: SignedInRequest) -> HttpResponse:
    """Show the codes that let in when the telephone is lost, or make new ones in place of those."""
    if not Authenticator.objects.filter(user=request.user).exists():
        return redirect("account")
    if request.method == "POST":
        generate_recovery_codes(request)
        record_event(request, what=AuditEntry.What.WRITE, where="recovery_codes")
        tell_of_change(request.user, gettext_lazy("New recovery codes were made for your account"))
        return redirect("recovery_codes")
    kept, _may_view = view_recovery_codes(request)
    context = {"codes": kept.get_unused_codes() if kept else [], "next": onward_address(request)}
    return render(request, "accounts/recovery_codes.html", context)


def _changed(request: SignedInRequest, where: str, what: str | Promise) -> HttpResponse:
    """Write down, tell and go on after a second factor came or went; the first one brings its recovery codes."""
    user = request.user
    owed = request.session.get(OWES, False)
    request.session[OWES] = owes_second_factor(request, user, at=timezone.now())
    record_event(request, what=AuditEntry.What.WRITE, where=where)
    tell_of_change(user, what)
    flash.tell(request, _("%(what)s.") % {"what": what})
    codes = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).order_by("pk").first()
    if (codes and not codes.wrap().did_view) or owed:
        return redirect("recovery_codes")
    return redirect("account")
