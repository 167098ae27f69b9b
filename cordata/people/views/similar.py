from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cordata.accounts.limits import limited
from cordata.accounts.models import AuditEntry, AuditPerson
from cordata.accounts.requests import SignedInRequest
from cordata.people.forms.similar import SimilarForm
from cordata.people.looks import shown
from cordata.people.queries.places import may_enter_people
from cordata.people.queries.similar import Lookalikes, similar_people


@require_safe
@login_required
@limited("search")
def similar(request: SignedInRequest) -> HttpResponse:
    """Tell, while somebody is typed, who in the whole register looks like them: a part of a page."""
    at = timezone.now()
    if not may_enter_people(request.user, timezone.localdate(at)):
        raise PermissionDenied
    form = SimilarForm(request.GET)
    facts = form.facts()
    alike = Lookalikes()
    if facts:
        alike = similar_people(facts, request.user, at, leaving_out=form.cleaned_data.get("leaving_out"))
    told = (*alike.seen_ids, *alike.hinted_ids)
    shown(request, told, what=AuditEntry.What.SEARCH, otherwise=AuditPerson.Ground.MATCH)
    return render(request, "people/doubles/similar.html", {"alike": alike})
