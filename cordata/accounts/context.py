from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from cordata.accounts.auditing import roles_now
from cordata.accounts.models import Role, User
from cordata.accounts.sessions import LOCKED, lock_after
from cordata.ui import navigation


def membership(request: HttpRequest) -> dict[str, object]:
    """Return where a person works, the places their roles open, how long the screen stays; one query when shown."""
    user, path = request.user, request.path
    if not isinstance(user, User):
        return {"valley": "", "navigation": [], "use_address": "", "lock_after": 0}

    def roles() -> list[Role]:
        return roles_now(request)

    def kinds() -> set[str]:
        return {role.kind for role in roles()} or ({"officer"} if user.officer_of.exists() else set())

    locks = lock_after(request.session)
    return {
        "use_address": "" if request.session.get(LOCKED) else reverse("use"),
        "lock_after": int(locks.total_seconds()) if locks else 0,
        "valley": SimpleLazyObject(lambda: roles()[0].area if roles() else ""),
        "navigation": SimpleLazyObject(lambda: navigation.links(path, kinds=kinds())),
    }
