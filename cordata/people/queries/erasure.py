"""What an erasure would remove and what would stay, before it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from cordata.accounts.models import ExpectedIdentity, Invitation, User
from cordata.people.holdings import OnErasure, every_holding
from cordata.people.models import ErasureRequest, Resident, ResidentQuerySet
from cordata.people.queries.retention import Term, promised_days, term_of, watched_by

LET_IN_WITHIN = timedelta(days=30)  # before an erasure is asked for


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
    promised: tuple[date, ...]  # days ahead on which somebody comes


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
        promised=tuple(promised_days(resident, on=day)),
    )


def why_same_hands(waiting: ErasureRequest, user: User) -> str:
    """Return why a user may not confirm an erasure: they asked for it, or came in by the hands of whoever did."""
    if waiting.by_id == user.pk:
        return _(
            "You asked for it yourself: another coordinator of the area or the data-protection officer "
            "has to confirm it."
        )
    since = waiting.at - LET_IN_WITHIN
    links = Invitation.objects.filter(user=user, made_by=waiting.by_id, made_at__gt=since)
    identities = ExpectedIdentity.objects.filter(user=user, added_by=waiting.by_id, added_at__gt=since)
    if links.exists() or identities.exists():
        return _(
            "%(who)s, who asked for it, also made your way in, less than 30 days before or since. "
            "Another coordinator of the area or the data-protection officer has to confirm it."
        ) % {"who": waiting.by}
    return ""


def watched_request(user: User, resident_id: int, at: datetime) -> Resident | None:
    """Return a person whose erasure waits to be confirmed and whose record a data-protection officer watches over."""
    people = watched_by(user, timezone.localdate(at)).filter(pk=resident_id)
    asked = people.filter(erasure_requests__in=ErasureRequest.objects.waiting())
    return asked.select_related("household__commune").order_by("pk").first()


def erasures_to_confirm(user: User, at: datetime) -> int:
    """Return how many erasures wait in a coordinator's areas that somebody else asked for."""
    people = Resident.objects.coordinated_by(user, at=at).order_by().values("pk")
    return ErasureRequest.objects.waiting().filter(resident__in=people).exclude(by=user).count()


def waiting_requests(people: ResidentQuerySet) -> list[ErasureRequest]:
    """Return the requests that wait for a second pair of eyes among some people, the oldest first."""
    waiting = ErasureRequest.objects.waiting().filter(resident__in=people.order_by().values("pk"))
    return list(waiting.select_related("by", "resident").order_by("at", "pk"))
