"""Somebody has died, or moves away: said once, taken back when it was a mistake."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
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
from cordata.people.views.access import changed_by, posted
from cordata.ui.flash import tell, warn


@dataclass(frozen=True, slots=True)
class Leaving:
    """A way of leaving the valleys: its name on the record and in addresses, and what is said of it."""

    name: str
    template: str
    form: type[DeathForm] | type[MoveForm]
    record: Callable[..., object]
    take_back: Callable[..., object]
    said: str | Promise
    taken_back: str | Promise


DEATH = Leaving(
    "death",
    "people/record/death.html",
    DeathForm,
    record_death,
    take_back_death,
    _("The death of %(person)s is in the record."),
    _("The record no longer says that %(person)s has died."),
)
DEPARTURE = Leaving(
    "departure",
    "people/record/departure.html",
    MoveForm,
    record_move,
    take_back_move,
    _("That %(person)s moves away is in the record."),
    _("The record no longer says that %(person)s moved away."),
)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def death(request: SignedInRequest, resident_id: int) -> HttpResponse:
    """Say that somebody has died."""
    return entered(request, resident_id, DEATH)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def departure(request: SignedInRequest, resident_id: int) -> HttpResponse:
    """Say that somebody moves away from the valleys."""
    return entered(request, resident_id, DEPARTURE)


@require_POST
@login_required
def death_withdrawal(request: SignedInRequest, resident_id: int) -> HttpResponse:
    """Take back a death entered by mistake."""
    return withdrawn(request, resident_id, DEATH)


@require_POST
@login_required
def departure_withdrawal(request: SignedInRequest, resident_id: int) -> HttpResponse:
    """Take back that somebody moved away."""
    return withdrawn(request, resident_id, DEPARTURE)


def entered(request: SignedInRequest, resident_id: int, leaving: Leaving) -> HttpResponse:
    at = timezone.now()
    resident = changed_by(request, resident_id, at)
    shown(request, [resident])
    form = leaving.form(posted(request), resident=resident)
    if form.is_valid():
        try:
            leaving.record(resident=resident, by=request.user, at=at, **form.cleaned_data)
        except AlreadySaid as refusal:
            form.add_error(None, str(refusal))
        else:
            undo = reverse(f"{leaving.name}_withdrawal", args=[resident.pk])
            tell(request, leaving.said % {"person": resident}, undo=undo)
            return redirect("person", resident.pk)
    context = {"resident": resident, "form": form, "standing": hasattr(resident, leaving.name)}
    return render(request, leaving.template, context, status=422 if form.errors else 200)


def withdrawn(request: SignedInRequest, resident_id: int, leaving: Leaving) -> HttpResponse:
    at = timezone.now()
    resident = changed_by(request, resident_id, at)
    shown(request, [resident])
    try:
        leaving.take_back(resident=resident, by=request.user, at=at)
    except NothingToTakeBack as refusal:
        warn(request, str(refusal))
    else:
        tell(request, leaving.taken_back % {"person": resident})
    return redirect("person", resident.pk)
