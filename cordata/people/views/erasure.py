"""Erasing a person: one coordinator asks, another or the data-protection officer confirms."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cordata.accounts.models import AuditPerson
from cordata.accounts.requests import SignedInRequest
from cordata.people.actions.erasing import joined_to
from cordata.people.actions.erasure import (
    ErasureAlreadyAsked,
    NoRequest,
    RecordOfCareNotLaidDown,
    SameHands,
    StillLookedAfter,
    confirm_erasure,
    request_erasure,
    withdraw_request,
)
from cordata.people.forms.erasure import ConfirmationForm, ErasureRequestForm
from cordata.people.looks import shown
from cordata.people.models import Resident
from cordata.people.queries.erasure import preview, watched_request, why_same_hands
from cordata.people.views.rights import coordinated
from cordata.ui.flash import tell

REFUSALS = (ErasureAlreadyAsked, NoRequest, RecordOfCareNotLaidDown, SameHands, StillLookedAfter)
AnyForm = ErasureRequestForm | ConfirmationForm


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def erasure(request: SignedInRequest, resident_id: int) -> HttpResponse:
    """Show what an erasure would do, and ask for it."""
    at = timezone.now()
    resident, is_officer = erasable(request, resident_id)
    if request.method != "POST":
        return page(request, resident, None, is_officer=is_officer)
    if is_officer:
        raise PermissionDenied
    form = ErasureRequestForm(request.POST)
    if form.is_valid():
        asked = {name: form.cleaned_data[name] for name in ("ground", "reason", "archive")}
        try:
            request_erasure(resident=resident, by=request.user, at=at, **asked)
        except REFUSALS as refusal:
            form.add_error(None, str(refusal))
        else:
            tell(request, _("Asked for. Another coordinator or the data-protection officer has to confirm it."))
            return redirect("erasure", resident.pk)
    return page(request, resident, form, is_officer=is_officer)


@require_POST
@login_required
def withdrawal(request: SignedInRequest, resident_id: int) -> HttpResponse:
    """Take a request back."""
    resident = coordinated(request, resident_id, timezone.now())
    try:
        withdraw_request(resident=resident, by=request.user, at=timezone.now())
    except NoRequest as refusal:
        form = ErasureRequestForm({})
        form.errors.clear()
        form.add_error(None, str(refusal))
        return page(request, resident, form, is_officer=False)
    tell(request, _("The request is taken back. Nothing was erased."))
    return redirect("erasure", resident.pk)


@require_POST
@login_required
def confirmation(request: SignedInRequest, resident_id: int) -> HttpResponse:
    """Carry out what somebody else asked for."""
    resident, is_officer = erasable(request, resident_id)
    form = ConfirmationForm(request.POST, word=word_for(resident, is_officer=is_officer))
    if form.is_valid():
        look(request, resident, is_officer=is_officer)
        shown(request, joined_to(resident))
        try:
            confirm_erasure(resident=resident, by=request.user, at=timezone.now())
        except REFUSALS as refusal:
            form.add_error(None, str(refusal))
        else:
            tell(request, _("Record %(number)s is erased.") % {"number": resident_id})
            return redirect("retention")
    return page(request, resident, form, is_officer=is_officer)


def erasable(request: SignedInRequest, resident_id: int) -> tuple[Resident, bool]:
    """
    Return a person whom the signed-in user may erase, and whether they act as data-protection officer.

    :raises Http404: for strangers, and for an officer where no request waits
    :raises PermissionDenied: for those who see the record for another reason than coordinating the area
    """
    watched = watched_request(request.user, resident_id, timezone.now())
    if watched is not None and not Resident.objects.seen_by(request.user).filter(pk=resident_id).exists():
        return watched, True
    return coordinated(request, resident_id, timezone.now()), False


def word_for(resident: Resident, *, is_officer: bool) -> str:
    """Return what has to be typed: an officer reads no name."""
    return str(resident.pk if is_officer else resident)


def look(request: SignedInRequest, resident: Resident, *, is_officer: bool) -> None:
    ground = AuditPerson.Ground.OFFICER if is_officer else AuditPerson.Ground.NONE
    shown(request, [resident], otherwise=ground)


def page(request: SignedInRequest, resident: Resident, form: AnyForm | None, *, is_officer: bool) -> HttpResponse:
    """Answer with what would be done, and the form for the next step."""
    look(request, resident, is_officer=is_officer)
    told = preview(resident, timezone.now())
    if form is None:
        word = word_for(resident, is_officer=is_officer)
        form = ConfirmationForm(word=word) if told.waiting else ErasureRequestForm()
    context = {
        "person": resident,
        "preview": told,
        "form": form,
        "is_officer": is_officer,
        "why_not": why_same_hands(told.waiting, request.user) if told.waiting else "",
    }
    return render(request, "people/rights/erasure.html", context, status=422 if form.errors else 200)
