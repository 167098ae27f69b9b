"""What happens while a day is lived: absences, cancelled and urgent visits, closed roads. Each leaves the plan old."""

from datetime import date
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from cordata.accounts.models import Area, AuditEntry
from cordata.accounts.requests import SignedInRequest
from cordata.care.actions import add_urgent_visit, cancel_visit, restore_visit
from cordata.care.models import Visit
from cordata.day import actions
from cordata.day.forms import AbsenceForm, CancellationForm, ClosureForm, OfADay, UrgentVisitForm
from cordata.day.queries.words import clock, short_day
from cordata.day.views.access import coordinated_area
from cordata.day.views.answers import ask, change, show
from cordata.day.views.moves import faults
from cordata.people.looks import shown
from cordata.places.actions import close_road, reopen_road
from cordata.places.models import Closure
from cordata.workforce.models import Absence, Professional

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
        undo=reverse("absence_withdrawal", args=[found.code, day, asked["professional"].pk]),
        ask_again=lambda refusal: again(request, "absence", form, refusal),
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
        about=[form.cleaned_data["visit"].order.resident_id],
        said=_("The visit is cancelled. Re-plan to give its time to others."),
        undo=reverse("cancellation_withdrawal", args=[found.code, day, form.cleaned_data["visit"].pk]),
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
        about=[asked["resident"].pk],
        said=_("The urgent visit to %(who)s is added. Re-plan to give it a place.") % {"who": asked["resident"]},
        ask_again=lambda refusal: again(request, "urgent_visit", form, refusal),
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
        ask_again=lambda refusal: again(request, "closure", form, refusal),
    )


@require_POST
@login_required
def absence_withdrawal(request: SignedInRequest, area: str, day: date, professional_id: int) -> HttpResponse:
    """Take an absence back."""
    found = coordinated_area(request, area)
    who = get_object_or_404(Professional, pk=professional_id, area=found)
    return change(
        request,
        found,
        day,
        do=lambda: actions.withdraw_absence(professional=who, day=day),
        said=_("%(who)s works as planned.") % {"who": who},
    )


@require_POST
@login_required
def cancellation_withdrawal(request: SignedInRequest, area: str, day: date, visit_id: int) -> HttpResponse:
    """Promise a cancelled visit again."""
    found = coordinated_area(request, area)
    of_the_area = Visit.objects.on(day).filter(order__resident__household__commune__area=found)
    visit = get_object_or_404(of_the_area.seen_by(request.user, on=day), pk=visit_id)
    return change(
        request,
        found,
        day,
        do=lambda: restore_visit(visit=visit),
        about=[visit.order.resident_id],
        said=_("The visit stands again."),
    )


@require_POST
@login_required
def reopenings(request: SignedInRequest, area: str, day: date, closure_id: int) -> HttpResponse:
    """Open a closed road again."""
    found = coordinated_area(request, area)
    closure = get_object_or_404(Closure, pk=closure_id)
    return change(
        request,
        found,
        day,
        do=lambda: reopen_road(closure=closure, by=request.user, at=timezone.now()),
        said=_("%(road)s is open again. Re-plan to use it.") % {"road": closure.label},
    )


def question(request: SignedInRequest, name: str, form: OfADay, area: Area, day: date) -> HttpResponse:
    """Print a form, with what it refuses if it was sent."""
    shown(request, form.residents, what=AuditEntry.What.READ, on=day)
    context = {
        "title": TITLES[name],
        "form": form,
        "action": request.path,
        "area": area,
        "valley": area.name,
        "day": day,
        "said_day": short_day(day),
        "already": already(name, area, day),
    }
    return ask(request, "day/questions/form.html", context, status=422 if form.is_bound else 200)


def again(request: SignedInRequest, name: str, form: OfADay, refusal: str) -> HttpResponse:
    """Print a form that was well filled in and refused all the same."""
    form.add_error(None, refusal)
    return question(request, name, form, form.area, form.day)


def now(area: Area) -> str:
    """Return the time on the valley's clocks, to start a form with."""
    return clock(timezone.now(), ZoneInfo(area.time_zone))


def already(name: str, area: Area, day: date) -> list[tuple[str, str]]:
    """Return what was said before and may be taken back: its words, and the address that takes it back."""
    if name == "absence":
        absent = Absence.objects.on(day).filter(professional__area=area).select_related("professional")
        return [
            (str(one.professional), reverse("absence_withdrawal", args=[area.code, day, one.professional_id]))
            for one in absent.order_by("professional__family_name", "pk")
        ]
    if name == "closure":
        closed = Closure.objects.filter(reopening=None).exclude(until_at__lte=timezone.now()).order_by("label", "pk")
        return [(f"{one.label}: {one.reason}", reverse("reopenings", args=[area.code, day, one.pk])) for one in closed]
    return []
