"""Who holds which role where a coordinator answers for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from cordata.accounts.models import Area, DataProtectionOfficer, Organisation, Role, RoleChange, User

MOST = 500


@dataclass(frozen=True, slots=True)
class Post:
    """An organisation and an area for which a coordinator gives roles."""

    organisation: Organisation
    area: Area

    @property
    def key(self) -> str:
        """What a form calls it."""
        return f"{self.organisation.pk}-{self.area.pk}"

    def __str__(self) -> str:
        return f"{self.organisation}, {self.area}"


@dataclass(frozen=True, slots=True)
class Holder:
    """A role as the list tells it."""

    role: Role
    is_in_force: bool
    is_over: bool


def posts_of(user: User, *, on: date) -> list[Post]:
    """Return for which organisations and areas a user coordinates, in 1 query."""
    held = Role.objects.on(on).filter(user=user, kind=Role.Kind.COORDINATOR)
    roles = held.select_related("organisation", "area").order_by("organisation__name", "area__name", "pk")
    return list(dict.fromkeys(Post(role.organisation, role.area) for role in roles))


def governed(user: User, *, on: date) -> QuerySet[Role]:
    """Return the roles that a coordinator gives and ends: those of their own organisation in their own area."""
    own = Role.objects.on(on).filter(
        user=user,
        kind=Role.Kind.COORDINATOR,
        organisation=OuterRef("organisation"),
        area=OuterRef("area"),
    )
    return Role.objects.filter(Exists(own)).select_related("user", "organisation", "area")


def holders(user: User, *, on: date, wanted: str = "") -> list[Holder]:
    """Return the roles in force and to come, or with `wanted` "ended" those that are over, by name; in 1 query."""
    over = Q(ends_on__lt=on)
    roles = governed(user, on=on).filter(over if wanted == "ended" else ~over | Q(ends_on=None))
    ordered = roles.order_by("user__last_name", "user__first_name", "-starts_on", "pk")[:MOST]
    return [holder(role, on=on) for role in ordered]


def holder(role: Role, *, on: date) -> Holder:
    """Return a role as the list tells it."""
    is_over = role.ends_on is not None and role.ends_on < on
    return Holder(role, is_in_force=role.starts_on <= on and not is_over, is_over=is_over)


def officers_named(user: User, *, on: date) -> list[DataProtectionOfficer]:
    """Return the data-protection officers of a coordinator's organisations who watch now or later, in 1 query."""
    own = Role.objects.on(on).filter(user=user, kind=Role.Kind.COORDINATOR).values("organisation")
    watching = DataProtectionOfficer.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on), organisation__in=own)
    return list(watching.select_related("user", "organisation").order_by("organisation__name", "starts_on", "pk"))


def history_of(role: Role) -> list[RoleChange]:
    """Return what was done with somebody's role of a kind in an area, the latest first, in 1 query."""
    same = RoleChange.objects.filter(
        user=role.user_id, kind=role.kind, organisation=role.organisation_id, area=role.area_id
    )
    return list(same.select_related("by").order_by("-at", "-pk"))


def latest_changes(user: User, *, on: date) -> list[RoleChange]:
    """Return the latest changes where a coordinator gives roles, in 1 query."""
    own = Role.objects.on(on).filter(user=user, kind=Role.Kind.COORDINATOR, organisation=OuterRef("organisation"))
    here = RoleChange.objects.filter(Exists(own.filter(area=OuterRef("area"))) | Q(Exists(own), area=None))
    return list(here.select_related("user", "by", "area").order_by("-at", "-pk")[:20])
