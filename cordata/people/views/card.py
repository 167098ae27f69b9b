from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cordata.accounts.models import AuditEntry
from cordata.accounts.requests import SignedInRequest
from cordata.people.looks import shown
from cordata.people.queries.card import card, refuses_card
from cordata.people.queries.seeing import is_own
from cordata.people.views.access import read_with_health

SIZES = ("a4", "a6")


@require_safe
@login_required
def emergency_card(request: SignedInRequest, resident_id: int) -> HttpResponse:
    """Print what an ambulance must know about a person, unless the person refused it."""
    at = timezone.now()
    resident = read_with_health(request, resident_id, at)
    context = {"resident": resident, "is_own": is_own(request.user, resident)}
    if refuses_card(resident, at):
        shown(request, [resident])
        return render(request, "people/card/refused.html", context, status=403)
    shown(request, [resident], what=AuditEntry.What.PRINT)
    size = request.GET.get("size", "")
    told = {**context, "card": card(resident), "size": size if size in SIZES else SIZES[0], "at": at}
    return render(request, "people/card/card.html", told)
