"""The circle of care as the person it is about reads it: who, why, since and until when, and what they see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from django.utils import timezone
from django.utils.translation import gettext as _

from cordata.accounts.models import Role, User
from cordata.people.models import CircleMember, Resident, Restriction
from cordata.people.models.seeing import CLINICAL, PRACTICAL
from cordata.people.queries.seeing import who_reads_health, who_sees
from cordata.ui.institutions import institution
from cordata.workforce.models import Absence


class Sight(Enum):
    """How much of a record a member of the circle reads today."""

    WHOLE = "whole"
    PRACTICAL = "practical"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class CircleLine:
    """One membership."""

    member_id: int
    user_id: int | None
    name: str
    trade: str
    organisation: str
    purpose: str
    origin: str
    since_on: date
    until_on: date | None
    sight: Sight
    why_nothing: str
    is_beyond_role: bool
    is_absent: bool


@dataclass(frozen=True, slots=True)
class EndedLine:
    """A membership that is over."""

    name: str
    purpose: str
    since_on: date
    until_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Circle:
    """Who looks after a person today, who will, and who did."""

    now: tuple[CircleLine, ...]
    later: tuple[CircleLine, ...]
    ended: tuple[EndedLine, ...]


ENDED_TOLD = 30  # the latest ones: a round's memberships last a day each


def circle(resident: Resident, at: datetime) -> Circle:
    """Return a person's circle, in 7 queries."""
    day = timezone.localdate(at)
    every = CircleMember.objects.filter(resident=resident).select_related(
        "professional__user", "professional__organisation", "user"
    )
    standing = list(every.still_open(day).order_by("since_on", "pk"))
    told = _Telling(resident, standing, day, at)
    over = every.over(day).order_by("-since_on", "-pk")[:ENDED_TOLD]
    return Circle(
        now=tuple(told.line(one) for one in standing if one.since_on <= day),
        later=tuple(told.line(one) for one in standing if one.since_on > day),
        ended=tuple(_ended(one) for one in over),
    )


def user_of(member: CircleMember) -> User | None:
    """Return the user through whom a member of a circle would read, if they have one."""
    return member.professional.user if member.professional else member.user


class _Telling:
    """What is needed to tell each membership, read once."""

    def __init__(self, resident: Resident, members: Iterable[CircleMember], day: date, at: datetime) -> None:
        self.country = resident.household.commune.area.country
        users = {user.pk: user for one in members if (user := user_of(one))}
        found = Role.objects.on(day).filter(user__in=users, kind__in=[*CLINICAL, *PRACTICAL])
        self.roles: dict[int, list[Role]] = {}
        for role in found.select_related("organisation").order_by("pk"):
            self.roles.setdefault(role.user_id, []).append(role)
        self.seeing = who_sees(resident, users.values(), at)
        self.reading = who_reads_health(resident, users.values(), at)
        self.is_restricted = Restriction.objects.standing().filter(resident=resident).exists()
        absent = Absence.objects.on(day).filter(professional__circles__in=[one.pk for one in members])
        self.absent = set(absent.values_list("professional", flat=True))

    def line(self, member: CircleMember) -> CircleLine:
        user = user_of(member)
        roles = self.roles.get(user.pk, []) if user else []
        sight = self.sight(user)
        return CircleLine(
            member_id=member.pk,
            user_id=user.pk if user else None,
            name=str(member.professional or member.user),
            trade=self.trade(member, roles),
            organisation=self.organisation(member, roles),
            purpose=member.get_purpose_display(),
            origin=member.get_origin_display(),
            since_on=member.since_on,
            until_on=member.until_on,
            sight=sight,
            why_nothing=self.why_nothing(user, roles) if sight is Sight.NOTHING else "",
            is_beyond_role=is_beyond(member.purpose, {role.kind for role in roles}),
            is_absent=member.professional_id in self.absent,
        )

    def sight(self, user: User | None) -> Sight:
        if user is None or user.pk not in self.seeing:
            return Sight.NOTHING
        return Sight.WHOLE if user.pk in self.reading else Sight.PRACTICAL

    def trade(self, member: CircleMember, roles: list[Role]) -> str:
        if member.professional:
            return str(institution(member.professional.kind, self.country))
        return roles[0].get_kind_display() if roles else ""

    def organisation(self, member: CircleMember, roles: list[Role]) -> str:
        if member.professional:
            return member.professional.organisation.name
        return roles[0].organisation.name if roles else ""

    def why_nothing(self, user: User | None, roles: list[Role]) -> str:
        if user is None:
            return _("They have no account here and read the printed round sheet only.")
        if not roles:
            return _("They no longer work here.")
        if self.is_restricted:
            return _("The record is set aside at the person's request.")
        if self.country not in {role.organisation.country for role in roles}:
            return _("They work in the other country, and no consent that stands lets them read from there.")
        return _("The person refused it.")


def is_beyond(purpose: str, kinds: Iterable[str]) -> bool:
    """Return whether a purpose promises more than somebody's roles let them read."""
    held = set(kinds)
    return purpose in CircleMember.CLINICAL and bool(held) and not held & set(CLINICAL)


def _ended(member: CircleMember) -> EndedLine:
    last = timezone.localdate(member.ended_at) if member.ended_at else member.until_on
    assert last is not None  # `over` keeps those alone that have an end
    return EndedLine(
        name=str(member.professional or member.user),
        purpose=member.get_purpose_display(),
        since_on=member.since_on,
        until_on=last,
        reason=member.end_reason,
    )
