from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from cordata.ui import navigation


def shell(request: HttpRequest) -> dict[str, object]:
    """Return what every page's frame shows: the day, the rail, and whether the people are made up."""
    signed_in = request.user.is_authenticated
    return {
        "today": timezone.localdate(),
        "navigation": navigation.links(request.path) if signed_in else [],
        "is_demo": settings.CORDATA_DEMO,
    }
