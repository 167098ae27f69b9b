"""Who may bring people in."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone

from cordata.accounts.models import Organisation
from cordata.accounts.requests import SignedInRequest
from cordata.exchange.models import PeopleImport
from cordata.exchange.queries.imports import organisations_of


def bringing_organisations(request: SignedInRequest) -> list[Organisation]:
    """
    Return for which organisations the signed-in user may bring people.

    :raises PermissionDenied: if they coordinate nowhere
    """
    found = organisations_of(request.user, timezone.localdate())
    if not found:
        raise PermissionDenied
    return found


def own_import(request: SignedInRequest, import_id: int) -> PeopleImport:
    """
    Return an import of the signed-in user.

    :raises Http404: for anybody else's: the file names people whom no colleague need see
    :raises PermissionDenied: if they no longer coordinate for its organisation
    """
    found = get_object_or_404(PeopleImport.objects.of(request.user).select_related("organisation"), pk=import_id)
    if found.organisation not in bringing_organisations(request):
        raise PermissionDenied
    return found
