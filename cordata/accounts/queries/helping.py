from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Sum

from cordata.accounts.models import DataProtectionOfficer, Invitation, Role, User


def helped_by(coordinator: User, *, on: date) -> QuerySet[User]:
    """
    Return whom a coordinator may help to sign in, by name: those whose every role, now or later, is theirs to help.

    That is a role in their areas, or for whoever coordinates there from the other country one of their own
    organisation: a link opens what its person sees, and those see only whom a consent lets them. Never those who
    watch over coordinators, and never oneself: a link is handed from one person to another.
    """
    own = Role.objects.on(on).filter(user=coordinator, kind=Role.Kind.COORDINATOR)
    at_home = own.filter(organisation__country=F("area__country")).values("area")
    same_post = own.filter(organisation=OuterRef("organisation"), area=OuterRef("area"))
    theirs = Q(area__in=at_home) | Q(Exists(same_post))
    roles = Role.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on), user=OuterRef("pk"))
    officers = DataProtectionOfficer.objects.filter(user=OuterRef("pk"))
    return (
        User.objects.filter(Exists(roles.on(on).filter(theirs)), is_staff=False, is_superuser=False, is_active=True)
        .exclude(Exists(roles.exclude(theirs)))
        .exclude(Exists(officers))
        .exclude(pk=coordinator.pk)
        .order_by("last_name", "first_name", "pk")
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody signs in, as whoever helps them must know it."""

    has_password: bool
    has_second_factor: bool
    locked_until: datetime | None
    invitation: Invitation | None


def standing(user: User, *, at: datetime) -> Standing:
    """Return how somebody signs in at an instant."""
    return Standing(
        has_password=user.has_usable_password(),
        has_second_factor=Authenticator.objects.filter(user=user).exists(),
        locked_until=locked_until(user.email, at=at),
        invitation=Invitation.objects.open(at).filter(user=user).order_by("-made_at", "pk").first(),
    )


def locked_until(email: str, *, address: str | None = None, at: datetime) -> datetime | None:
    """Return until when nobody gets in with an e-mail address, from a place or from any; nothing where one does."""
    begun = at - settings.AXES_COOLOFF_TIME
    tries = AccessAttempt.objects.filter(username=email.lower(), attempt_time__gt=begun).order_by()
    if address is not None:
        tries = tries.filter(ip_address=address)
    counted = tries.values("ip_address").annotate(failures=Sum("failures_since_start"), last=Max("attempt_time"))
    ends = [row["last"] for row in counted if row["failures"] >= settings.AXES_FAILURE_LIMIT]
    return max(ends) + settings.AXES_COOLOFF_TIME if ends else None
