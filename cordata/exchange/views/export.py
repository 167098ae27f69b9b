from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from cordata.accounts.auditing import note_search
from cordata.accounts.events import record_event
from cordata.accounts.limits import limited
from cordata.accounts.models import AuditEntry
from cordata.accounts.requests import SignedInRequest
from cordata.exchange.forms.export import ExportForm
from cordata.exchange.outputs.tables import Value, as_csv, as_xlsx
from cordata.exchange.people.exporting import headings, rows
from cordata.exchange.queries.export import Chosen, choose, may_export, studied_areas, study_rows
from cordata.exchange.queries.imports import organisations_of
from cordata.people.looks import shown
from cordata.ui.flash import warn

What = AuditEntry.What
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited("costly")
def people_export(request: SignedInRequest) -> HttpResponse:
    """Ask what is wanted; sent, answer with the table."""
    at = timezone.now()
    if not may_export(request.user, at):
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    form = ExportForm(data, user=request.user, on=timezone.localdate(at))
    if form.is_valid():
        given = form.cleaned_data
        note_search(request, given["words"])
        chosen = choose(request.user, given["words"], form.filters(), recipient=given["recipient"], at=at)
        if chosen.people:
            shown(request, chosen.people, what=What.EXPORT)
            tell_purpose(request, form, chosen)
            told = list(rows(chosen.people, form.keys, request.user, at))
            return as_file(given["file_format"], _("people"), headings(form.keys), told)
        form.add_error(None, nobody(chosen))
    context = {
        "form": form,
        "studies": bool(studied_areas(request.user, at)),
        "brings": bool(organisations_of(request.user, timezone.localdate(at))),
    }
    return render(request, "exchange/people/export.html", context, status=422 if form.is_bound else 200)


def tell_purpose(request: SignedInRequest, form: ExportForm, chosen: Chosen) -> None:
    """Keep in the audit what an export was for, and tell who stayed out of it."""
    recipient = form.cleaned_data["recipient"]
    purpose = f"people_export {recipient.code if recipient else 'care'}"
    record_event(request, what=What.EXPORT, where=purpose[:80])
    if chosen.left_out:
        words = ngettext(
            "%(count)d person stayed out of the table: no agreement to be sent there.",
            "%(count)d people stayed out of the table: no agreement to be sent there.",
            chosen.left_out,
        )
        warn(request, words % {"count": chosen.left_out})


def nobody(chosen: Chosen) -> str:
    if chosen.left_out:
        return _("Nobody of these has agreed that their record is sent there. Nothing was exported.")
    return _("Nobody is meant by this. Nothing was exported.")


@require_POST
@login_required
@limited("costly")
def study_export(request: SignedInRequest) -> HttpResponse:
    """Answer with figures by commune, age and sex that tell of nobody who they are."""
    at = timezone.now()
    areas = studied_areas(request.user, at)
    if not areas:
        raise PermissionDenied
    record_event(request, what=What.EXPORT, where="study_export")
    titles = [_("Area"), _("Commune"), _("Age from"), _("Age to"), _("Sex"), _("People")]
    return as_file(request.POST.get("file_format", "csv"), _("figures"), titles, study_rows(areas, at))


def as_file(file_format: str, name: str, titles: Sequence[str], table: Iterable[Sequence[Value]]) -> HttpResponse:
    """Answer with a table as a file to be kept."""
    today = timezone.localdate().isoformat()
    if file_format == "xlsx":
        answer = HttpResponse(as_xlsx(name, titles, table), content_type=XLSX)
    else:
        answer = HttpResponse(as_csv(titles, table), content_type="text/csv; charset=utf-8")
    ending = "xlsx" if file_format == "xlsx" else "csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="cordata-{today}.{ending}"'
    return answer
