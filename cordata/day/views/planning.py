from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cordata.accounts.models import Area
from cordata.accounts.requests import SignedInRequest
from cordata.day import actions
from cordata.day.forms import PlanForm
from cordata.day.models import PlanningRun
from cordata.day.queries.changes import Told, tell_changes
from cordata.day.queries.runs import describe, last_run, running
from cordata.day.queries.words import short_day
from cordata.day.views.access import coordinated_area
from cordata.day.views.answers import change, is_partial, show
from cordata.people.looks import shown
from cordata.ui.flash import tell, warn

SECONDS = 10  # what a coordinator waits without minding; the search may be stopped before


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def plan(request: SignedInRequest, area: str, day: date) -> HttpResponse:
    """Start planning a day; asked with GET, tell how far it is."""
    found = coordinated_area(request, area)
    if request.method != "POST":
        return progress(request, found, day)
    form = PlanForm(request.POST)
    form.is_valid()
    keeps = form.cleaned_data["keeps_plan"]
    at = timezone.now()
    return change(
        request,
        found,
        day,
        do=lambda: actions.request_plan(
            area=found, day=day, keeps_plan=keeps, seconds=SECONDS, by=request.user, at=at
        ),
        said=_("Planning has begun."),
    )


def progress(request: SignedInRequest, area: Area, day: date) -> HttpResponse:
    """Tell how far planning is; once it is over, the whole day with the new plan."""
    if not is_partial(request):
        return redirect("day", area.code, day)
    run = running(area, day, timezone.now())
    if run:
        return render(request, "day/parts/progress.html", {"run": run, "code": area.code, "day": day})
    ended = last_run(area, day)
    if ended and ended.state == PlanningRun.State.FAILED:
        warn(request, ended.failure)
    elif ended and ended.plan:
        tell(request, _("The day is planned."))
    return show(request, area, day)


@require_POST
@login_required
def stop(request: SignedInRequest, area: str, day: date) -> HttpResponse:
    """Ask the search to end with the best plan it has."""
    found = coordinated_area(request, area)
    run = get_object_or_404(PlanningRun.objects.going_on(), area=found, day=day)
    run = actions.stop_planning(run=run, by=request.user, at=timezone.now())
    if is_partial(request) and run.state == PlanningRun.State.RUNNING:
        described = describe(run, timezone.now())
        return render(request, "day/parts/progress.html", {"run": described, "code": found.code, "day": day})
    return redirect("day", found.code, day)


@require_safe
@login_required
def changes(request: SignedInRequest, area: str, day: date, run_id: int) -> HttpResponse:
    """Show what a planning run changed, as sentences."""
    found = coordinated_area(request, area)
    run = get_object_or_404(PlanningRun.objects.select_related("plan__based_on"), pk=run_id, area=found, day=day)
    said = Told()
    if run.plan and run.plan.based_on:
        said = tell_changes(actions.changes_between(run.plan.based_on, run.plan), found, day, request.user)
    shown(request, said.residents, on=day)
    return render(
        request,
        "day/changes.html",
        {"run": run, "changes": said, "area": found, "day": day, "said_day": short_day(day), "valley": found.name},
    )
