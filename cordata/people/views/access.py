"""Who may open a page about one person, and who may act there."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404, QueryDict

from cordata.accounts.requests import SignedInRequest
from cordata.people.models import Resident
from cordata.people.queries.seeing import is_own, may_edit, reads_health, seen_person


def posted(request: SignedInRequest) -> QueryDict | None:
    """Return what a form sent, or None where it is only asked for."""
    return request.POST if request.method == "POST" else None


def seen_or_404(request: SignedInRequest, resident_id: int, at: datetime) -> Resident:
    """
    Return a person the signed-in user may see.

    :raises Http404: for strangers, who need not know that the person is in the register
    """
    found = seen_person(request.user, resident_id, at)
    if found is None:
        raise Http404
    return found


def read_with_health(request: SignedInRequest, resident_id: int, at: datetime) -> Resident:
    """
    Return a person whose health facts the signed-in user reads.

    :raises Http404: for strangers
    :raises PermissionDenied: for those who see the practical side alone
    """
    found = seen_or_404(request, resident_id, at)
    if not reads_health(request.user, found, at):
        raise PermissionDenied
    return found


def changed_by(request: SignedInRequest, resident_id: int, at: datetime) -> Resident:
    """
    Return a person whose record and circle the signed-in user changes.

    :raises Http404: for strangers
    :raises PermissionDenied: for those who see the record and do not change it
    """
    found = seen_or_404(request, resident_id, at)
    if not may_edit(request.user, found, at):
        raise PermissionDenied
    return found


def decided_with(request: SignedInRequest, resident_id: int, at: datetime) -> tuple[Resident, bool]:
    """
    Return a person whose decisions the signed-in user reads and records, and whether that is the person themself.

    :raises Http404: for strangers
    :raises PermissionDenied: for those who see the record and have no part in the person's decisions
    """
    found = seen_or_404(request, resident_id, at)
    if is_own(request.user, found):
        return found, True
    if not may_edit(request.user, found, at):
        raise PermissionDenied
    return found, False
