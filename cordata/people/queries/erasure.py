"""What an erasure would remove and what would stay, before it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from cordata.accounts.models import User
from cordata.people.holdings import OnErasure, every_holding
from cordata.people.models import ErasureRequest, Resident, ResidentQuerySet
from cordata.people.queries.retention import Term, term_of, watched_by


@dataclass(frozen=True, slots=True)
class Amount:
    """How many rows of one sort, by what becomes of them."""

    title: str
    rows: int
    becomes: OnErasure


@dataclass(frozen=True, slots=True)
class ErasurePreview:
    """What would go, what would stay, how long the law wants the record of care, and who has asked."""

    goes: tuple[Amount, ...]
    stays: tuple[Amount, ...]
    term: Term | None
    keeps_care: bool
    waiting: ErasureRequest | None


def preview(resident: Resident, at: datetime) -> ErasurePreview:
    """Return what erasing somebody would do, a query for each model and those of `term_of`."""
    day = timezone.localdate(at)
    amounts = [
        Amount(str(one.title), count, one.on_erasure)
        for one in every_holding()
        if one.model is not Resident and (count := one.of(resident).count())
    ]
    term = term_of(resident, on=day)
    return ErasurePreview(
        goes=tuple(one for one in amounts if one.becomes is OnErasure.DELETE),
        stays=tuple(one for one in amounts if one.becomes is not OnErasure.DELETE),
        term=term,
        keeps_care=bool(term and term.keeps_care(day)),
        waiting=resident.erasure_requests.waiting().select_related("by").order_by("pk").first(),
    )


def watched_request(user: User, resident_id: int, at: datetime) -> Resident | None:
    """Return a person whose erasure waits to be confirmed and whose record a data-protection officer watches over."""
    people = watched_by(user, timezone.localdate(at)).filter(pk=resident_id)
    asked = people.filter(erasure_requests__in=ErasureRequest.objects.waiting())
    return asked.select_related("household__commune").order_by("pk").first()


def waiting_requests(people: ResidentQuerySet) -> list[ErasureRequest]:
    """Return the requests that wait for a second pair of eyes among some people, the oldest first."""
    waiting = ErasureRequest.objects.waiting().filter(resident__in=people.order_by().values("pk"))
    return list(waiting.select_related("by", "resident").order_by("at", "pk"))
