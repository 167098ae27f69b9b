from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from cordata.accounts.adapters import is_freshly_proven

View = Callable[..., HttpResponse]


def proven(view: View) -> View:
    """
    Let only somebody through who proved within the last quarter of an hour that it is them; others prove it first.

    What was sent is not kept meanwhile: it may hold secrets. A form is filled in again.
    """

    @wraps(view)
    def asked(request: HttpRequest, *args: object, **named: object) -> HttpResponse:
        return view(request, *args, **named) if is_freshly_proven(request) else proof_first(request)

    return asked


def proof_first(request: HttpRequest) -> HttpResponse:
    """Lead to where somebody proves that it is them, and from there to the page, or to their account."""
    onward = request.get_full_path() if request.method in ("GET", "HEAD") else reverse("account")
    return redirect(f"{reverse('confirmation')}?{urlencode({'next': onward})}")
