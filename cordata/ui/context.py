from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone


def shell(request: HttpRequest) -> dict[str, object]:
    """Return what every page's frame shows: the day, and whether the people are made up."""
    return {"today": timezone.localdate(), "is_demo": settings.CORDATA_DEMO}
