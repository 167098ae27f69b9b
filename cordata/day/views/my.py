"""The professional's own day, on the phone: only what was published, and only theirs."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cordata.accounts.requests import SignedInRequest
from cordata.care.actions import ArrivalAlreadyRecorded, NoArrivalRecorded, record_arrival, record_departure
from cordata.care.models import Visit
from cordata.day.forms import EncounterForm
from cordata.day.queries.sheets import sheet
from cordata.day.queries.versions import last_publication
from cordata.ui.flash import tell, warn
from cordata.workforce.models import Professional


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
    """Show the signed-in professional their published round."""
    professional = own(request, area)
    drawn = sheet(professional, professional.area, day, request.user)
    context = {"sheet": drawn, "professional": professional, "area": professional.area, "day": day}
    return render(request, "day/my.html", {**context, "valley": professional.area.name})


@require_POST
@login_required
def encounters(request: SignedInRequest, area: str, day: date) -> HttpResponse:
    """Record that the professional has come to a visit of their round, or has left."""
    professional = own(request, area)
    published = last_publication(professional.area, day)
    if published is None:
        raise Http404
    form = EncounterForm(request.POST)
    if not form.is_valid():
        return HttpResponse(_("Say whether you arrived or left."), status=422)
    mine = Visit.objects.filter(stops__round__plan=published.plan, stops__round__professional=professional)
    mine = mine.distinct().order_by("pk")
    visit = get_object_or_404(mine, pk=form.cleaned_data["visit"])
    record = record_arrival if form.cleaned_data["what"] == "arrived" else record_departure
    try:
        record(visit=visit, professional=professional, at=timezone.now())
    except (ArrivalAlreadyRecorded, NoArrivalRecorded) as refusal:
        warn(request, str(refusal))
    else:
        tell(request, _("Recorded."))
    return redirect("my_round", area, day)
