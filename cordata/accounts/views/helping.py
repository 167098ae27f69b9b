from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_POST

from cordata.accounts.actions.invitations import BY_HAND, end_sessions, invite, lift_lockout, take_factors_away
from cordata.accounts.adapters import is_freshly_proven
from cordata.accounts.confirming import proof_first
from cordata.accounts.events import record_event
from cordata.accounts.letters import tell_of_change
from cordata.accounts.limits import limited
from cordata.accounts.models import AuditEntry, Role, User
from cordata.accounts.queries.helping import helped_by, standing
from cordata.accounts.requests import SignedInRequest
from cordata.ui import flash


@require_GET
@login_required
def colleagues(request: SignedInRequest) -> HttpResponse:
    """List whom a coordinator may help to sign in."""
    today = timezone.localdate()
    if not Role.objects.on(today).filter(user=request.user, kind=Role.Kind.COORDINATOR).exists():
        raise PermissionDenied
    return render(request, "accounts/colleagues.html", {"colleagues": helped_by(request.user, on=today)})


@require_GET
@login_required
def colleague(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Show how a colleague signs in, and what a coordinator can do when they cannot."""
    whose = colleague_of(request, user_id)
    return render(request, "accounts/colleague.html", {"whose": whose, "standing": standing(whose, at=timezone.now())})


@sensitive_variables("secret", "link")
@require_POST
@login_required
@limited("costly")
def colleague_invitation(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Make a one-time link to hand over, and show it this once."""
    whose, at = colleague_of(request, user_id), timezone.now()
    if not is_freshly_proven(request):
        return proof_first(request)
    secret = invite(user=whose, by=request.user, lasts=BY_HAND, at=at)
    link = request.build_absolute_uri(reverse("invitation_link", args=[secret]))
    record_event(request, what=AuditEntry.What.WRITE, where=f"colleague_invitation {whose.pk}")
    tell_of_change(whose, gettext_lazy("A coordinator made a one-time link with which you choose a new password"))
    return render(request, "accounts/colleague_link.html", {"whose": whose, "link": link, "ends_at": at + BY_HAND})


@require_POST
@login_required
def colleague_lockout(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Lift a lock-out."""
    whose = colleague_of(request, user_id)
    if not is_freshly_proven(request):
        return proof_first(request)
    lift_lockout(user=whose)
    record_event(request, what=AuditEntry.What.WRITE, where=f"colleague_lockout {whose.pk}")
    flash.tell(request, _("%(name)s can try again at once.") % {"name": whose})
    return redirect("colleague", whose.pk)


@require_POST
@login_required
def colleague_factors(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Take lost second factors away; whoever needs one sets up another at the next sign-in."""
    whose = colleague_of(request, user_id)
    if not is_freshly_proven(request):
        return proof_first(request)
    take_factors_away(user=whose)
    record_event(request, what=AuditEntry.What.WRITE, where=f"colleague_factors {whose.pk}")
    tell_of_change(whose, gettext_lazy("A coordinator took the second factors off your account"))
    flash.tell(
        request,
        _("%(name)s signs in with the password alone, and sets up another second factor then.") % {"name": whose},
    )
    return redirect("colleague", whose.pk)


@require_POST
@login_required
def colleague_places(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Sign a colleague out everywhere, as when a computer was left open."""
    whose = colleague_of(request, user_id)
    if not is_freshly_proven(request):
        return proof_first(request)
    end_sessions(user=whose)
    record_event(request, what=AuditEntry.What.WRITE, where=f"colleague_places {whose.pk}")
    flash.tell(request, _("%(name)s is signed out everywhere.") % {"name": whose})
    return redirect("colleague", whose.pk)


def colleague_of(request: SignedInRequest, user_id: int) -> User:
    """
    Return a colleague whom this coordinator may help.

    :raises django.http.Http404: if they may not, or there is nobody of that number
    """
    return get_object_or_404(helped_by(request.user, on=timezone.localdate()), pk=user_id)
