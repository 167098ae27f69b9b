"""Setting a record aside at its person's request: GDPR article 18."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cordata.accounts.models import User
from cordata.people.models import Resident, Restriction


class AlreadyRestricted(Exception):
    """The record is set aside already."""


class NotRestricted(Exception):
    """The record is not set aside."""


@transaction.atomic
def restrict(*, resident: Resident, reason: str, by: User, at: datetime) -> Restriction:
    """
    Close a record to the circle until the restriction is lifted.

    :raises AlreadyRestricted: if one stands
    """
    Resident.objects.select_for_update(of=("self",)).get(pk=resident.pk)
    if resident.restrictions.standing().exists():
        raise AlreadyRestricted(_("This record is restricted already."))
    return Restriction.objects.create(resident=resident, reason=reason, by=by, at=at)


@transaction.atomic
def lift_restriction(*, resident: Resident, reason: str, by: User, at: datetime) -> Restriction:
    """
    Open a record to its circle again; the person was told before, as article 18(3) asks.

    :raises NotRestricted: if none stands
    """
    standing = resident.restrictions.standing().select_for_update().order_by("pk").first()
    if standing is None:
        raise NotRestricted(_("This record is not restricted."))
    standing.lifted_by, standing.lifted_at, standing.lift_reason = by, at, reason
    standing.save(update_fields=["lifted_by", "lifted_at", "lift_reason"])
    return standing
