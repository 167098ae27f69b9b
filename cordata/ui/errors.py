from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise


def refusal(request: HttpRequest, reason: str | Promise, *, back: str) -> HttpResponse:
    """Answer what was sent with 422 and a page that says why, where no form can show it; `back` is where to go on."""
    return render(request, "422.html", {"reason": reason, "back": back}, status=422)
