from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cordata.accounts.models import User
from cordata.accounts.requests import SignedInRequest
from cordata.accounts.views.entrance import sign_in
from cordata.day.queries.neighbours import areas_coordinated
from cordata.desk.queries.morning import morning as told_morning


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Go where the day begins: a coordinator's morning, a professional's round, or the people one sees."""
    if not isinstance(request.user, User):
        return sign_in(request)
    if areas_coordinated(request.user, timezone.localdate()):
        return redirect("morning")
    if hasattr(request.user, "professional"):
        return redirect("day")
    return redirect("people")


@require_safe
@login_required
def morning(request: SignedInRequest) -> HttpResponse:
    """Show a coordinator what needs somebody now."""
    told = told_morning(request.user, timezone.localdate(), timezone.now())
    if not told.areas:
        return redirect("home")
    return render(request, "desk/morning.html", {"morning": told})
