from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cordata.accounts.models import User
from cordata.workforce.models import Absence, Professional, Shift


class NotOnShift(Exception):
    """Nobody can be missing from a day they do not work."""


class AlreadyAbsent(Exception):
    """The professional is already marked absent on that day."""


class NotAbsent(Exception):
    """The professional is not marked absent on that day."""


@transaction.atomic
def mark_absent(
    *, professional: Professional, day: date, from_at: datetime, reason: str, by: User, at: datetime
) -> Absence:
    """
    Record that a professional cannot work from an instant of a day on; the plan of the day is old from then on.

    :raises NotOnShift: if they do not work after that instant
    :raises AlreadyAbsent: if they are marked absent on that day
    """
    Professional.objects.select_for_update(of=("self",)).get(pk=professional.pk)
    if not Shift.objects.filter(professional=professional, day=day, ends_at__gt=from_at).exists():
        raise NotOnShift(_("%(who)s does not work then.") % {"who": professional})
    absence, is_new = Absence.objects.get_or_create(
        professional=professional, day=day, defaults={"from_at": from_at, "reason": reason, "by": by, "at": at}
    )
    if not is_new:
        raise AlreadyAbsent(_("%(who)s is already marked absent on that day.") % {"who": professional})
    return absence


def withdraw_absence(*, professional: Professional, day: date) -> None:
    """
    Take back an absence: the professional works as their shift says.

    :raises NotAbsent: if they are not marked absent on that day
    """
    removed, _rows = Absence.objects.filter(professional=professional, day=day).delete()
    if not removed:
        raise NotAbsent(_("%(who)s is not marked absent on that day.") % {"who": professional})
