"""Who may open the day of an area, and how every change to it is answered."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from cordata.accounts.models import Area, Role
from cordata.day.queries.board import board
from cordata.day.queries.neighbours import neighbours
from cordata.day.queries.runs import running
from cordata.rounds.queries import latest_plan


def coordinated_area(request: HttpRequest, code: str) -> Area:
    """
    Return an area the signed-in user coordinates.

    :raises Http404: for strangers to the area, who need not know that it exists
    :raises PermissionDenied: for those who work in the area and do not coordinate it
    """
    area = get_object_or_404(Area, code=code)
    roles = Role.objects.on(timezone.localdate()).filter(user=request.user, area=area).values_list("kind", flat=True)
    kinds = set(roles.order_by("kind"))
    if not kinds:
        raise Http404
    if Role.Kind.COORDINATOR not in kinds:
        raise PermissionDenied
    return area


def show(request: HttpRequest, area: Area, day: date, *, status: int = 200, **words: object) -> HttpResponse:
    """Print the day as it stands now: the whole page, or the part htmx asked for."""
    at = timezone.now()
    found = board(latest_plan(area, day), area, day, request.user, at)
    context = {
        "board": found,
        "valley": area.name,
        "run": running(area, day, at),
        "neighbours": neighbours(request.user, area, day),
        **words,
    }
    template = "day/parts/board.html" if is_partial(request) else "day/day.html"
    return render(request, template, context, status=status)


def answer(request: HttpRequest, area: Area, day: date) -> HttpResponse:
    """Answer a change that was made: the new board for htmx, a redirect for a plain form."""
    if is_partial(request):
        return show(request, area, day)
    return redirect("day", area.code, day)


def is_partial(request: HttpRequest) -> bool:
    """Return whether htmx asks for a part of a page."""
    return request.headers.get("HX-Request") == "true"
