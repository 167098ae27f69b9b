from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from cordata.accounts import queries
from cordata.accounts.models import User


def valley(request: HttpRequest) -> dict[str, object]:
    """Return the valley a person works for, asked of the database only by pages that show it."""
    if not isinstance(request.user, User):
        return {"valley": ""}
    user = request.user
    return {"valley": SimpleLazyObject(lambda: queries.area_of(user, day=timezone.localdate()) or "")}
