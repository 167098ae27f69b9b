"""Erasing a person: GDPR article 17. One asks, another confirms, and what is done cannot be undone."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cordata.accounts.models import User
from cordata.people.actions.erasing import erase_identity
from cordata.people.models import Erasure, ErasureRequest, Resident
from cordata.people.queries.erasure import why_same_hands
from cordata.people.queries.retention import Term, promised_days, term_of


class ErasureAlreadyAsked(Exception):
    """A request stands already."""


class StillLookedAfter(Exception):
    """A visit is promised for a day ahead: it has to be cancelled first."""


class RecordOfCareNotLaidDown(Exception):
    """The record of care has to be kept for longer, and nobody has said where it is."""


class NoRequest(Exception):
    """No request stands: it was taken back, or somebody has confirmed it."""


class SameHands(Exception):
    """Neither who asked for an erasure nor whom they let in can confirm it."""


class TermNotOver(Exception):
    """The record has to be kept for longer."""


@transaction.atomic
def request_erasure(
    *, resident: Resident, ground: str, reason: str, archive: str, by: User, at: datetime
) -> ErasureRequest:
    """
    Ask that a person's identity be removed; a second pair of eyes has to confirm.

    :raises ErasureAlreadyAsked: if a request waits
    :raises StillLookedAfter: if somebody still comes to them
    :raises RecordOfCareNotLaidDown: if the term of the record of care runs and `archive` is empty
    """
    held = Resident.objects.select_for_update(of=("self",)).get(pk=resident.pk)
    if held.erasure_requests.waiting().exists():
        raise ErasureAlreadyAsked(_("Erasure has been asked for already; somebody else has to confirm it."))
    refuse_too_soon(held, archive, at)
    return ErasureRequest.objects.create(resident=held, ground=ground, reason=reason, archive=archive, by=by, at=at)


def refuse_too_soon(resident: Resident, archive: str, at: datetime) -> Term | None:
    """
    Return how long the record has to be kept, where that is known.

    :raises StillLookedAfter: if somebody still comes to them
    :raises RecordOfCareNotLaidDown: if the term of the record of care runs and `archive` is empty
    """
    day = timezone.localdate(at)
    term = term_of(resident, on=day)
    if promised_days(resident, on=day):
        raise StillLookedAfter(_("A visit is promised for a day ahead. Cancel it first: nobody visits who is erased."))
    if term and term.keeps_care(day) and not archive:
        raise RecordOfCareNotLaidDown(
            _("The record of care has to be kept until %(day)s. Lay its copy in your archive first, and say where.")
            % {"day": f"{term.until:%d.%m.%Y}"}
        )
    return term


@transaction.atomic
def withdraw_request(*, resident: Resident, by: User, at: datetime) -> ErasureRequest:
    """
    Take back a request that nobody has confirmed.

    :raises NoRequest: if none waits
    """
    waiting = waiting_request(resident)
    waiting.withdrawn_by, waiting.withdrawn_at = by, at
    waiting.save(update_fields=["withdrawn_by", "withdrawn_at"])
    return waiting


def waiting_request(resident: Resident) -> ErasureRequest:
    """
    Return the request that waits for a person, held until the transaction ends.

    :raises NoRequest: if none does
    """
    Resident.objects.select_for_update(of=("self",)).get(pk=resident.pk)
    waiting = resident.erasure_requests.waiting().order_by("pk").first()
    if waiting is None:
        raise NoRequest(_("No request waits any more: it was taken back, or carried out."))
    return waiting


@transaction.atomic
def confirm_erasure(*, resident: Resident, by: User, at: datetime) -> Erasure:
    """
    Carry out the erasure that somebody else asked for.

    :raises NoRequest: if no request waits
    :raises SameHands: if it was asked for by the same user, or by who made them their way in
    :raises StillLookedAfter: if somebody comes to them again since
    :raises RecordOfCareNotLaidDown: if care began since, and the request says no archive
    """
    waiting = waiting_request(resident)
    if refusal := why_same_hands(waiting, by):
        raise SameHands(refusal)
    term = refuse_too_soon(resident, waiting.archive, at)
    kept = told_term(term) | {"archive": waiting.archive}
    return erase_identity(resident, Erasure(ground=Erasure.Ground.REQUEST, request=waiting, by=by, at=at), kept)


@transaction.atomic
def erase_after_term(*, resident: Resident, by: User | None, at: datetime) -> Erasure:
    """
    Erase a person whose record has been kept long enough.

    :raises TermNotOver: if it has not, or if no term can be told
    """
    held = Resident.objects.known().select_for_update(of=("self",)).get(pk=resident.pk)
    term = term_of(held, on=timezone.localdate(at))
    if term is None or not term.is_over(timezone.localdate(at)):
        raise TermNotOver(_("This record has to be kept for longer, or nobody can say for how long."))
    return erase_identity(held, Erasure(ground=Erasure.Ground.RETENTION, by=by, at=at), told_term(term))


def told_term(term: Term | None) -> dict[str, object]:
    """Return the rule that was in force, as an erasure keeps it."""
    if term is None:
        return {}
    return {"rule": term.rule.code, "until": term.until.isoformat(), "source": term.rule.source}
