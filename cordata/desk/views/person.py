from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cordata.accounts.models import AuditEntry, User
from cordata.accounts.requests import SignedInRequest
from cordata.desk.forms import ReadingForm, SheetForm
from cordata.desk.queries.page import network_page, person_page, sheet_page
from cordata.desk.queries.person import kept_in_place_of, seen_person
from cordata.people.looks import shown


@require_safe
@login_required
def person(request: SignedInRequest, resident_id: int) -> HttpResponse:
    """Show one person: what needs somebody, what is true, what happened."""
    now = timezone.now()
    resident = seen_person(request.user, resident_id, now)
    if resident is None:
        return kept_record(request.user, resident_id)
    form = ReadingForm(request.GET)
    page = person_page(request.user, resident, form.reading(), now)
    shown(request, [resident, *page.also_shown])
    return render(request, "desk/person.html", {"page": page}, status=200 if form.is_valid() else 422)


@require_safe
@login_required
def network(request: SignedInRequest, resident_id: int) -> HttpResponse:
    """Show a person's household and network as a picture, and as a list that says the same."""
    now = timezone.now()
    resident = seen_person(request.user, resident_id, now)
    if resident is None:
        raise Http404
    page = network_page(request.user, resident, now)
    shown(request, [resident, *page.also_shown])
    return render(request, "desk/network.html", {"page": page})


@require_safe
@login_required
def sheet(request: SignedInRequest, resident_id: int) -> HttpResponse:
    """Print a person's sheet: short or full, in large print if wanted."""
    now = timezone.now()
    resident = seen_person(request.user, resident_id, now)
    if resident is None:
        raise Http404
    form = SheetForm(request.GET)
    page = sheet_page(request.user, resident, now)
    shown(request, [resident, *page.also_shown], what=AuditEntry.What.PRINT)
    status = 200 if form.is_valid() else 422
    return render(request, "desk/sheet.html", {"page": page, "wishes": form.wishes()}, status=status)


def kept_record(user: User, resident_id: int) -> HttpResponse:
    """
    Lead from a merged record to the one it was joined to.

    :raises Http404: where there is none, or the user does not see it
    """
    kept = kept_in_place_of(resident_id)
    if kept is None or seen_person(user, kept, timezone.now()) is None:
        raise Http404
    return redirect("person", kept)
