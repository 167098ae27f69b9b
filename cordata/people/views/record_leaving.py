"""Somebody has died, or moves away: said once, taken back when it was a mistake."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cordata.accounts.requests import SignedInRequest
from cordata.people.actions.leaving import (
    AlreadySaid,
    NothingToTakeBack,
    record_death,
    record_move,
    take_back_death,
    take_back_move,
)
from cordata.people.forms.leaving import DeathForm, MoveForm
from cordata.people.looks import shown
from cordata.people.models import Resident
from cordata.people.queries.seeing import may_edit
from cordata.people.views.access import seen_or_404
from cordata.ui.flash import tell, warn


def changed_by(request: SignedInRequest, resident_id: int) -> Resident:
    """
    Return a person whose record the signed-in user changes.

    :raises Http404: for strangers
    :raises PermissionDenied: for those who see the record and do not change it
    """
    at = timezone.now()
    resident = seen_or_404(request, resident_id, at)
    if not may_edit(request.user, resident, at):
        raise PermissionDenied
    shown(request, [resident])
    return resident


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def death(request: SignedInRequest, resident_id: int) -> HttpResponse:
    """Say that somebody has died."""
    resident = changed_by(request, resident_id)
    form = DeathForm(request.POST or None, resident=resident)
    if form.is_valid():
        try:
            record_death(resident=resident, by=request.user, at=timezone.now(), **form.cleaned_data)
        except AlreadySaid as refusal:
            form.add_error(None, str(refusal))
        else:
            said = _("The death of %(person)s is in the record.") % {"person": resident}
            tell(request, said, undo=reverse("death_withdrawal", args=[resident.pk]))
            return redirect("person", resident.pk)
    context = {"resident": resident, "form": form, "standing": hasattr(resident, "death")}
    return render(request, "people/record/death.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def departure(request: SignedInRequest, resident_id: int) -> HttpResponse:
    """Say that somebody moves away from the valleys."""
    resident = changed_by(request, resident_id)
    form = MoveForm(request.POST or None, resident=resident)
    if form.is_valid():
        try:
            record_move(resident=resident, by=request.user, at=timezone.now(), **form.cleaned_data)
        except AlreadySaid as refusal:
            form.add_error(None, str(refusal))
        else:
            said = _("That %(person)s moves away is in the record.") % {"person": resident}
            tell(request, said, undo=reverse("departure_withdrawal", args=[resident.pk]))
            return redirect("person", resident.pk)
    context = {"resident": resident, "form": form, "standing": hasattr(resident, "departure")}
    return render(request, "people/record/departure.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def death_withdrawal(request: SignedInRequest, resident_id: int) -> HttpResponse:
    """Take back a death entered by mistake."""
    resident = changed_by(request, resident_id)
    try:
        take_back_death(resident=resident, by=request.user, at=timezone.now())
    except NothingToTakeBack as refusal:
        warn(request, str(refusal))
    else:
        tell(request, _("The record no longer says that %(person)s has died.") % {"person": resident})
    return redirect("person", resident.pk)


@require_POST
@login_required
def departure_withdrawal(request: SignedInRequest, resident_id: int) -> HttpResponse:
    """Take back that somebody moved away."""
    resident = changed_by(request, resident_id)
    try:
        take_back_move(resident=resident, by=request.user, at=timezone.now())
    except NothingToTakeBack as refusal:
        warn(request, str(refusal))
    else:
        tell(request, _("The record no longer says that %(person)s moved away.") % {"person": resident})
    return redirect("person", resident.pk)
