"""Stores those who make the visits: the professional, the car, the hours, and the sign-in of those who have one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.hashers import make_password

from cordata.accounts.models import Area, Organisation, Role, User
from cordata.config.demo import cast
from cordata.config.demo.workforce import ProfessionalDraft, ShiftDraft
from cordata.workforce.models import Professional, Shift, Skill, Vehicle
from cordata.workforce.rules import SKILLS

OVERTIME_MINUTES = 30


def store_team(area: Area, drafts: tuple[ProfessionalDraft, ...], since: date) -> dict[str, Professional]:
    """Store the team of an area; return it by key."""
    # An emptied database has lost what the migrations stored.
    Skill.objects.bulk_create([Skill(code=code) for code in SKILLS], ignore_conflicts=True)
    skills = {skill.code: skill for skill in Skill.objects.order_by("code")}
    team: dict[str, Professional] = {}
    for draft in drafts:
        employer = Organisation.objects.get(code=draft.organisation)
        name = f"{draft.given_name} {draft.family_name}"
        car = Vehicle.objects.create(name=name, plate=draft.plate, kind=draft.vehicle_kind, organisation=employer)
        team[draft.key] = Professional.objects.create(
            external_id=draft.key,
            user=_sign_in_for(draft, area, employer, since),
            given_name=draft.given_name,
            family_name=draft.family_name,
            kind=draft.kind,
            organisation=employer,
            area=area,
            phone=draft.phone,
            languages=list(draft.languages),
            base=draft.base,
            base_lat=draft.base_point.lat,
            base_lon=draft.base_point.lon,
            vehicle=car,
            is_synthetic=True,
        )
        team[draft.key].skills.set([skills[code] for code in sorted(draft.skills)])
    return team


def store_shifts(shifts: Iterable[ShiftDraft], team: dict[str, Professional], zone: ZoneInfo) -> None:
    """Store hours of work given in a valley's own time."""

    def at(day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, zone)

    Shift.objects.bulk_create(
        Shift(
            professional=team[shift.professional],
            day=shift.day,
            starts_at=at(shift.day, shift.hours.starts),
            ends_at=at(shift.day, shift.hours.ends),
            overtime_minutes=OVERTIME_MINUTES,
            break_minutes=shift.hours.break_minutes,
            break_opens_at=at(shift.day, shift.hours.break_opens),
            break_closes_at=at(shift.day, shift.hours.break_closes),
        )
        for shift in shifts
    )


def store_coordinators(area: Area, since: date) -> None:
    """Let the coordinators of an area sign in."""
    for one in cast.COORDINATORS:
        if not one.areas or area.code in one.areas:
            user = signed_in(one.email, one.given_name, one.family_name, one.language)
            employer = Organisation.objects.get(code=one.organisation)
            Role.objects.create(
                user=user, kind=Role.Kind.COORDINATOR, organisation=employer, area=area, starts_on=since
            )


def _sign_in_for(draft: ProfessionalDraft, area: Area, employer: Organisation, since: date) -> User | None:
    if not draft.email:
        return None
    user = signed_in(draft.email, draft.given_name, draft.family_name, draft.languages[0])
    Role.objects.create(user=user, kind=Role.Kind.PROFESSIONAL, organisation=employer, area=area, starts_on=since)
    return user


def signed_in(email: str, given_name: str, family_name: str, language: str) -> User:
    """Return somebody who may sign in with the demo's password, made if need be."""
    user, _ = User.objects.get_or_create(
        email=email,
        defaults={
            "password": _hashed_password(),
            "first_name": given_name,
            "last_name": family_name,
            "language": language,
        },
    )
    return user


@cache
def _hashed_password() -> str:
    """Hash the demo's one password once: it takes as long as it should."""
    return make_password(settings.CORDATA_DEMO_PASSWORD)
