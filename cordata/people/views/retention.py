from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cordata.accounts.models import AuditPerson
from cordata.accounts.requests import SignedInRequest
from cordata.people.looks import shown
from cordata.people.queries.erasure import waiting_requests
from cordata.people.queries.retention import kept_for, retention, rules_in_force

TOLD = 200  # records a page names; the others are counted


@require_safe
@login_required
def kept_long_enough(request: SignedInRequest) -> HttpResponse:
    """Show a coordinator or an officer how long records are kept, whose term is over, and which erasures wait."""
    at = timezone.now()
    watched = kept_for(request.user, at)
    if watched is None:
        raise Http404
    people, reads_names = watched
    told = retention(people, on=timezone.localdate(at))
    due, waiting = told.due[:TOLD], waiting_requests(people)
    seen = [term.resident for term in due] + [one.resident for one in waiting]
    shown(request, seen, otherwise=AuditPerson.Ground.OFFICER)
    context = {
        "retention": told,
        "due": due,
        "waiting": waiting,
        "rules": sorted(rules_in_force().values(), key=lambda rule: rule.code),
        "reads_names": reads_names,
    }
    return render(request, "people/rights/retention.html", context)
