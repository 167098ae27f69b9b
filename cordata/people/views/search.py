from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cordata.accounts.auditing import note_search
from cordata.accounts.models import AuditEntry
from cordata.accounts.requests import SignedInRequest
from cordata.people.forms.search import SearchForm
from cordata.people.looks import shown
from cordata.people.queries import find_people
from cordata.people.queries.openings import may_open
from cordata.people.queries.places import may_enter_people
from cordata.people.queries.search import Found

What = AuditEntry.What


@require_safe
@login_required
def people(request: SignedInRequest) -> HttpResponse:
    """List the people one may see, those whom the words and filters of the address mean."""
    today = timezone.localdate()
    form = SearchForm(request.GET, user=request.user, on=today)
    found, words = Found((), 0), ""
    if form.is_valid():
        words = form.cleaned_data["words"]
        found = find_people(request.user, words, today, form.filters(), form.cleaned_data["page"] or 1)
    note_search(request, words)
    shown(request, [row.resident_id for row in found.rows], what=What.SEARCH if words.strip() else What.READ)
    is_part = request.headers.get("HX-Request") == "true"
    context = {
        "form": form,
        "found": found,
        "words": words,
        "may_enter": may_enter_people(request.user, today),
        "may_open": may_open(request.user, timezone.now()),
    }
    template = "people/parts/list.html" if is_part else "people/people.html"
    return render(request, template, context, status=200 if form.is_valid() else 422)
