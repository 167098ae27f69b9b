from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from cordata.accounts.auditing import roles_now
from cordata.accounts.models import Role, User
from cordata.ui import navigation


def membership(request: HttpRequest) -> dict[str, object]:
    """Return where a person works and the places their roles open; one query, by pages that show them."""
    user, path = request.user, request.path
    if not isinstance(user, User):
        return {"valley": "", "navigation": []}

    def roles() -> list[Role]:
        return roles_now(request)

    return {
        "valley": SimpleLazyObject(lambda: roles()[0].area if roles() else ""),
        "navigation": SimpleLazyObject(lambda: navigation.links(path, kinds={role.kind for role in roles()})),
    }
