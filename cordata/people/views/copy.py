"""The copy of a record that its person receives: GDPR articles 15 and 20."""

from __future__ import annotations

import json

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from cordata.accounts.limits import limited
from cordata.accounts.models import AuditEntry
from cordata.accounts.requests import SignedInRequest
from cordata.people.looks import shown
from cordata.people.pdf_copy import copy_pdf
from cordata.people.queries.copy import parts_about, person_cells
from cordata.people.queries.copy_file import copy_file
from cordata.people.queries.copy_looks import looks_at
from cordata.people.queries.seeing import is_own
from cordata.people.views.rights import own_or_coordinated


@require_safe
@login_required
def person_copy(request: SignedInRequest, resident_id: int) -> HttpResponse:
    """Offer the copy, on paper and for machines."""
    resident = own_or_coordinated(request, resident_id, timezone.now())
    shown(request, [resident])
    own = is_own(request.user, resident)
    return render(request, "people/rights/copy.html", {"person": resident, "is_own": own})


@require_safe
@login_required
@limited("costly")
def person_copy_pdf(request: SignedInRequest, resident_id: int) -> HttpResponse:
    """Hand out the copy on paper, in the person's language."""
    at = timezone.now()
    resident = own_or_coordinated(request, resident_id, at)
    with translation.override(resident.language):
        paper = copy_pdf(str(resident), person_cells(resident), parts_about(resident), looks_at(resident), at=at)
    shown(request, [resident], what=AuditEntry.What.EXPORT)
    return attached(paper, "application/pdf", f"cordata-{resident.pk}.pdf")


@require_safe
@login_required
@limited("costly")
def person_copy_json(request: SignedInRequest, resident_id: int) -> HttpResponse:
    """Hand out the copy for machines."""
    at = timezone.now()
    resident = own_or_coordinated(request, resident_id, at)
    with translation.override(resident.language):
        told = copy_file(resident, at=at)
    shown(request, [resident], what=AuditEntry.What.EXPORT)
    text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    return attached(text.encode(), "application/json; charset=utf-8", f"cordata-{resident.pk}.json")


def attached(content: bytes, kind: str, name: str) -> HttpResponse:
    """Answer with a file to be kept."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)
