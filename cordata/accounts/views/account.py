from __future__ import annotations

from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cordata.accounts.actions.invitations import choose_password, end_sessions
from cordata.accounts.adapters import is_freshly_proven
from cordata.accounts.auditing import roles_now
from cordata.accounts.confirming import proof_first, proven
from cordata.accounts.events import record_event
from cordata.accounts.forms.factors import ProofCodeForm
from cordata.accounts.forms.passwords import PasswordChangeForm, ProofForm
from cordata.accounts.identities import providers
from cordata.accounts.letters import tell_of_change
from cordata.accounts.limits import limited
from cordata.accounts.models import AuditEntry, Role
from cordata.accounts.onward import onward_address
from cordata.accounts.queries.ways_in import places_signed_in, ways_in
from cordata.accounts.requests import SignedInRequest
from cordata.ui import flash


@require_GET
@login_required
def account(request: SignedInRequest) -> HttpResponse:
    """Show somebody how they sign in, and where they are signed in."""
    context = {
        "ways": ways_in(request.user),
        "places": places_signed_in(request.user, here=request.session.session_key or ""),
        "providers": providers(),
        "helps_others": any(role.kind == Role.Kind.COORDINATOR for role in roles_now(request)),
    }
    return render(request, "accounts/account.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited("confirmation", methods=("POST",))
def confirmation(request: SignedInRequest) -> HttpResponse:
    """Ask somebody who is signed in to prove once more that it is them."""
    onward, user = onward_address(request, "account"), request.user
    forms = {"password": ProofForm, "code": ProofCodeForm, "credential": ReauthenticateWebAuthnForm}
    sent = next((name for name in forms if name in request.POST), "")
    form = forms[sent](user=user, data=request.POST) if sent else None
    if form and form.is_valid():
        if isinstance(form, ProofForm):
            reauthenticate_by_password(request)
        else:
            form.save()
        return redirect(onward)
    if form:
        record_event(request, what=AuditEntry.What.REFUSE, where="confirmation", status=422)
    kinds = set(Authenticator.objects.filter(user=user).order_by("pk").values_list("type", flat=True))
    context = {
        "next": onward,
        "password_form": form if sent == "password" else ProofForm(user) if user.has_usable_password() else None,
        "code_form": form if sent == "code" else ProofCodeForm(user=user) if "totp" in kinds else None,
        "options": webauthn.begin_authentication(user) if "webauthn" in kinds else None,
        "passkey_failed": sent == "credential",
        "providers": providers(),
    }
    return render(request, "accounts/confirmation.html", context, status=422 if form else 200)


@sensitive_post_parameters("present", "password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited("confirmation", methods=("POST",))
def password(request: SignedInRequest) -> HttpResponse:
    """Change the password; every other place where one is signed in is signed out."""
    form = PasswordChangeForm(request.user, request.POST or None)
    if not form.is_valid():
        return render(request, "accounts/password.html", {"form": form}, status=422 if form.is_bound else 200)
    user = request.user
    choose_password(user=user, password=form.cleaned_data["password"], at=timezone.now())
    update_session_auth_hash(request, user)
    UserSession.objects.create_from_request(request)
    record_event(request, what=AuditEntry.What.WRITE, where="password")
    tell_of_change(user, gettext_lazy("A new password was chosen for your account"))
    flash.tell(request, _("Your password is changed. You were signed out everywhere else."))
    return redirect("account")


@require_POST
@login_required
def place_closure(request: SignedInRequest, place_id: int) -> HttpResponse:
    """Sign out somewhere else."""
    place = get_object_or_404(UserSession, pk=place_id, user=request.user)
    if not is_freshly_proven(request):
        return proof_first(request)
    place.end()
    record_event(request, what=AuditEntry.What.WRITE, where="place_closure")
    flash.tell(request, _("You are signed out there."))
    return redirect("account")


@require_POST
@login_required
@proven
def places_closure(request: SignedInRequest) -> HttpResponse:
    """Sign out everywhere else."""
    end_sessions(user=request.user, but=request.session.session_key)
    record_event(request, what=AuditEntry.What.WRITE, where="places_closure")
    flash.tell(request, _("You are signed out everywhere but here."))
    return redirect("account")


@require_GET
@login_required
def use(_request: HttpRequest) -> HttpResponse:
    """Answer nothing: a module says by asking that somebody is at the keyboard."""
    return HttpResponse(status=204)
