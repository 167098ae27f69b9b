from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from cordata.accounts.actions.invitations import BY_LETTER, choose_password, invite
from cordata.accounts.events import record_event
from cordata.accounts.forms.entrance import PasswordHelpForm
from cordata.accounts.forms.passwords import NewPasswordForm
from cordata.accounts.identities import INVITATION, providers
from cordata.accounts.letters import send_link, tell_of_change
from cordata.accounts.limits import TooOften, limited, take
from cordata.accounts.models import AuditEntry, User
from cordata.accounts.queries.invitations import open_invitation
from cordata.accounts.sessions import renew_id
from cordata.ui import flash


@require_http_methods(["GET", "HEAD", "POST"])
@limited("password_help", methods=("POST",))
def password_help(request: HttpRequest) -> HttpResponse:
    """Send a link to whoever forgot their password; what is answered does not tell whether the address is known."""
    form = PasswordHelpForm(request.POST or None)
    if not form.is_valid():
        return render(request, "accounts/password_help.html", {"form": form}, status=422 if form.is_bound else 200)
    email, at = form.cleaned_data["email"].lower(), timezone.now()
    try:
        take("password_help_letter", email, at=at)
    except TooOften:
        return render(request, "accounts/password_help_sent.html", {"email": email})
    user = User.objects.filter(email=email, is_active=True).order_by("pk").first()
    if user:
        secret = invite(user=user, by=None, lasts=BY_LETTER, at=at)
        send_link(user, request.build_absolute_uri(reverse("invitation_link", args=[secret])))
        record_event(request, what=AuditEntry.What.WRITE, where="password_help", user=user)
    return render(request, "accounts/password_help_sent.html", {"email": email})


@sensitive_variables("token")
@require_GET
@limited("invitation")
def invitation_link(request: HttpRequest, token: str) -> HttpResponse:
    """Take the secret out of the address, so that it stays in no history, and go on to choose a password."""
    if open_invitation(token, at=timezone.now()) is None:
        return render(request, "accounts/invitation_spent.html", status=404)
    renew_id(request.session)  # whoever planted it here does not come in by this link
    request.session[INVITATION] = token
    return redirect("invitation")


@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    """Let somebody who came by a one-time link choose their password, or tie an identity proven elsewhere."""
    at = timezone.now()
    found = open_invitation(request.session.get(INVITATION, ""), at=at)
    if found is None:
        return render(request, "accounts/invitation_spent.html", status=404)
    form = NewPasswordForm(found.user, request.POST or None)
    if not form.is_valid():
        context = {"form": form, "whose": found.user, "providers": providers()}
        return render(request, "accounts/invitation.html", context, status=422 if form.is_bound else 200)
    choose_password(user=found.user, password=form.cleaned_data["password"], invitation=found, at=at)
    request.session.pop(INVITATION)
    record_event(request, what=AuditEntry.What.WRITE, where="invitation", user=found.user)
    tell_of_change(found.user, gettext_lazy("A new password was chosen for your account"))
    flash.tell(request, _("Your new password is kept. Sign in with it."))
    return redirect("sign_in")
