from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cordata.accounts.models import Area
from cordata.base.clock import DayClock
from cordata.base.geo import Point
from cordata.rounds.models import Round, Stop
from cordata.rounds.rules.problem import Rest, Worker
from cordata.workforce.models import Absence, Professional, Shift


@dataclass(frozen=True, slots=True)
class Presence:
    """A professional who has come to a visit, at an instant."""

    professional_id: int
    at: datetime


def load_workers(
    area: Area,
    clock: DayClock,
    presences: list[Presence],
    rounds: list[tuple[Round, list[Stop]]],
    absences: Mapping[int, Absence],
    now: int | None,
) -> list[Worker]:
    """Return who works on a day: on shift and not away, and whoever has made a visit without being on shift."""
    shifts = Shift.objects.filter(professional__area=area, day=clock.day)
    breaks = {one.professional_id: [stop for stop in stops if stop.is_break] for one, stops in rounds}
    came = {presence.professional_id for presence in presences}
    workers = []
    for shift in shifts.select_related("professional").prefetch_related("professional__skills").order_by("pk"):
        absence = absences.get(shift.professional_id)
        if absence and absence.from_at <= shift.starts_at and shift.professional_id not in came:
            continue
        rests = _rests(shift, clock, breaks.get(shift.professional_id, []), now)
        workers.append(_worker(shift, absence, clock, rests))
    on_shift = {worker.key for worker in workers}
    others = Professional.objects.filter(pk__in={pk for pk in came if str(pk) not in on_shift})
    first = {one.professional_id: clock.seconds(one.at) for one in sorted(presences, key=lambda one: one.at)[::-1]}
    return workers + [_passer_by(one, first[one.pk]) for one in others.order_by("pk")]


def _worker(shift: Shift, absence: Absence | None, clock: DayClock, rests: tuple[Rest, ...]) -> Worker:
    person = shift.professional
    base = Point(person.base_lat, person.base_lon)
    opens, closes = clock.seconds(shift.starts_at), clock.seconds(shift.ends_at)
    overtime = shift.overtime_minutes * 60
    if absence and absence.from_at < shift.ends_at:
        closes, overtime = max(opens, clock.seconds(absence.from_at)), 0
    return Worker(
        key=str(person.pk),
        start=base,
        end=base,
        opens=opens,
        closes=closes,
        overtime=overtime,
        skills=frozenset(skill.pk for skill in person.skills.all()),
        languages=frozenset(person.languages),
        rests=rests,
    )


def _rests(shift: Shift, clock: DayClock, planned: list[Stop], now: int | None) -> tuple[Rest, ...]:
    if not shift.break_minutes or shift.break_opens_at is None or shift.break_closes_at is None:
        return ()
    starts = [clock.seconds(stop.starts_at) for stop in planned]
    taken = next((start for start in starts if now is not None and start <= now), None)
    opens, latest = clock.seconds(shift.break_opens_at), clock.seconds(shift.break_closes_at)
    return (Rest(shift.break_minutes * 60, opens, latest, taken),)


def _passer_by(person: Professional, came: int) -> Worker:
    """Return somebody who made a visit without a shift: what they did stands, and nothing more is asked of them."""
    base = Point(person.base_lat, person.base_lon)
    return Worker(str(person.pk), base, base, opens=came, closes=came)
