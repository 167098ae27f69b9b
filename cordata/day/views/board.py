from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from cordata.accounts.requests import SignedInRequest
from cordata.day.queries.board import board
from cordata.day.queries.map import draw_map
from cordata.day.queries.neighbours import areas_coordinated
from cordata.day.views.access import coordinated_area
from cordata.day.views.answers import show
from cordata.people.looks import shown
from cordata.rounds.queries import latest_plan


@require_GET
@login_required
def today(request: SignedInRequest) -> HttpResponse:
    """Go to today: of the area one coordinates, or one's own round."""
    day = timezone.localdate()
    areas = areas_coordinated(request.user, day)
    if areas:
        return redirect("day", areas[0].code, day)
    professional = getattr(request.user, "professional", None)
    if professional is None:
        raise Http404
    return redirect("my_round", professional.area.code, day)


@require_GET
@login_required
def day(request: SignedInRequest, area: str, day: date) -> HttpResponse:
    return show(request, coordinated_area(request, area), day)


@require_GET
@login_required
def map_data(request: SignedInRequest, area: str, day: date) -> JsonResponse:
    """Give the map its routes, residents and closed roads, as GeoJSON."""
    found = coordinated_area(request, area)
    drawn = draw_map(latest_plan(found, day), found, day, request.user)
    shown(request, drawn.residents, on=day)
    return JsonResponse(drawn.collections)


@require_GET
@login_required
def round_(request: SignedInRequest, area: str, day: date, professional_id: int) -> HttpResponse:
    """Show one round as a rope down the page, for a narrow screen."""
    found = coordinated_area(request, area)
    drawn = board(latest_plan(found, day), found, day, request.user, timezone.now())
    rope = next((one for one in drawn.ropes if one.face.professional_id == professional_id), None)
    if rope is None:
        raise Http404
    shown(request, {knot.resident_id for knot in rope.knots if knot.resident_id}, on=day)
    return render(request, "day/round.html", {"board": drawn, "rope": rope, "valley": found.name})
