"""Giving somebody a role, giving it another end, ending it. Each leaves a line saying who did so."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cordata.accounts.models import Area, DataProtectionOfficer, Role, RoleChange, User
from cordata.accounts.queries.holders import Post

What = RoleChange.What
DAY = timedelta(days=1)


class AlreadyHeld(Exception):
    """They hold this role in this area in some of that time already."""


class LastCoordinator(Exception):
    """Without them nobody would coordinate the area."""


class WatchesThemself(Exception):
    """A coordinator cannot be the officer who watches over their own organisation."""


def invited_user(*, email: str, given_name: str, family_name: str, language: str) -> tuple[User, bool]:
    """Return who signs in with an address, and whether they are new; somebody new has no password yet."""
    address = User.objects.normalize_email(email)
    known = User.objects.filter(email__iexact=address).first()
    if known:
        return known, False
    names = {"first_name": given_name, "last_name": family_name, "language": language}
    return User.objects.create_user(address, None, **names), True


@transaction.atomic
def give_role(*, user: User, kind: str, post: Post, term: tuple[date, date | None], by: User, at: datetime) -> Role:
    """
    Let somebody be something for an organisation in an area, from a day until another or without an end.

    :raises AlreadyHeld: if they are so in some of that time
    :raises WatchesThemself: if they would coordinate for an organisation whose officer they are
    """
    starts_on, ends_on = term
    Area.objects.select_for_update(of=("self",)).get(pk=post.area.pk)
    same = Role.objects.filter(user=user, kind=kind, organisation=post.organisation, area=post.area)
    after = Q(ends_on=None) | Q(ends_on__gte=starts_on)
    before = Q(starts_on__lte=ends_on) if ends_on else Q()
    if same.filter(after, before).exists():
        raise AlreadyHeld(_("%(name)s holds this role there in that time. Change its end instead.") % {"name": user})
    watching = DataProtectionOfficer.objects.filter(after, before, user=user, organisation=post.organisation)
    if kind == Role.Kind.COORDINATOR and watching.exists():
        raise WatchesThemself(_("%(name)s is the officer there already.") % {"name": user})
    role = Role.objects.create(
        user=user, kind=kind, organisation=post.organisation, area=post.area, starts_on=starts_on, ends_on=ends_on
    )
    note(What.GIVEN, role, by, at)
    return role


@transaction.atomic
def change_term(*, role: Role, ends_on: date | None, by: User, at: datetime) -> Role:
    """
    Give a role another end, or none.

    :raises LastCoordinator: if after it nobody would coordinate the area
    """
    held = hold(role)
    if ends_on:
        refuse_last(held, until=ends_on, on=timezone.localdate(at))
    held.ends_on = ends_on
    held.save(update_fields=["ends_on"])
    note(What.TERM, held, by, at)
    return held


@transaction.atomic
def end_role(*, role: Role, by: User, at: datetime) -> None:
    """
    End a role at once: from the next request on it opens nothing.

    :raises LastCoordinator: if nobody else coordinates the area
    """
    today = timezone.localdate(at)
    held = hold(role)
    refuse_last(held, until=today, on=today)
    close(held, today)
    note(What.ENDED, held, by, at)


@transaction.atomic
def name_officer(*, user: User, post: Post, starts_on: date, by: User, at: datetime) -> DataProtectionOfficer:
    """
    Let somebody watch, for an organisation, over how records are looked at.

    :raises WatchesThemself: if they coordinate for that organisation
    :raises AlreadyHeld: if they watch already
    """
    organisation = post.organisation
    coordinating = Role.objects.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on), kind=Role.Kind.COORDINATOR)
    if coordinating.filter(user=user, organisation=organisation).exists():
        raise WatchesThemself(_("%(name)s coordinates there, and cannot watch over themself.") % {"name": user})
    watching = DataProtectionOfficer.objects.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on))
    if watching.filter(user=user, organisation=organisation).exists():
        raise AlreadyHeld(_("%(name)s is the officer there already.") % {"name": user})
    officer = DataProtectionOfficer.objects.create(user=user, organisation=organisation, starts_on=starts_on)
    note(What.GIVEN, officer, by, at)
    return officer


@transaction.atomic
def end_officer(*, officer: DataProtectionOfficer, by: User, at: datetime) -> None:
    """Let somebody no longer watch, at once."""
    held = DataProtectionOfficer.objects.select_for_update(of=("self",)).get(pk=officer.pk)
    close(held, timezone.localdate(at))
    note(What.ENDED, held, by, at)


def hold(role: Role) -> Role:
    """Return a role as it stands, its area held against everybody else who gives or ends roles there."""
    Area.objects.select_for_update(of=("self",)).get(pk=role.area_id)
    return Role.objects.select_related("user", "organisation", "area").get(pk=role.pk)


def close(held: Role | DataProtectionOfficer, today: date) -> None:
    """End with yesterday, or earlier as it did; what began only today or later goes, its line of history stays."""
    if held.starts_on >= today:
        held.delete()
        held.ends_on = today
    else:
        held.ends_on = min(held.ends_on or today, today - DAY)
        held.save(update_fields=["ends_on"])


def refuse_last(role: Role, *, until: date, on: date) -> None:
    """
    Let an area never be without a coordinator.

    :raises LastCoordinator: if nobody else coordinates it after a day
    """
    if role.kind != Role.Kind.COORDINATOR:
        return
    others = Role.objects.on(on).filter(kind=Role.Kind.COORDINATOR, area=role.area_id, user__is_active=True)
    lasting = others.exclude(pk=role.pk).filter(Q(ends_on=None) | Q(ends_on__gt=until))
    if not lasting.exists():
        raise LastCoordinator(
            _("Nobody else would coordinate %(area)s. Give the role to somebody first.") % {"area": role.area}
        )


def note(what: RoleChange.What, held: Role | DataProtectionOfficer, by: User, at: datetime) -> None:
    """Keep who did what with a role."""
    RoleChange.objects.create(
        what=what,
        user=held.user,
        kind=held.kind if isinstance(held, Role) else RoleChange.OFFICER,
        organisation=held.organisation,
        area=held.area if isinstance(held, Role) else None,
        starts_on=held.starts_on,
        ends_on=held.ends_on,
        by=by,
        at=at,
    )
