"""Who may see whom. docs/develop/access.md is the policy in words; every condition here is a line of it."""

from __future__ import annotations

from datetime import date, datetime
from functools import reduce
from operator import or_

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from cordata.accounts.models import AuditPerson, Role, RoleQuerySet, User
from cordata.people import models as people
from cordata.workforce.models import Professional

CLINICAL = (Role.Kind.PROFESSIONAL, Role.Kind.DOCTOR)
PRACTICAL = (Role.Kind.ANTENNA, Role.Kind.DRIVER)
OPENS_IN_EMERGENCY = (Role.Kind.COORDINATOR, Role.Kind.PROFESSIONAL, Role.Kind.DOCTOR)


class ResidentQuerySet(models.QuerySet["people.Resident"]):
    def known(self) -> ResidentQuerySet:
        """Keep the records that stand for a person: neither merged into another nor erased."""
        return self.filter(merged_into=None, erasure=None)

    def seen_by(
        self, user: User | AnonymousUser, *, on: date | None = None, at: datetime | None = None
    ) -> ResidentQuerySet:
        """
        Keep whom a user may see: roles and circles as they stand on a day, consents and openings at an instant.

        Both are now unless told. A day ahead asks who belongs to the circle then; a withdrawal counts at once. Whoever
        holds no role any more sees nobody, not even on the days when they did.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        moment = at or timezone.now()
        day = on or timezone.localdate(moment)
        return self.known().filter(reduce(or_, ways(user, day, moment).values()))

    def health_read_by(self, user: User | AnonymousUser, *, at: datetime) -> ResidentQuerySet:
        """Keep whose conditions and allergies a user may read: an antenna and a driver see the practical side only."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        day = timezone.localdate(at)
        return self.known().filter(answers_for(user, day, at) | own(user, day, at) | shared_with_carer(user, day, at))

    def edited_by(self, user: User | AnonymousUser, *, at: datetime) -> ResidentQuerySet:
        """
        Keep whose record a user may change: whoever answers for the area or treats the person.

        Three hours in an emergency let somebody read, not change, nor say who looks after the person.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        day = timezone.localdate(at)
        return self.known().filter(coordinated(user, day, at) | treated(user, day, at))

    def coordinated_by(self, user: User, *, at: datetime) -> ResidentQuerySet:
        """Keep the people of whose area a user is the coordinator, and whom they see as such."""
        return self.known().filter(coordinated(user, timezone.localdate(at), at))


def ways(user: User, day: date, at: datetime) -> dict[AuditPerson.Ground, Q]:
    """Every way in which a user sees people, by the ground that the audit keeps; where several hold, the first one."""
    return {
        AuditPerson.Ground.SELF: own(user, day, at),
        AuditPerson.Ground.AREA: coordinated(user, day, at),
        AuditPerson.Ground.CIRCLE: cared_for(user, day, at),
        AuditPerson.Ground.CARER: shared_with_carer(user, day, at),
        AuditPerson.Ground.BREAK_GLASS: opened_in_emergency(user, day, at),
    }


def answers_for(user: User, day: date, at: datetime) -> Q:
    """The people whose coordinator, nurse or doctor a user is, or whom they opened in an emergency."""
    return coordinated(user, day, at) | treated(user, day, at) | opened_in_emergency(user, day, at)


def roles(user: User, day: date, *kinds: str) -> RoleQuerySet:
    return Role.objects.on(day).filter(user=user, kind__in=kinds)


def held(user: User, day: date, at: datetime, *kinds: str) -> RoleQuerySet:
    """The roles a user holds on a day and still, or already, holds at an instant."""
    return roles(user, day, *kinds).on(timezone.localdate(at))


def coordinated(user: User, day: date, at: datetime) -> Q:
    """A coordinator's areas; across the border with consent; never who refused this very coordinator."""
    coordinating = held(user, day, at, Role.Kind.COORDINATOR)
    at_home = coordinating.filter(organisation__country=F("area__country"))
    abroad = coordinating.exclude(organisation__country=F("area__country"))
    in_area = Q(household__commune__area__in=at_home.values("area")) | (
        Q(household__commune__area__in=abroad.values("area")) & across_the_border(user, day, at)
    )
    return in_area & ~refused_by_name(user, at)


