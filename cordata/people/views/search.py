from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cordata.accounts.requests import SignedInRequest
from cordata.people.queries import find_people


@require_safe
@login_required
def people(request: SignedInRequest) -> HttpResponse:
    """List the people one may see, those whose name or place holds the words asked for."""
    words = request.GET.get("words", "")[:100].replace("\0", "")
    found = find_people(request.user, words, timezone.localdate())
    template = "people/parts/list.html" if request.headers.get("HX-Request") == "true" else "people/people.html"
    return render(request, template, {"found": found, "words": words})
