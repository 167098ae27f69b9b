from collections.abc import Iterable
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cordata.accounts.limits import limited
from cordata.accounts.models import AuditEntry, AuditPerson
from cordata.accounts.requests import SignedInRequest
from cordata.people.forms.audit import AuditFilterForm, ExportForm
from cordata.people.looks import shown
from cordata.people.queries.audit import audit_page, entry_told
from cordata.people.queries.audit_export import exported_persons, exported_rows
from cordata.people.queries.unusual import DAYS, unusual_looks
from cordata.people.queries.watch import Watch, watch_of

What = AuditEntry.What


@require_safe
@login_required
def audit(request: SignedInRequest) -> HttpResponse:
    """List what was done with the records one watches over, the latest first."""
    watch = watching(request)
    form = AuditFilterForm(request.GET, watch=watch)
    page = audit_page(watch, form.asked(), request.GET.get("before", ""))
    tell(request, watch, page.named)
    context = {"watch": watch, "form": form, "page": page, "further": further(request, page.before)}
    return render(request, "people/audit/audit.html", context)


@require_safe
@login_required
def entry(request: SignedInRequest, entry_id: int) -> HttpResponse:
    """Show one entry with everybody it is about, and its place in the chain."""
    watch = watching(request)
    told = entry_told(watch, entry_id)
    if told is None:
        raise Http404
    tell(request, watch, {one.person_id for one in told.people})
    return render(request, "people/audit/entry.html", {"watch": watch, "entry": told})


@require_safe
@login_required
def unusual(request: SignedInRequest) -> HttpResponse:
    """Show the looks of the last days that somebody should ask about."""
    watch = watching(request)
    found = unusual_looks(watch)
    tell(request, watch, found.named)
    return render(request, "people/audit/unusual.html", {"watch": watch, "found": found, "days": DAYS})


@require_safe
@login_required
@limited("costly")
def export(request: SignedInRequest) -> HttpResponse:
    """Ask from which day until which, then give the data-protection officer a table of the entries of those days."""
    watch = watching(request)
    if not watch.is_officer:
        raise PermissionDenied
    today = timezone.localdate(watch.at)
    form = ExportForm(request.GET or None, initial={"since": today.replace(day=1), "until": today})
    if not form.is_valid():
        context = {"watch": watch, "form": form, "title": _("The audit as a table")}
        return render(request, "people/audit/export.html", context, status=422 if form.is_bound else 200)
    since, until = form.cleaned_data["since"], form.cleaned_data["until"]
    tell(request, watch, exported_persons(watch, since, until), what=What.EXPORT)
    answer = StreamingHttpResponse(exported_rows(watch, since, until), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="audit-{since}-{until}.csv"'
    return answer  # type: ignore[return-value]  # the stubs of login_required know of no stream


def watching(request: SignedInRequest) -> Watch:
    """
    Return what the signed-in user may read of the audit.

    :raises PermissionDenied: if they neither coordinate an area nor watch over an organisation
    """
    watch = watch_of(request.user, timezone.now())
    if watch is None:
        raise PermissionDenied
    return watch


def tell(request: SignedInRequest, watch: Watch, persons: Iterable[int], what: AuditEntry.What | None = None) -> None:
    """Put those whom a page of the audit names on the audit itself."""
    ground = AuditPerson.Ground.OFFICER if watch.is_officer else AuditPerson.Ground.NONE
    shown(request, persons, what=what, otherwise=ground)


def further(request: SignedInRequest, before: str) -> str:
    """Return the address of the entries before those shown, with the same filter; empty where there are none."""
    asked = {name: value for name, value in request.GET.items() if name != "before" and value}
    return f"?{urlencode({**asked, 'before': before})}" if before else ""
