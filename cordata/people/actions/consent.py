"""What a person decides about their record, and what they take back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cordata.accounts.models import User
from cordata.people.models import Consent, ConsentQuerySet, Resident, Withdrawal


class AlreadyWithdrawn(Exception):
    """A decision that no longer stands cannot be taken back again."""


@transaction.atomic
def record_decision(*, consent: Consent, by: User, at: datetime) -> Consent:
    """
    Store what a person has decided; it holds from this instant.

    What they had decided before about the same purpose, recipient and country no longer stands: the last word counts.
    """
    Resident.objects.select_for_update(of=("self",)).get(pk=consent.resident_id)
    reason = _("replaced by a later decision")
    for earlier in same_matter(consent).in_force(at).order_by("pk"):
        Withdrawal.objects.create(consent=earlier, at=at, by=by, reason=reason)
    consent.decided_at, consent.recorded_by = at, by
    consent.save(force_insert=True)
    return consent


def same_matter(consent: Consent) -> ConsentQuerySet:
    """Return the decisions about the same purpose, recipient and country as one."""
    named = ("resident", "purpose", "person", "organisation", "profession", "carer", "country")
    return Consent.objects.filter(**{name: getattr(consent, name) for name in named})


@transaction.atomic
def withdraw_decision(*, consent: Consent, reason: str, by: User, at: datetime) -> Withdrawal:
    """
    Take a decision back, from this instant on.

    :raises AlreadyWithdrawn: if it no longer stands
    """
    locked = Consent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    if not Consent.objects.in_force(at).filter(pk=locked.pk).exists():
        raise AlreadyWithdrawn(_("This decision no longer stands. Nothing was changed."))
    return Withdrawal.objects.create(consent=locked, at=at, by=by, reason=reason)
