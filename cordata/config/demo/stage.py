"""What has come about in the demo before its first day: decisions, a circle, openings, a death, a record set aside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from cordata.accounts.models import Area, Role, User
from cordata.care.models import VisitOrder
from cordata.config.demo import cast
from cordata.config.demo.decisions import decide, store_texts
from cordata.people.models import (
    BreakGlass,
    BreakGlassReview,
    CircleMember,
    Death,
    Departure,
    Resident,
    Restriction,
    Revision,
)
from cordata.workforce.models import Professional

DAY = timedelta(days=1)
WATCHED = 6  # people the pharmacist keeps an eye on, and the driver takes along


@dataclass(frozen=True, slots=True)
class Stage:
    """Who is there: residents and team by key, and since when."""

    residents: Mapping[str, Resident]
    team: Mapping[str, Professional]
    since: date


def stage(area: Area, known: Stage, at: datetime) -> None:
    """Store what has come about in an area until an instant."""
    store_texts()
    coordinator = _coordinator(area)
    decide(area, known.residents, by=coordinator, at=at)
    _circle(area, known, at)
    quiet = _without_visits(known)
    if area.code in cast.MEMBERS and len(quiet) > WATCHED:
        _openings(known, quiet, coordinator, at)
        _endings(quiet, coordinator, at)
        _corrections(known.residents["demo-valle-d-aosta-claudio"], coordinator, at)


def _coordinator(area: Area) -> User:
    roles = Role.objects.filter(area=area, kind=Role.Kind.COORDINATOR, organisation__country=area.country)
    held = roles.order_by("pk").first() or Role.objects.filter(area=area, kind="coordinator").order_by("pk")[0]
    return held.user


def _without_visits(known: Stage) -> list[Resident]:
    """Return residents nobody visits, so that nothing staged upsets a plan."""
    visited = set(VisitOrder.objects.order_by("pk").values_list("resident", flat=True))
    return [one for key, one in sorted(known.residents.items()) if one.pk not in visited and "double" not in key]


def _circle(area: Area, known: Stage, at: datetime) -> None:
    """Let the doctor, the pharmacist and the driver into some circles; one leaves Claudio's soon, one left."""
    if area.code not in cast.MEMBERS:
        return
    today = timezone.localdate(at)
    users = {user.email: user for user in User.objects.order_by("pk")}
    near = [one for key, one in sorted(known.residents.items()) if "double" not in key][-WATCHED:]
    claudio, rosina = (known.residents[f"demo-valle-d-aosta-{name}"] for name in ("claudio", "rosina"))
    purposes = {cast.DOCTOR: "advice", cast.PHARMACIST: "watch", cast.DRIVER: "rides"}
    CircleMember.objects.bulk_create(
        CircleMember(resident=one, user=users[member.email], purpose=purpose, since_on=known.since)
        for member, purpose in purposes.items()
        for one in dict.fromkeys([claudio, rosina, *near])
    )
    team = list(known.team.values())
    nurse, leaver = team[0], team[-1]
    CircleMember.objects.update_or_create(
        resident=claudio, professional=leaver, purpose="care", since_on=known.since,
        defaults={"until_on": today + 6 * DAY},
    )  # fmt: skip
    CircleMember.objects.get_or_create(resident=claudio, professional=nurse, purpose="care", since_on=known.since)
    CircleMember.objects.create(
        resident=rosina, professional=leaver, purpose="care", since_on=today - 90 * DAY, until_on=today - 20 * DAY,
        end_reason="il laboratorio di canto è finito", ended_by=users[cast.COORDINATORS[0].email],
    )  # fmt: skip


def _openings(known: Stage, quiet: list[Resident], coordinator: User, at: datetime) -> None:
    """Open two records in an emergency: one reviewed, one that waits."""
    doctor = User.objects.get(email=cast.DOCTOR.email)
    night = BreakGlass.objects.create(
        resident=quiet[0], user=doctor, opened_at=at - 12 * DAY - timedelta(hours=8),
        reason="caduta in casa, l’ambulanza chiede allergie e terapie",
    )  # fmt: skip
    BreakGlassReview.objects.create(
        opening=night, outcome="justified", note="confermato dal 112", by=coordinator, at=at - 11 * DAY
    )
    BreakGlass.objects.create(
        resident=quiet[1], user=doctor, opened_at=at - timedelta(hours=14),
        reason="dolore toracico, la figlia chiama dalla Francia",
    )  # fmt: skip


def _endings(quiet: list[Resident], coordinator: User, at: datetime) -> None:
    """One has died, one has moved away, one has asked that their record be set aside."""
    today = timezone.localdate(at)
    died, left, aside = quiet[2:5]
    Death.objects.create(resident=died, died_on=today - 20 * DAY, by=coordinator, at=at - 19 * DAY)
    Departure.objects.create(
        resident=left, left_on=today - 40 * DAY, whither="Torino, dalla figlia", by=coordinator, at=at - 39 * DAY
    )
    Restriction.objects.create(
        resident=aside, reason="contesta l’esattezza dei suoi dati", by=coordinator, at=at - 5 * DAY
    )


def _corrections(claudio: Resident, coordinator: User, at: datetime) -> None:
    """Put two things right in Claudio's record."""
    told = (
        ("phone", "+39 0165 090152", claudio.phone, at - 30 * DAY, "numero nuovo"),
        ("matters", "", claudio.matters, at - 9 * DAY, "detto a Valentina"),
    )
    for field, before, after, when, reason in told:
        claudio.version += 1
        Revision.objects.create(
            resident=claudio, version=claudio.version, field=field, before=before, after=after, by=coordinator,
            at=when, reason=reason,
        )  # fmt: skip
    claudio.save(update_fields=["version"])
