from __future__ import annotations

from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from cordata.accounts.adapters import is_freshly_proven
from cordata.accounts.confirming import proof_first
from cordata.accounts.events import record_event
from cordata.accounts.identities import IdentityProtocol, providers, way_to
from cordata.accounts.limits import limited
from cordata.accounts.models import AuditEntry
from cordata.accounts.onward import onward_address
from cordata.accounts.requests import SignedInRequest
from cordata.accounts.sessions import WANTS_SHARED
from cordata.ui import flash


@require_POST
@limited("sign_in")
def identity(request: HttpRequest, provider_id: str) -> HttpResponse:
    """
    Lead to where somebody proves who they are.

    By a page that goes on by itself: the policy lets no form of ours end at another host.
    """
    if provider_id not in {one.key for one in providers()}:
        raise Http404
    if request.user.is_authenticated and not is_freshly_proven(request):
        return proof_first(request)
    process = "connect" if request.user.is_authenticated else "login"
    request.session[WANTS_SHARED] = "shared" in request.POST
    try:
        address = way_to(request, provider_id, process=process, onward=onward_address(request))
    except (OAuth2Error, RequestException):
        flash.warn(request, _("This way of signing in does not answer at present. Try later, or use another way."))
        return redirect("sign_in")
    return render(request, "accounts/leaving.html", {"address": address})


@require_GET
@limited("sign_in")
def identity_return(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take up the answer of whoever proves identities."""
    try:
        answer: HttpResponse = OAuth2CallbackView.adapter_view(IdentityProtocol(request, provider_id))(request)
    except SocialApp.DoesNotExist as unknown:
        raise Http404 from unknown
    return answer


@require_POST
@login_required
def identity_removal(request: SignedInRequest, identity_id: int) -> HttpResponse:
    """Untie an identity; whoever has no other way in keeps it."""
    tied = get_object_or_404(SocialAccount, pk=identity_id, user=request.user)
    if not is_freshly_proven(request):
        return proof_first(request)
    if not request.user.has_usable_password():
        flash.warn(request, _("This is your only way in: choose a password first."))
        return redirect("account")
    tied.delete()
    record_event(request, what=AuditEntry.What.WRITE, where="identity_removal")
    flash.tell(request, _("This identity no longer signs you in."))
    return redirect(reverse("account"))
