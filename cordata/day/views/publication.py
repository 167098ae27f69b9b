from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cordata.accounts.models import Area
from cordata.accounts.requests import SignedInRequest
from cordata.day import actions
from cordata.day.forms import VersionForm
from cordata.day.queries.changes import tell_changes
from cordata.day.queries.load import people_planned
from cordata.day.queries.promises import broken_promises
from cordata.day.queries.words import short_day
from cordata.day.views.access import coordinated_area
from cordata.day.views.answers import ask, change, show
from cordata.day.views.moves import faults
from cordata.people.looks import shown
from cordata.rounds.queries import latest_plan


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def publication(request: SignedInRequest, area: str, day: date) -> HttpResponse:
    """Hand the plan out; asked with GET, show first what changes for whom."""
    found = coordinated_area(request, area)
    if request.method != "POST":
        return review(request, found, day)
    form = VersionForm(request.POST)
    if not form.is_valid():
        return show(request, found, day, status=422, said=faults(form))
    version = form.cleaned_data["version"]
    return change(
        request,
        found,
        day,
        do=lambda: actions.publish(area=found, day=day, version=version, by=request.user, at=timezone.now()),
        about=people_planned(found, day, request.user),
        said=_("Published. Every professional finds their round, on paper and on the phone."),
    )


def review(request: SignedInRequest, area: Area, day: date) -> HttpResponse:
    """Show what is about to be handed out, and what changes since the last time."""
    plan = latest_plan(area, day)
    if plan is None:
        raise Http404
    found = actions.changes_since_publication(plan)
    changes, broken = tell_changes(found or (), area, day, request.user), broken_promises(plan, request.user)
    shown(request, changes.residents | broken.residents, on=day)
    context = {
        "title": _("Publish"),
        "plan": plan,
        "is_first": found is None,
        "changes": changes,
        "broken": broken,
        "area": area,
        "valley": area.name,
        "day": day,
        "said_day": short_day(day),
    }
    return ask(request, "day/questions/publication.html", context)
