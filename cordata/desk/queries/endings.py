"""What ends soon unless somebody sees to it: decisions to ask again, people who leave a circle of care."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from cordata.accounts.models import User
from cordata.desk.queries.steps import CIRCLE_SOON, SOON
from cordata.people.models import CircleMember, Consent, Resident
from cordata.people.queries.consent import last_day, with_recipients
from cordata.people.queries.consent_words import sentence

MOST = 200  # rows; whoever has more begins with the first


@dataclass(frozen=True, slots=True)
class Ending:
    """One thing that ends: about whom, what, and on which day it holds for the last time."""

    resident_id: int
    name: str
    what: str
    last_on: date


@dataclass(frozen=True, slots=True)
class Endings:
    """What ends soon, the earliest first."""

    decisions: tuple[Ending, ...]
    members: tuple[Ending, ...]


def endings(user: User, at: datetime) -> Endings:
    """Return what ends soon for the people a user may see, in 2 queries."""
    decisions = with_recipients(ending_decisions(user, at)).order_by("expires_at", "pk")[:MOST]
    members = ending_members(user, at).select_related("resident", "professional", "user").order_by("until_on", "pk")
    return Endings(
        decisions=tuple(
            Ending(one.resident_id, str(one.resident), sentence(one), last)
            for one in decisions
            if (last := last_day(one))
        ),
        members=tuple(
            Ending(one.resident_id, str(one.resident), str(one.professional or one.user), one.until_on)
            for one in members[:MOST]
            if one.until_on
        ),
    )


def ending_decisions(user: User, at: datetime) -> QuerySet[Consent]:
    """Return the decisions that stand and expire soon."""
    seen = Resident.objects.seen_by(user, at=at).values("pk")
    return Consent.objects.in_force(at).filter(expires_at__lte=at + SOON, resident__in=seen)


def ending_members(user: User, at: datetime) -> QuerySet[CircleMember]:
    """Return the memberships that end soon, those for a round's day left out."""
    today = timezone.localdate(at)
    seen = Resident.objects.seen_by(user, at=at).values("pk")
    lasting = CircleMember.objects.on(today).exclude(purpose=CircleMember.Purpose.ROUND)
    return lasting.filter(until_on__lte=today + CIRCLE_SOON, resident__in=seen)
