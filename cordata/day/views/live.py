"""What happens while a day is lived: absences, cancelled and urgent visits, closed roads. Each leaves the plan old."""

from datetime import date
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from cordata.accounts.models import Area
from cordata.accounts.requests import SignedInRequest
from cordata.care.actions import add_urgent_visit, cancel_visit
from cordata.day import actions
from cordata.day.forms import AbsenceForm, CancellationForm, ClosureForm, OfADay, UrgentVisitForm
from cordata.day.queries.words import clock, short_day
from cordata.day.views.access import coordinated_area
from cordata.day.views.answers import ask, change, show
from cordata.day.views.moves import faults
from cordata.places.actions import close_road

TITLES: dict[str, str | Promise] = {
    "absence": gettext_lazy("Somebody is absent"),
    "urgent_visit": gettext_lazy("An urgent visit"),
    "closure": gettext_lazy("A road is closed"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def absences(request: SignedInRequest, area: str, day: date) -> HttpResponse:
    """Mark a professional absent from a time of the day on."""
    found = coordinated_area(request, area)
    form = AbsenceForm(request.POST or None, initial={"from_at": now(found)}, area=found, day=day, user=request.user)
    if not form.is_valid():
        return question(request, "absence", form, found, day)
    asked = form.cleaned_data
    return change(
        request,
        found,
        day,
        do=lambda: actions.mark_absent(day=day, by=request.user, at=timezone.now(), **asked),
        said=_("%(who)s is marked absent. Re-plan to give the visits to others.") % {"who": asked["professional"]},
    )


@require_POST
@login_required
def cancellations(request: SignedInRequest, area: str, day: date) -> HttpResponse:
    """Withdraw a visit of the day."""
    found = coordinated_area(request, area)
    form = CancellationForm(request.POST, area=found, day=day, user=request.user)
    if not form.is_valid():
        return show(request, found, day, status=422, said=faults(form))
    return change(
        request,
        found,
        day,
        do=lambda: cancel_visit(by=request.user, at=timezone.now(), **form.cleaned_data),
        said=_("The visit is cancelled. Re-plan to give its time to others."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def urgent_visits(request: SignedInRequest, area: str, day: date) -> HttpResponse:
    """Add a visit that no order foresaw."""
    found = coordinated_area(request, area)
    form = UrgentVisitForm(request.POST or None, initial={"opens": now(found)}, area=found, day=day, user=request.user)
    if not form.is_valid():
        return question(request, "urgent_visit", form, found, day)
    asked, window = form.cleaned_data, form.window()
    return change(
        request,
        found,
        day,
        do=lambda: add_urgent_visit(
            resident=asked["resident"],
            kind=asked["kind"],
            minutes=asked["minutes"],
            window=window,
            priority=UrgentVisitForm.priority,
            skills=form.skills(),
            note=asked["note"],
            by=request.user,
            at=timezone.now(),
        ),
        said=_("The urgent visit to %(who)s is added. Re-plan to give it a place.") % {"who": asked["resident"]},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def closures(request: SignedInRequest, area: str, day: date) -> HttpResponse:
    """Close a stretch of road."""
    found = coordinated_area(request, area)
    form = ClosureForm(request.POST or None, initial={"from_at": now(found)}, area=found, day=day, user=request.user)
    if not form.is_valid():
        return question(request, "closure", form, found, day)
    asked = form.cleaned_data
    return change(
        request,
        found,
        day,
        do=lambda: close_road(by=request.user, at=timezone.now(), **asked),
        said=_("The road is closed on the map. Re-plan to drive around it."),
    )


def question(request: SignedInRequest, name: str, form: OfADay, area: Area, day: date) -> HttpResponse:
    """Print a form, with what it refuses if it was sent."""
    context = {
        "title": TITLES[name],
        "form": form,
        "action": request.path,
        "area": area,
        "valley": area.name,
        "day": day,
        "said_day": short_day(day),
    }
    return ask(request, "day/questions/form.html", context, status=422 if form.is_bound else 200)


def now(area: Area) -> str:
    """Return the time on the valley's clocks, to start a form with."""
    return clock(timezone.now(), ZoneInfo(area.time_zone))
