"""Telling the audit whom a request showed, and on what ground. Every view that shows a person calls `shown`."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest

from cordata.accounts.models import AuditEntry
from cordata.people.models import Resident


def shown(
    request: HttpRequest, residents: Iterable[Resident | int], *, what: AuditEntry.What = AuditEntry.What.READ
) -> None:
    """Put people on the request's audit entry, each with the ground on which its user sees them."""
    persons = {one if isinstance(one, int) else one.pk for one in residents}
    request.audited = getattr(request, "audited", set()) | persons  # type: ignore[attr-defined]
