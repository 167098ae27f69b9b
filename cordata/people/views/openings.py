from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cordata.accounts.auditing import note_search
from cordata.accounts.limits import limited
from cordata.accounts.models import AuditEntry, AuditPerson, Role, User
from cordata.accounts.requests import SignedInRequest
from cordata.people.actions.openings import (
    AlreadyReviewed,
    TooManyOpenings,
    close_openings,
    open_record,
    review_opening,
)
from cordata.people.forms.openings import ExactSearchForm, OpeningForm, ReviewForm
from cordata.people.looks import shown
from cordata.people.models import Resident
from cordata.people.queries.openings import (
    may_open,
    opening_told,
    openings_reviewed,
    openings_to_review,
    reviewable,
    standing_opening,
    watched,
)
from cordata.people.queries.seeing import seen_person
from cordata.people.views.access import posted
from cordata.ui.flash import tell

PROOF_SALT = "a record found exactly"
PROOF_HOLDS = 15 * 60  # seconds between finding a record and opening it


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited("search")
def exact_search(request: SignedInRequest) -> HttpResponse:
    """Look for the one record that an emergency is about, and go on to open it."""
    at = timezone.now()
    require_opener(request.user)
    form = ExactSearchForm(posted(request), user=request.user, at=at)
    is_valid = form.is_valid()
    note_search(request, form.words)
    if is_valid and form.found:
        shown(request, [form.found], what=AuditEntry.What.SEARCH, otherwise=AuditPerson.Ground.BREAK_GLASS)
        if seen_person(request.user, form.found.pk, at):
            return redirect("person", form.found.pk)
        proof = signing.dumps([request.user.pk, form.found.pk], salt=PROOF_SALT)
        return redirect(f"{reverse('opening', args=[form.found.pk])}?found={proof}")
    return render(request, "people/openings/search.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def opening(request: SignedInRequest, resident_id: int) -> HttpResponse:
    """Say what opening a record in an emergency brings with it, and open it for a reason."""
    at = timezone.now()
    resident = found_exactly(request, resident_id)
    require_opener(request.user)
    shown(request, [resident], otherwise=AuditPerson.Ground.BREAK_GLASS)
    form = OpeningForm(posted(request))
    if form.is_valid():
        try:
            open_record(resident=resident, user=request.user, reason=form.cleaned_data["reason"], at=at)
        except TooManyOpenings as refusal:
            form.add_error(None, str(refusal))
        else:
            tell(request, _("The record is open for three hours. The coordinator has been told."))
            return redirect("person", resident_id)
    context = {"resident": resident, "form": form, "area": resident.household.commune.area}
    return render(request, "people/openings/opening.html", context, status=422 if form.is_bound else 200)


@require_POST
@login_required
def closing(request: SignedInRequest, resident_id: int) -> HttpResponse:
    """Close a record that one opened in an emergency."""
    at = timezone.now()
    if standing_opening(request.user, resident_id, at) is None:
        raise Http404
    shown(request, [resident_id])
    close_openings(resident_id=resident_id, user=request.user, at=at)
    tell(request, _("The record is closed."))
    return redirect("people")


@require_safe
@login_required
def openings(request: SignedInRequest) -> HttpResponse:
    """List the openings to review, and those reviewed before, to coordinators and data-protection officers."""
    at = timezone.now()
    require_reviewer(request.user)
    waiting, judged = openings_to_review(request.user, at), openings_reviewed(request.user, at)
    told = [one.resident_id for one in (*waiting, *judged)]
    shown(request, told, otherwise=AuditPerson.Ground.OFFICER)
    return render(request, "people/openings/openings.html", {"waiting": waiting, "judged": judged})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def review(request: SignedInRequest, opening_id: int) -> HttpResponse:
    """Judge one opening."""
    at = timezone.now()
    require_reviewer(request.user)
    found = get_object_or_404(reviewable(request.user, at).order_by("pk"), pk=opening_id)
    shown(request, [found.resident_id], otherwise=AuditPerson.Ground.OFFICER)
    form = ReviewForm(posted(request))
    if form.is_valid():
        try:
            review_opening(opening=found, by=request.user, at=at, **form.cleaned_data)
        except AlreadyReviewed as refusal:
            form.add_error(None, str(refusal))
        else:
            tell(request, _("Reviewed."))
            return redirect("openings")
    context = {"one": opening_told(found, request.user, at), "form": form}
    return render(request, "people/openings/review.html", context, status=422 if form.is_bound else 200)


def found_exactly(request: SignedInRequest, resident_id: int) -> Resident:
    """
    Return the record that this user has just found by its exact number or name.

    :raises Http404: without the proof of it, so that nobody opens their way through the numbers of addresses
    """
    try:
        proven = signing.loads(request.GET.get("found", ""), salt=PROOF_SALT, max_age=PROOF_HOLDS)
    except signing.BadSignature:
        raise Http404 from None
    if proven != [request.user.pk, resident_id]:
        raise Http404
    known = Resident.objects.known().select_related("household__commune__area")
    return get_object_or_404(known.order_by("pk"), pk=resident_id)


def require_opener(user: User) -> None:
    """
    Let coordinators, professionals and doctors alone open a record in an emergency.

    :raises PermissionDenied: for everybody else
    """
    if not may_open(user, timezone.now()):
        raise PermissionDenied


def require_reviewer(user: User) -> None:
    """
    Let coordinators and data-protection officers alone review openings.

    :raises PermissionDenied: for everybody else
    """
    today = timezone.localdate()
    coordinates = Role.objects.on(today).filter(user=user, kind=Role.Kind.COORDINATOR).exists()
    if not coordinates and not watched(user, today).exists():
        raise PermissionDenied
