from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from cordata.accounts.requests import SignedInRequest
from cordata.care.models import Visit
from cordata.day.forms import CancellationForm, MoveForm
from cordata.day.queries.visit import told_visit
from cordata.day.queries.words import short_day
from cordata.day.views.access import coordinated_area
from cordata.day.views.answers import ask
from cordata.people.looks import shown
from cordata.rounds.queries import latest_plan


@require_safe
@login_required
def visit(request: SignedInRequest, area: str, day: date, visit_id: int, member: int) -> HttpResponse:
    """Show one visit of the day, with all that can be done about it."""
    found = coordinated_area(request, area)
    asked = Visit.objects.on(day).filter(order__resident__household__commune__area=found)
    seen = asked.seen_by(request.user, on=day).select_related("order__resident", "cancellation").distinct()
    about = get_object_or_404(seen.order_by("pk"), pk=visit_id)
    plan = latest_plan(found, day)
    told = told_visit(about, member, plan, found, day)
    shown(request, [told.resident_id], on=day)
    about_form = {"area": found, "day": day, "user": request.user}
    named = {"visit": about.pk, "member": member, "version": plan.version if plan else 0}
    move = MoveForm(initial={**named, "professional": told.professional_id}, **about_form)
    context = {
        "title": told.full_name,
        "told": told,
        "area": found,
        "valley": found.name,
        "day": day,
        "said_day": short_day(day),
        "named": named,
        "move": move,
        "cancellation": CancellationForm(initial={"visit": about.pk}, auto_id="cancel_%s", **about_form),
    }
    return ask(request, "day/questions/visit.html", context)
