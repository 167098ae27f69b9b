"""The professional's own day, on the phone: only what was published, and only theirs."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cordata.accounts.models import AuditEntry
from cordata.accounts.requests import SignedInRequest
from cordata.care.actions import (
    ArrivalAlreadyRecorded,
    NoArrivalRecorded,
    record_arrival,
    record_departure,
    withdraw_arrival,
)
from cordata.care.models import Visit
from cordata.day.forms import EncounterForm
from cordata.day.queries.changes import Told, tell_changes
from cordata.day.queries.sheets import sheet
from cordata.day.queries.versions import changes_handed_out, last_publication
from cordata.day.queries.words import clock, short_day
from cordata.people.looks import shown
from cordata.rounds.models import Stop
from cordata.ui.flash import tell, warn
from cordata.workforce.models import Professional

FAR_OFF = timedelta(hours=1)  # somebody who records an arrival so far from its time may have touched the wrong visit


def own(request: SignedInRequest, area: str) -> Professional:
    """
    Return the professional who signed in.

    :raises Http404: if the user is none, or works in another area
    """
    mine = Professional.objects.select_related("area", "organisation")
    return get_object_or_404(mine, user=request.user, area__code=area)


@require_safe
@login_required
def round_(request: SignedInRequest, area: str, day: date) -> HttpResponse:
    """Show the signed-in professional their published round, and what has changed since the one before."""
    professional = own(request, area)
    found = professional.area
    drawn = sheet(professional, found, day, request.user)
    told, before = Told(), ""
    if since := changes_handed_out(found, day, professional):
        before_at, changed = since
        told, before = tell_changes(changed, found, day, request.user), clock(before_at, ZoneInfo(found.time_zone))
    named = told.residents | drawn.residents if drawn else told.residents
    shown(request, named, what=AuditEntry.What.SEND, on=day)
    context = {"sheet": drawn, "professional": professional, "area": found, "day": day, "valley": found.name}
    return render(request, "day/my.html", {"changes": told, "before": before, **context})


@require_POST
@login_required
def encounters(request: SignedInRequest, area: str, day: date) -> HttpResponse:
    """Record that the professional has come to a visit, or has left; ask when one comes far from the planned time."""
    professional, at = own(request, area), timezone.now()
    form = EncounterForm(request.POST)
    if not form.is_valid():
        return HttpResponse(_("Say whether you arrived or left."), status=422)
    stop, visit = handed_out(professional, day, form.cleaned_data["visit"])
    shown(request, [visit.order.resident], on=day)
    has_come = form.cleaned_data["what"] == "arrived"
    if has_come and not form.cleaned_data["is_sure"] and abs(at - stop.starts_at) > FAR_OFF:
        return ask_if_sure(request, visit, stop, at)
    record = record_arrival if has_come else record_departure
    try:
        record(visit=visit, professional=professional, at=at)
    except (ArrivalAlreadyRecorded, NoArrivalRecorded) as refusal:
        warn(request, str(refusal))
    else:
        withdrawal = reverse("my_encounter_withdrawal", args=[area, day, visit.pk]) if has_come else ""
        tell(request, _("Recorded."), undo=withdrawal)
    return redirect("my_round", area, day)


@require_POST
@login_required
def withdrawal(request: SignedInRequest, area: str, day: date, visit_id: int) -> HttpResponse:
    """Take back an arrival recorded by mistake."""
    professional = own(request, area)
    _stop, visit = handed_out(professional, day, visit_id)
    shown(request, [visit.order.resident], on=day)
    try:
        withdraw_arrival(visit=visit, professional=professional)
    except NoArrivalRecorded as refusal:
        warn(request, str(refusal))
    else:
        tell(request, _("Taken back: you have not arrived yet."))
    return redirect("my_round", area, day)


def handed_out(professional: Professional, day: date, visit_id: int) -> tuple[Stop, Visit]:
    """
    Return where the published round of a professional has a visit, and the visit.

    :raises Http404: if nothing was published, or the visit is not on their round
    """
    published = last_publication(professional.area, day)
    if published is None:
        raise Http404
    mine = Stop.objects.filter(round__plan=published.plan, round__professional=professional)
    stop = get_object_or_404(mine, visit=visit_id)
    return stop, Visit.objects.select_related("order__resident__household__commune__area").get(pk=visit_id)


def ask_if_sure(request: SignedInRequest, visit: Visit, stop: Stop, at: datetime) -> HttpResponse:
    """Ask whether somebody has really come, so far from the planned time."""
    area = visit.order.resident.household.commune.area
    zone = ZoneInfo(area.time_zone)
    context = {
        "person": visit.order.resident,
        "visit": visit.pk,
        "planned": clock(stop.starts_at, zone),
        "planned_day": short_day(visit.day),
        "now": clock(at, zone),
        "area": area,
        "valley": area.name,
        "day": visit.day,
    }
    return render(request, "day/sure.html", context, status=422)