def cared_for(user: User, day: date, at: datetime) -> Q:
    """The people in whose circle one is, while one works for somebody."""
    return let_in(user, day, at, memberships(user, day), held(user, day, at, *CLINICAL, *PRACTICAL))


def treated(user: User, day: date, at: datetime) -> Q:
    """The people in whose circle one is as a nurse, a doctor or the like: neither to drive them nor to look in."""
    clinical = memberships(user, day).filter(purpose__in=people.CircleMember.CLINICAL)
    return let_in(user, day, at, clinical, held(user, day, at, *CLINICAL))


def memberships(user: User, day: date) -> people.CircleMemberQuerySet:
    return people.CircleMember.objects.on(day).filter(Q(professional__user=user) | Q(user=user))


def let_in(user: User, day: date, at: datetime, members: people.CircleMemberQuerySet, working: RoleQuerySet) -> Q:
    """The people of these circles while one works in one of these roles; not if restricted or refused."""
    in_circle = Q(pk__in=members.filter(Exists(working)).values("resident"))
    restricted = Exists(people.Restriction.objects.standing().filter(resident=OuterRef("pk")))
    same_country = Q(household__commune__country__in=working.values("organisation__country"))
    allowed = same_country | across_the_border(user, day, at)
    return Q(in_circle, allowed, ~restricted, ~refused(user, day, at))


def own(user: User, day: date, at: datetime) -> Q:
    """One's own record."""
    return Q(Exists(held(user, day, at, Role.Kind.RESIDENT)), user=user)


def shared_with_carer(user: User, day: date, at: datetime) -> Q:
    """The people one looks after, who let one read their page."""
    family = people.Consent.objects.in_force(at).filter(
        resident=OuterRef("pk"), purpose=people.Purpose.FAMILY, carer__user=user, carer__resident=OuterRef("pk")
    )
    agreed = Exists(family.filter(decision=people.Consent.Decision.PERMIT))
    declined = Exists(family.filter(decision=people.Consent.Decision.REFUSE))
    return Q(Exists(held(user, day, at, Role.Kind.RESIDENT)), agreed, ~declined) & ~refused_by_name(user, at)


def opened_in_emergency(user: User, day: date, at: datetime) -> Q:
    """The records one has broken the glass of, for three hours; never of who refused this very person."""
    opening = people.BreakGlass.objects.open(at).filter(resident=OuterRef("pk"), user=user)
    return Q(Exists(opening), Exists(held(user, day, at, *OPENS_IN_EMERGENCY)), ~refused_by_name(user, at))


def across_the_border(user: User, day: date, at: datetime) -> Q:
    """Whoever let this user's organisation, country or the user themself read from the other country."""
    standing = people.Consent.objects.in_force(at).filter(resident=OuterRef("pk"), purpose=people.Purpose.CROSS_BORDER)
    countries = Role.objects.on(day).filter(user=user).values("organisation__country")
    about = standing.filter(names(user, day), country__in=countries)
    agreed = Exists(about.filter(decision=people.Consent.Decision.PERMIT))
    declined = Exists(about.filter(decision=people.Consent.Decision.REFUSE))
    return Q(agreed, ~declined)


def refused(user: User, day: date, at: datetime) -> Q:
    """Whoever refused that this user, or those like them, look after them."""
    return Q(Exists(refusals(at).filter(names(user, day))))


def refused_by_name(user: User, at: datetime) -> Q:
    """Whoever refused this very person, whatever their role."""
    return Q(Exists(refusals(at).filter(person=user)))


def refusals(at: datetime) -> models.QuerySet[people.Consent]:
    decision = people.Consent.Decision.REFUSE
    standing = people.Consent.objects.in_force(at).filter(resident=OuterRef("pk"))
    return standing.filter(purpose=people.Purpose.CARE, decision=decision)


def names(user: User, day: date) -> Q:
    """The decisions that are about a user: by person, organisation, profession, or about everybody."""
    every = Role.objects.on(day).filter(user=user)
    everybody = Q(person=None, organisation=None, profession="", carer=None)
    return (
        Q(person=user)
        | Q(organisation__in=every.values("organisation"))
        | Q(profession__in=Professional.objects.filter(user=user).values("kind"))
        | everybody
    )
