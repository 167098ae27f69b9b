"""One audit entry a request, stored with what the request did: the last of the middleware, next to the view."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase

from cordata.accounts.auditing import looks_of, store
from cordata.people.looks import SAFE, shown
from cordata.people.models import Resident

Respond = Callable[[HttpRequest], HttpResponseBase]
FORBIDDEN, REFUSED, FAULTY, FAILED = 403, {403, 404}, 400, 500


class AuditMiddleware:
    """
    Stores a request's entry before its answer leaves.

    What only reads is answered once the entry is in the database: if that fails, the reader gets the page for faults.
    Any other request is one transaction with its entry, and is rolled back with it when something fails.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        looks_of(request)
        if request.method in SAFE:
            response = self.get_response(request)
            account(request, response.status_code)
            return response
        with transaction.atomic():
            response = self.get_response(request)
            if response.status_code >= FAILED:
                transaction.set_rollback(True)
            account(request, response.status_code)
        return response


def account(request: HttpRequest, status: int) -> None:
    """Store the entry of a request that showed, changed or was refused somebody."""
    if status >= FAILED:
        return
    if status in REFUSED:
        if (status == FORBIDDEN or is_about_something(request)) and request.user.is_authenticated:
            store(request, status=status, refused=named(request))
        return
    if request.method not in SAFE and status < FAULTY and request.user.is_authenticated:
        shown(request, named(request) - looks_of(request).persons.keys())
    if not looks_of(request).is_empty:
        store(request, status=status)


def is_about_something(request: HttpRequest) -> bool:
    """Return whether an address has a part that was filled in, such as a person's number."""
    return bool(request.resolver_match and request.resolver_match.kwargs)


def named(request: HttpRequest) -> set[int]:
    """Return the person whom an address is about, if it is about one and they are in the register."""
    match = request.resolver_match
    about = match.kwargs.get("resident_id") if match else None
    if about is None:
        return set()
    if about in looks_of(request).persons:
        return {about}
    return set(Resident.objects.filter(pk=about).order_by("pk").values_list("pk", flat=True))
