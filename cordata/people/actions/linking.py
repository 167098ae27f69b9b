"""Saying who a user is in the register: a professional, the person of a record, or a family carer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cordata.accounts.models import User
from cordata.people.actions.history import History
from cordata.people.actions.record import hold
from cordata.people.models import Carer, Resident
from cordata.workforce.models import Professional


class AlreadyLinked(Exception):
    """The user, or whom they are to be, is linked with somebody else."""


@transaction.atomic
def link_professional(*, user: User, professional: Professional) -> Professional:
    """
    Say which professional a user is.

    :raises AlreadyLinked: if either is linked with somebody else
    """
    held = Professional.objects.select_for_update(of=("self",)).get(pk=professional.pk)
    other = Professional.objects.filter(user=user).exclude(pk=held.pk)
    refuse_linked(user, held.user_id, is_taken=other.exists())
    held.user = user
    held.save(update_fields=["user"])
    return held


@transaction.atomic
def link_resident(*, user: User, resident: Resident, by: User, at: datetime) -> Resident:
    """
    Say whose record is a user's own; they read it from now on.

    :raises AlreadyLinked: if either is linked with somebody else
    """
    held = hold(resident)
    refuse_linked(user, held.user_id, is_taken=Resident.objects.filter(user=user).exclude(pk=held.pk).exists())
    history = History(held, by=by, at=at)
    history.add("user", "", str(user.pk))
    held.user = user
    return history.close()


@transaction.atomic
def link_carer(*, user: User, carer: Carer, by: User, at: datetime) -> Carer:
    """
    Say which family carer a user is; what they read is for the person to agree to.

    :raises AlreadyLinked: if the carer is linked with somebody else
    """
    resident = hold(carer.resident)
    held = Carer.objects.get(pk=carer.pk)
    refuse_linked(user, held.user_id, is_taken=False)
    history = History(resident, by=by, at=at)
    history.add(f"carers.{held.pk}.user", "", str(user.pk))
    held.user = user
    held.save(update_fields=["user"])
    history.close()
    return held


@transaction.atomic
def unlink(*, linked: Professional | Resident | Carer, by: User, at: datetime) -> None:
    """Say that somebody of the register is no longer a user; as themself the user reads nothing from now on."""
    if isinstance(linked, Professional):
        Professional.objects.filter(pk=linked.pk).update(user=None)
        return
    resident = hold(linked if isinstance(linked, Resident) else linked.resident)
    field = "user" if isinstance(linked, Resident) else f"carers.{linked.pk}.user"
    history = History(resident, by=by, at=at)
    history.add(field, str(linked.user_id or ""), "")
    if isinstance(linked, Resident):
        resident.user = None
    else:
        Carer.objects.filter(pk=linked.pk).update(user=None)
    history.close()


def refuse_linked(user: User, present: int | None, *, is_taken: bool) -> None:
    """
    Let a user be one person, and a person one user.

    :raises AlreadyLinked: if it would be otherwise
    """
    if is_taken or present not in (None, user.pk):
        raise AlreadyLinked(_("One of the two is linked with somebody else. Take that link away first."))
