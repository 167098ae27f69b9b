from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cordata.accounts.auditing import note_search, roles_now
from cordata.accounts.limits import limited
from cordata.accounts.models import AuditEntry, Role
from cordata.accounts.requests import SignedInRequest
from cordata.people.forms.search import SearchForm
from cordata.people.looks import shown
from cordata.people.queries import find_people
from cordata.people.queries.doubles import doubles_waiting
from cordata.people.queries.openings import may_open, records_open
from cordata.people.queries.places import may_enter_people
from cordata.people.queries.search import Found

What = AuditEntry.What
QUICKLY = 6  # people told while somebody types in the top bar
FEWEST = 2  # letters before anybody is told


@require_safe
@login_required
@limited("search")
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
    context: dict[str, object] = {"form": form, "found": found, "words": words}
    status = 200 if form.is_valid() else 422
    if is_part:
        return render(request, "people/parts/list.html", context, status=status)
    at = timezone.now()
    opened = records_open(request.user, at)
    shown(request, [one.person.resident_id for one in opened])
    context["opened"] = opened
    context["may_enter"] = may_enter_people(request.user, today)
    context["may_open"] = may_open(request.user, at)
    context["reviews"] = any(role.kind == Role.Kind.COORDINATOR for role in roles_now(request))
    context["doubles_waiting"] = doubles_waiting(request.user, at)
    return render(request, "people/people.html", context, status=status)


@require_safe
@login_required
@limited("search")
def quick(request: SignedInRequest) -> HttpResponse:
    """Tell the first people whom the words in the top bar mean: a part of a page."""
    today = timezone.localdate()
    form = SearchForm(request.GET, user=request.user, on=today)
    words = form.cleaned_data["words"].strip() if form.is_valid() else ""
    if len(words) < FEWEST:
        return HttpResponse()
    found = find_people(request.user, words, today, form.filters())
    rows = found.rows[:QUICKLY]
    note_search(request, words)
    shown(request, [row.resident_id for row in rows], what=What.SEARCH)
    return render(request, "people/parts/quick.html", {"found": found, "rows": rows})
