"""Opening a record in an emergency, closing it again, and judging afterwards whether that was right."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from cordata.accounts.models import User
from cordata.people.models import BreakGlass, BreakGlassReview, Resident
from cordata.people.tasks import tell_of_opening

UNREVIEWED_A_DAY = 3


class TooManyOpenings(Exception):
    """Somebody opened so many records in a day that a coordinator has to look at those first."""


class AlreadyReviewed(Exception):
    """Somebody has judged this opening before."""


@transaction.atomic
def open_record(*, resident: Resident, user: User, reason: str, at: datetime) -> BreakGlass:
    """
    Open one record for three hours and tell the coordinators of its area.

    :raises TooManyOpenings: if the user's openings of the last 24 hours have to be reviewed first
    """
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    lately = BreakGlass.objects.filter(user=user, review=None, opened_at__gt=at - timedelta(days=1))
    if lately.count() >= UNREVIEWED_A_DAY:
        message = _(
            "You opened %(count)d records within a day. A coordinator has to review them before you open more."
        )
        raise TooManyOpenings(message % {"count": UNREVIEWED_A_DAY})
    opening = BreakGlass.objects.create(resident=resident, user=user, reason=reason, opened_at=at)
    transaction.on_commit(partial(tell_of_opening.enqueue, opening.pk))
    return opening


def close_openings(*, resident_id: int, user: User, at: datetime) -> int:
    """Close a record that a user opened in an emergency before its three hours are over; return how many closed."""
    return BreakGlass.objects.open(at).filter(user=user, resident=resident_id).update(closed_at=at)


@transaction.atomic
def review_opening(*, opening: BreakGlass, outcome: str, note: str, by: User, at: datetime) -> BreakGlassReview:
    """
    Judge an opening.

    :raises AlreadyReviewed: if somebody did before
    """
    locked = BreakGlass.objects.select_for_update(of=("self",)).get(pk=opening.pk)
    if BreakGlassReview.objects.filter(opening=locked).exists():
        raise AlreadyReviewed(_("Somebody has reviewed this opening already. Nothing was changed."))
    return BreakGlassReview.objects.create(opening=locked, outcome=outcome, note=note, by=by, at=at)
