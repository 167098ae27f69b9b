"""Telling the audit whom a request showed, and on what ground. Every view that shows a person calls `shown`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Case, Value, When
from django.http import HttpRequest
from django.utils import timezone

from cordata.accounts.auditing import Shown, looks_of
from cordata.accounts.models import AuditEntry, AuditPerson, User
from cordata.people.models import Resident
from cordata.people.models.seeing import ways

What, Ground = AuditEntry.What, AuditPerson.Ground
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
AT_ONCE = 10_000  # persons asked about in one query


def shown(
    request: HttpRequest,
    residents: Iterable[Resident | int],
    *,
    what: AuditEntry.What | None = None,
    on: date | None = None,
    otherwise: AuditPerson.Ground = Ground.NONE,
) -> None:
    """
    Put people on the request's audit entry, each with the ground on which its user sees them, in one query.

    Without `what`, a request that only asks reads, and any other changes. `on` is the day whose circles let the user
    see them, as for `seen_by`; `otherwise` is the ground of those whom no role opens, such as a possible double.

    :raises ToldTooLate: if the request's entry is stored already
    """
    looks = looks_of(request)
    deed = what or (What.READ if request.method in SAFE else What.WRITE)
    asked = {one if isinstance(one, int) else one.pk for one in residents}
    new = sorted(asked - looks.persons.keys())
    grounds = grounds_of(request.user, new, on=on or timezone.localdate(looks.at), at=timezone.now())
    found = {pk: Shown(deed, _ground(grounds.get(pk), otherwise)) for pk in new}
    known = {pk: Shown(deed, looks.persons[pk].ground) for pk in asked & looks.persons.keys()}
    looks.add(found | known)


def _ground(found: str | None, otherwise: AuditPerson.Ground) -> AuditPerson.Ground:
    return otherwise if found in (None, Ground.NONE.value) else Ground(found)


def grounds_of(user: object, persons: list[int], *, on: date, at: datetime) -> dict[int, str]:
    """Return on what ground a user sees each of some people; as many queries as there are tens of thousands."""
    if not isinstance(user, User) or not user.is_active or not persons:
        return {}
    cases = [When(condition, then=Value(ground.value)) for ground, condition in ways(user, on, at).items()]
    told = Resident.objects.annotate(ground=Case(*cases, default=Value(Ground.NONE.value))).order_by("pk")
    found: dict[int, str] = {}
    for start in range(0, len(persons), AT_ONCE):
        found |= dict(told.filter(pk__in=persons[start : start + AT_ONCE]).values_list("pk", "ground"))
    return found
