from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cordata.accounts.models import AuditEntry
from cordata.accounts.requests import SignedInRequest
from cordata.day.queries.board import board
from cordata.day.queries.sheets import sheet as drawn_sheet
from cordata.day.queries.versions import last_publication
from cordata.day.views.access import coordinated_area
from cordata.people.looks import shown
from cordata.workforce.models import Professional


@require_safe
@login_required
def sheets(request: SignedInRequest, area: str, day: date) -> HttpResponse:
    """List the rounds as they were handed out, each with its sheet."""
    found = coordinated_area(request, area)
    published = last_publication(found, day)
    drawn = board(published.plan if published else None, found, day, request.user, timezone.now())
    context = {"board": drawn, "valley": found.name, "is_published": published is not None}
    return render(request, "day/sheets.html", context)


@require_safe
@login_required
def sheet(request: SignedInRequest, area: str, day: date, professional_id: int) -> HttpResponse:
    """Print a round sheet: for the coordinator any, for a professional their own."""
    professional = get_object_or_404(Professional.objects.select_related("area", "organisation"), pk=professional_id)
    found = professional.area if professional.user_id == request.user.pk else coordinated_area(request, area)
    drawn = drawn_sheet(professional, found, day, request.user)
    if drawn is None or found.code != area:
        raise Http404
    shown(request, drawn.residents, what=AuditEntry.What.PRINT, on=day)
    return render(request, "day/sheet.html", {"sheet": drawn, "valley": found.name, "area": found, "day": day})
