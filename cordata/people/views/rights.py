"""Who may use the pages of a person's rights."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied

from cordata.accounts.requests import SignedInRequest
from cordata.people.models import Resident
from cordata.people.queries.seeing import coordinates, is_own
from cordata.people.views.access import seen_or_404


def own_or_coordinated(request: SignedInRequest, resident_id: int, at: datetime) -> Resident:
    """
    Return a person who is the signed-in user themself, or for whose area that user answers.

    :raises Http404: for strangers
    :raises PermissionDenied: for those who see the record for another reason
    """
    found = seen_or_404(request, resident_id, at)
    if not (is_own(request.user, found) or coordinates(request.user, found, at)):
        raise PermissionDenied
    return found


def coordinated(request: SignedInRequest, resident_id: int, at: datetime) -> Resident:
    """
    Return a person for whose area the signed-in user answers.

    :raises Http404: for strangers
    :raises PermissionDenied: for those who see the record for another reason
    """
    found = seen_or_404(request, resident_id, at)
    if not coordinates(request.user, found, at):
        raise PermissionDenied
    return found
