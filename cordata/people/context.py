from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from cordata.accounts.models import User
from cordata.people.models.openings import OPEN_FOR
from cordata.people.queries.openings import may_open, standing_opening
from cordata.ui.wording import duration_words


def banner(request: HttpRequest) -> dict[str, object]:
    """
    Return what stands over every page of a record that its reader opened in an emergency; one query when shown.

    `opens_in_emergency`: whether they are told of that way where they find nobody; one query when shown.
    """
    match, user = request.resolver_match, request.user
    if match is None or "resident_id" not in match.kwargs or not isinstance(user, User):
        return {"banner": "", "opens_in_emergency": False}
    return {
        "banner": SimpleLazyObject(lambda: told(request, user, match.kwargs["resident_id"])),
        "opens_in_emergency": SimpleLazyObject(lambda: may_open(user, timezone.now())),
    }


def told(request: HttpRequest, user: User, resident_id: int) -> str:
    """Return the banner of a record open for a user, or nothing."""
    at = timezone.now()
    opening = standing_opening(user, resident_id, at)
    if opening is None:
        return ""
    until = opening.opened_at + OPEN_FOR
    context = {"opening": opening, "until": until, "left": duration_words(int((until - at).total_seconds()))}
    return render_to_string("people/openings/banner.html", context, request)
