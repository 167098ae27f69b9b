from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cordata.accounts.requests import SignedInRequest
from cordata.base.numbers import whole_number
from cordata.people.looks import shown
from cordata.people.queries.looks import looks_at
from cordata.people.queries.seeing import coordinates, is_own
from cordata.people.views.access import seen_or_404


@require_safe
@login_required
def looks(request: SignedInRequest, resident_id: int) -> HttpResponse:
    """Tell the person themself, and their coordinator, who has looked at the record, when and why."""
    at = timezone.now()
    resident = seen_or_404(request, resident_id, at)
    own = is_own(request.user, resident)
    if not own and not coordinates(request.user, resident, at):
        raise PermissionDenied
    shown(request, [resident])
    told = looks_at(resident, before=whole_number(request.GET.get("before", "")), is_own=own)
    return render(request, "people/looks/looks.html", {"resident": resident, "looks": told, "is_own": own})
