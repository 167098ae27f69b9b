"""How things stand with a person today: who looks after them, what they agreed to, which visits are ahead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from cordata.accounts.models import Role
from cordata.care.models import Visit, VisitWindow
from cordata.desk.queries.story.visits import what_for
from cordata.people.models import CircleMember, Consent, Purpose, Resident
from cordata.people.queries.consent import EVERYBODY, with_recipients
from cordata.rounds.models import Stop
from cordata.ui.institutions import institution
from cordata.ui.ropes import Rope, rope

NEXT = 8  # visits told ahead


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A visit ahead: the day, the hours agreed, and who comes when, once rounds were handed out."""

    visit_id: int
    day: date
    kind: str
    windows: tuple[tuple[datetime, datetime], ...]
    who: str
    comes_at: datetime | None
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class MemberLine:
    """Somebody of the circle of care, with their rope."""

    name: str
    profession: str
    short: str  # the profession as a card has room for it
    purposes: str
    phone: str
    until_on: date | None
    is_passing: bool  # here for a round's day only
    is_refused: bool  # by the person, so that they read nothing
    rope: Rope


def visits_ahead(resident: Resident, on: date, *, reads_health: bool) -> tuple[VisitLine, ...]:
    """Return the next visits promised, in 3 queries."""
    due = Visit.objects.filter(order__resident=resident, day__gte=on, encounters=None)
    given = Stop.objects.filter(round__plan__publication__isnull=False).select_related("round__professional")
    found = due.select_related("order", "cancellation").prefetch_related(
        Prefetch("windows", VisitWindow.objects.order_by("opens_at", "pk")),
        Prefetch("stops", given.order_by("-round__plan__version", "member"), to_attr="given"),
    )
    return tuple(_line(one, reads_health=reads_health) for one in found.order_by("day", "pk")[:NEXT])


def _line(visit: Visit, *, reads_health: bool) -> VisitLine:
    stop: Stop | None = next(iter(visit.given), None)  # type: ignore[attr-defined]
    return VisitLine(
        visit_id=visit.pk,
        day=visit.day,
        kind=what_for(visit.order, reads_health=reads_health),
        windows=tuple((window.opens_at, window.closes_at) for window in visit.windows.all()),
        who=str(stop.round.professional) if stop else "",
        comes_at=stop.starts_at if stop else None,
        is_cancelled=hasattr(visit, "cancellation"),
    )


def circle_of(resident: Resident, at: datetime) -> tuple[MemberLine, ...]:
    """Return who looks after a person, each once, by the purpose that lasts longest, in 1 query."""
    day = timezone.localdate(at)
    found = CircleMember.objects.on(day).filter(resident=resident).select_related("professional", "user")
    members = found.annotate(is_refused=Exists(refusals_of_members(day, at)))
    told: dict[str, list[CircleMember]] = {}
    for one in members.order_by("professional__family_name", "purpose", "pk"):
        told.setdefault(str(one.professional or one.user), []).append(one)
    return tuple(
        _member(name, rows, resident.household.commune.area.country, rope(position))
        for position, (name, rows) in enumerate(told.items())
    )


def refusals_of_members(day: date, at: datetime) -> QuerySet[Consent]:
    """Return the refusals that are about a member of a circle: by name, organisation, profession, or of everybody."""
    mine = Q(user=OuterRef(OuterRef("user"))) | Q(user=OuterRef(OuterRef("professional__user")))
    employers = Role.objects.on(day).filter(mine).values("organisation")
    about = (
        EVERYBODY
        | Q(person=OuterRef("user"))
        | Q(person=OuterRef("professional__user"))
        | Q(organisation=OuterRef("professional__organisation"))
        | Q(organisation__in=employers)
        | Q(profession=OuterRef("professional__kind"))
    )
    standing = Consent.objects.in_force(at).filter(resident=OuterRef("resident"), purpose=Purpose.CARE)
    return standing.filter(about, decision=Consent.Decision.REFUSE)


def _member(name: str, rows: Iterable[CircleMember], country: str, own: Rope) -> MemberLine:
    """Return one of the circle; rows that last until further notice outlast those with an end."""
    found = sorted(rows, key=lambda one: (one.until_on is not None, -(one.until_on or date.max).toordinal()))
    who = found[0].professional
    called = institution(who.kind, country) if who else None
    return MemberLine(
        name=name,
        profession=str(called or ""),
        short=(called.short or called.name) if called else "",
        purposes=", ".join(dict.fromkeys(one.get_purpose_display() for one in found)),
        phone=who.phone if who else "",
        until_on=found[0].until_on,
        is_passing=all(one.purpose == CircleMember.Purpose.ROUND for one in found),
        is_refused=any(one.is_refused for one in found),  # type: ignore[attr-defined]
        rope=own,
    )


def consents_of(resident: Resident, at: datetime) -> tuple[Consent, ...]:
    """Return the decisions that stand, by purpose, in 1 query."""
    standing = Consent.objects.in_force(at).filter(resident=resident)
    return tuple(with_recipients(standing).order_by("purpose", "-decided_at", "pk"))
