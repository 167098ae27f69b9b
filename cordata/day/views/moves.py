from datetime import date

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cordata.accounts.requests import SignedInRequest
from cordata.day import actions
from cordata.day.forms import MoveForm, PinForm, VersionForm, VisitForm
from cordata.day.queries.load import people_planned
from cordata.day.queries.prices import Price, price
from cordata.day.views.access import coordinated_area
from cordata.day.views.answers import LAST_CHANGE, change, show
from cordata.people.looks import shown
from cordata.rounds.models import Stop


@require_POST
@login_required
def moves(request: SignedInRequest, area: str, day: date) -> HttpResponse:
    """Move a visit to another professional or time."""
    found = coordinated_area(request, area)
    form = MoveForm(request.POST, area=found, day=day, user=request.user)
    if not form.is_valid():
        return show(request, found, day, status=422, said=faults(form))
    asked = form.cleaned_data
    return change(
        request,
        found,
        day,
        do=lambda: actions.move_visit(
            area=found,
            day=day,
            **form.place(),
            anyway=asked["anyway"],
            version=asked["version"],
            by=request.user,
            at=timezone.now(),
        ),
        about=[asked["visit"].order.resident_id],
        said=_("Moved to %(who)s and pinned there.") % {"who": asked["professional"]},
        undo=LAST_CHANGE,
    )


@require_safe
@login_required
def preview(request: SignedInRequest, area: str, day: date) -> HttpResponse:
    """Tell what a move would cost, by part, before it is made."""
    found = coordinated_area(request, area)
    form = MoveForm(request.GET, area=found, day=day, user=request.user)
    if not form.is_valid():
        return render(request, "day/parts/price.html", {"refusal": faults(form), "price": None}, status=422)
    asked = form.cleaned_data
    told: Price | None = None
    refusal, named = "", frozenset[int]()
    try:
        preview = actions.preview_move(area=found, day=day, **form.place(), at=timezone.now())
        told = price(preview, found, day, asked["professional"], request.user)
        named = told.residents
    except actions.NothingPlanned as no:
        refusal = str(no)
    except actions.NotToMove as no:
        refusal, named = str(no), no.residents
    shown(request, named, on=day)
    return render(request, "day/parts/price.html", {"price": told, "refusal": refusal}, status=422 if refusal else 200)


@require_POST
@login_required
def pins(request: SignedInRequest, area: str, day: date) -> HttpResponse:
    """Pin a visit to its professional, or to its time as well, or take the pin off."""
    found = coordinated_area(request, area)
    form = PinForm(request.POST, area=found, day=day, user=request.user)
    if not form.is_valid():
        return show(request, found, day, status=422, said=faults(form))
    asked, pin = form.cleaned_data, Stop.Pin(form.cleaned_data["pin"])
    edit = {"area": found, "day": day, "visit": asked["visit"], "member": asked["member"], "version": asked["version"]}
    edit |= {"by": request.user, "at": timezone.now()}
    if pin is Stop.Pin.NONE:
        return change(
            request,
            found,
            day,
            do=lambda: actions.unpin_visit(**edit),
            about=[asked["visit"].order.resident_id],
            said=_("The pin is off."),
            undo=LAST_CHANGE,
        )
    with_time = pin is Stop.Pin.TIME
    return change(
        request,
        found,
        day,
        do=lambda: actions.pin_visit(**edit, with_time=with_time),
        about=[asked["visit"].order.resident_id],
        said=_("Pinned: planning leaves it there."),
        undo=LAST_CHANGE,
    )


@require_POST
@login_required
def set_asides(request: SignedInRequest, area: str, day: date) -> HttpResponse:
    """Take a visit off its round."""
    found = coordinated_area(request, area)
    form = VisitForm(request.POST, area=found, day=day, user=request.user)
    if not form.is_valid():
        return show(request, found, day, status=422, said=faults(form))
    visit, version = form.cleaned_data["visit"], form.cleaned_data["version"]
    at = timezone.now()
    return change(
        request,
        found,
        day,
        do=lambda: actions.set_aside(area=found, day=day, visit=visit, version=version, by=request.user, at=at),
        about=[visit.order.resident_id],
        said=_("Taken off its round. It waits under “Not placed”."),
        undo=LAST_CHANGE,
    )


@require_POST
@login_required
def undo(request: SignedInRequest, area: str, day: date) -> HttpResponse:
    """Go back to the plan before the last change."""
    found = coordinated_area(request, area)
    form = VersionForm({**request.GET.dict(), **request.POST.dict()})
    if not form.is_valid():
        return show(request, found, day, status=422, said=faults(form))
    version, at = form.cleaned_data["version"], timezone.now()
    return change(
        request,
        found,
        day,
        do=lambda: actions.undo(area=found, day=day, version=version, by=request.user, at=at),
        about=people_planned(found, day, request.user),
        said=_("The last change is undone."),
    )


@require_POST
@login_required
def redo(request: SignedInRequest, area: str, day: date) -> HttpResponse:
    """Make the change again that was undone last."""
    found = coordinated_area(request, area)
    form = VersionForm(request.POST)
    if not form.is_valid():
        return show(request, found, day, status=422, said=faults(form))
    version, at = form.cleaned_data["version"], timezone.now()
    return change(
        request,
        found,
        day,
        do=lambda: actions.redo(area=found, day=day, version=version, by=request.user, at=at),
        about=people_planned(found, day, request.user),
        said=_("The change is made again."),
        undo=LAST_CHANGE,
    )


def faults(form: Form) -> str:
    """Return all that a form refuses, in one sentence each."""
    return " ".join(str(fault) for faults in form.errors.values() for fault in faults)
