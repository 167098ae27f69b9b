"""The policy of docs/develop/access.md once more, slowly and row by row, sharing nothing with the code it judges."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils import timezone

from cordata.accounts.models import Role, User
from cordata.people.models import BreakGlass, Carer, CircleMember, Consent, Erasure, Resident, Restriction
from cordata.workforce.models import Professional


def may_see(user: User, person: Resident, at: datetime) -> bool:
    """Return whether a user sees a record at an instant."""
    person = Resident.objects.select_related("household__commune").get(pk=person.pk)
    if person.merged_into_id or Erasure.objects.filter(resident=person).exists():
        return False
    day = timezone.localdate(at)
    roles = [role for role in roles_of(user) if holds_on(role.starts_on, role.ends_on, day)]
    return (
        coordinates(user, roles, person, at)
        or cares(user, roles, person, day, at)
        or is_themself(user, roles, person)
        or is_trusted_carer(user, roles, person, at)
        or broke_the_glass(user, roles, person, at)
    )


def coordinates(user: User, roles: list[Role], person: Resident, at: datetime) -> bool:
    if refuses_by_name(user, person, at):
        return False
    for role in roles:
        if role.kind != "coordinator" or role.area_id != person.household.commune.area_id:
            continue
        if role.organisation.country == role.area.country or across(user, roles, person, at):
            return True
    return False


def cares(user: User, roles: list[Role], person: Resident, day: date, at: datetime) -> bool:
    working = [role for role in roles if role.kind in ("professional", "doctor", "antenna", "driver")]
    members = CircleMember.objects.filter(resident=person).select_related("professional").order_by("pk")
    belongs = any(
        (member.user_id == user.pk or (member.professional and member.professional.user_id == user.pk))
        and holds_on(member.since_on, member.until_on, day)
        and member.ended_at is None
        for member in members
    )
    if not working or not belongs:
        return False
    if any(one.lifted_at is None for one in Restriction.objects.filter(resident=person).order_by("pk")):
        return False
    if any(names(one, user, roles) for one in standing(person, "care", at) if one.decision == "refuse"):
        return False
    home = person.household.commune.country
    return any(role.organisation.country == home for role in working) or across(user, roles, person, at)


def is_themself(user: User, roles: list[Role], person: Resident) -> bool:
    return person.user_id == user.pk and any(role.kind == "resident" for role in roles)


def is_trusted_carer(user: User, roles: list[Role], person: Resident, at: datetime) -> bool:
    if not any(role.kind == "resident" for role in roles) or refuses_by_name(user, person, at):
        return False
    own = {carer.pk for carer in Carer.objects.filter(resident=person, user=user).order_by("pk")}
    said = [one.decision for one in standing(person, "family", at) if one.carer_id in own]
    return "permit" in said and "refuse" not in said


def broke_the_glass(user: User, roles: list[Role], person: Resident, at: datetime) -> bool:
    if not any(role.kind in ("coordinator", "professional", "doctor") for role in roles):
        return False
    if refuses_by_name(user, person, at):
        return False
    return any(
        one.opened_at <= at < one.opened_at + timedelta(hours=3) and (one.closed_at is None or at < one.closed_at)
        for one in BreakGlass.objects.filter(resident=person, user=user).order_by("pk")
    )


def across(user: User, roles: list[Role], person: Resident, at: datetime) -> bool:
    countries = {role.organisation.country for role in roles}
    said = [
        one.decision
        for one in standing(person, "cross_border", at)
        if one.country in countries and names(one, user, roles)
    ]
    return "permit" in said and "refuse" not in said


def refuses_by_name(user: User, person: Resident, at: datetime) -> bool:
    return any(one.decision == "refuse" and one.person_id == user.pk for one in standing(person, "care", at))


def names(consent: Consent, user: User, roles: list[Role]) -> bool:
    """Return whether a decision is about a user: by name, by organisation, by profession, or about everybody."""
    if consent.person_id:
        return consent.person_id == user.pk
    if consent.organisation_id:
        return consent.organisation_id in {role.organisation_id for role in roles}
    if consent.profession:
        return Professional.objects.filter(user=user, kind=consent.profession).exists()
    return consent.carer_id is None


def standing(person: Resident, purpose: str, at: datetime) -> Iterable[Consent]:
    for one in Consent.objects.filter(resident=person, purpose=purpose).order_by("pk"):
        begun = one.decided_at <= at
        expired = one.expires_at is not None and one.expires_at <= at
        withdrawn = hasattr(one, "withdrawal") and one.withdrawal.at <= at
        if begun and not expired and not withdrawn:
            yield one


def roles_of(user: User) -> list[Role]:
    return list(Role.objects.filter(user=user).select_related("organisation", "area").order_by("pk"))


def holds_on(first: date, last: date | None, day: date) -> bool:
    return first <= day and (last is None or day <= last)
