from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cordata.accounts.models import Role, User
from cordata.accounts.queries import roles_of
from cordata.accounts.requests import SignedInRequest
from cordata.accounts.views.entrance import sign_in
from cordata.day.queries.neighbours import areas_coordinated
from cordata.desk.queries.endings import endings as soon_ended
from cordata.desk.queries.figures import areas_evaluated
from cordata.desk.queries.figures import figures as told_figures
from cordata.desk.queries.morning import morning as told_morning
from cordata.people.looks import shown
from cordata.people.rules.small_figures import SMALLEST

PAGES = {
    Role.Kind.COORDINATOR: "morning",
    Role.Kind.PROFESSIONAL: "today",
    Role.Kind.DOCTOR: "people",
    Role.Kind.DRIVER: "people",
    Role.Kind.ANTENNA: "people",
    Role.Kind.EVALUATOR: "figures",
    Role.Kind.RESIDENT: "me",
}  # the first that somebody's roles open is where their day begins


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Go where the day begins for whoever has come."""
    if not isinstance(request.user, User):
        return sign_in(request)
    kinds = {role.kind for role in roles_of(request.user, day=timezone.localdate())}
    if not kinds and request.user.officer_of.exists():
        return redirect("audit")
    return redirect(next((page for kind, page in PAGES.items() if kind in kinds), "people"))


@require_safe
@login_required
def morning(request: SignedInRequest) -> HttpResponse:
    """Show a coordinator what needs somebody now."""
    at = timezone.now()
    told = told_morning(request.user, timezone.localdate(at), at)
    if not told.areas:
        return redirect("home")
    shown(request, [one.resident_id for one in told.waiting])
    return render(request, "desk/morning.html", {"morning": told})


@require_safe
@login_required
def endings(request: SignedInRequest) -> HttpResponse:
    """List what ends soon in a coordinator's areas: decisions, and places in circles of care."""
    now = timezone.now()
    if not areas_coordinated(request.user, timezone.localdate(now)):
        raise PermissionDenied
    told = soon_ended(request.user, now)
    shown(request, {one.resident_id for one in (*told.decisions, *told.members)})
    return render(request, "desk/endings.html", {"endings": told})


@require_safe
@login_required
def figures(request: SignedInRequest) -> HttpResponse:
    """Tell an evaluator how many people there are, and what else they may see."""
    now = timezone.now()
    areas = areas_evaluated(request.user, timezone.localdate(now))
    if not areas:
        raise PermissionDenied
    return render(request, "desk/figures.html", {"areas": told_figures(areas, now), "smallest": SMALLEST})
