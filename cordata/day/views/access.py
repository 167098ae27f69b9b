"""Who may open the day of an area."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from cordata.accounts.models import Area, Role
from cordata.accounts.requests import SignedInRequest


def coordinated_area(request: SignedInRequest, code: str) -> Area:
    """
    Return an area the signed-in user coordinates.

    :raises Http404: for strangers to the area, who need not know that it exists
    :raises PermissionDenied: for those who work in the area and do not coordinate it
    """
    area = get_object_or_404(Area, code=code)
    roles = Role.objects.on(timezone.localdate()).filter(user=request.user, area=area)
    kinds = set(roles.order_by("kind").values_list("kind", flat=True))
    if not kinds:
        raise Http404
    if Role.Kind.COORDINATOR not in kinds:
        raise PermissionDenied
    return area
