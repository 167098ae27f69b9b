"""Pages of no product, each of which treats the audit in its own way: the addresses of test_audit_requests."""

from collections.abc import Iterator

from django.db import connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import include, path

from cordata.accounts.auditing import note_search
from cordata.accounts.models import AuditEntry
from cordata.people.looks import shown
from cordata.people.models import Resident


def page(request: HttpRequest, resident_id: int) -> HttpResponse:
    """Show a person; on POST, rename them and answer with what is asked for."""
    person = Resident.objects.get(pk=resident_id)
    shown(request, [person])
    if request.method == "POST":
        Resident.objects.filter(pk=resident_id).update(given_name="Changed")
    return HttpResponse(person.given_name, status=int(request.GET.get("status", 200)))


def silent(request: HttpRequest, resident_id: int) -> HttpResponse:
    """Change a person and tell nobody."""
    return HttpResponse()


def found(request: HttpRequest) -> HttpResponse:
    """Answer a search."""
    note_search(request, request.GET["words"])
    shown(request, Resident.objects.order_by("pk"), what=AuditEntry.What.SEARCH)
    return HttpResponse()


def stream(request: HttpRequest) -> StreamingHttpResponse:
    """Send a file in pieces, the first of which says how many entries there are already."""
    shown(request, Resident.objects.order_by("pk"), what=AuditEntry.What.EXPORT)

    def pieces() -> Iterator[bytes]:
        yield str(AuditEntry.objects.count()).encode()

    return StreamingHttpResponse(pieces())


def late(request: HttpRequest) -> StreamingHttpResponse:
    """Send a file that tells whom it shows only while it is sent."""

    def pieces() -> Iterator[bytes]:
        shown(request, Resident.objects.order_by("pk"))
        yield b"names"

    shown(request, [], what=AuditEntry.What.EXPORT)
    note_search(request, "x")
    return StreamingHttpResponse(pieces())


def nobody(request: HttpRequest) -> HttpResponse:
    """Show nobody."""
    return HttpResponse("roads")


def depth(request: HttpRequest) -> HttpResponse:
    """Say whether a transaction is open."""
    return HttpResponse(str(connection.in_atomic_block))


urlpatterns = [
    path("page/<int:resident_id>/", page, name="page"),
    path("silent/<int:resident_id>/", silent, name="silent"),
    path("found/", found, name="found"),
    path("stream/", stream, name="stream"),
    path("late/", late, name="late"),
    path("nobody/", nobody, name="nobody"),
    path("depth/", depth, name="depth"),
    path("", include("cordata.config.urls")),
]
