"""What a plan is made from, named so that a plan can tell later that it is old."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db.models import Max, Min, QuerySet

from cordata.accounts.models import Area
from cordata.base.clock import DayClock
from cordata.care.models import Visit, VisitWindow
from cordata.places.queries import roads_version
from cordata.workforce.models import Absence, Shift

NOON = timedelta(hours=12)


class Outdated(StrEnum):
    """What has changed since a plan was made."""

    ROADS = "roads"
    VISITS = "visits"
    SHIFTS = "shifts"
    DELAYS = "delays"


@dataclass(frozen=True, slots=True)
class Inputs:
    """The versions of the roads, of the visits asked for, and of who works when."""

    roads: str
    visits: str
    shifts: str


def hours_driven(area: Area, day: date, at: datetime) -> tuple[datetime, datetime]:
    """
    Return the hours whose closures a day is planned around: those of its shifts, on the day itself from now on.

    A road that is closed for part of them is not driven at all: nobody is sent where they may not come back from.
    """
    shifts = Shift.objects.filter(professional__area=area, day=day)
    worked = shifts.aggregate(starts=Min("starts_at"), ends=Max("ends_at"))
    clock = DayClock(day, area.time_zone)
    noon = clock.midnight + NOON
    starts, ends = worked["starts"] or noon, worked["ends"] or noon
    return (max(starts, at), max(ends, at)) if clock.is_on(at) else (starts, ends)


def due_visits(area: Area, day: date) -> QuerySet[Visit]:
    """Return the visits of an area that still stand on a day."""
    return Visit.objects.on(day).due().filter(order__resident__household__commune__area=area)


def inputs_now(area: Area, day: date, at: datetime) -> Inputs:
    """Return what a plan of the day would be made from now, in 6 queries."""
    visits = due_visits(area, day).order_by("pk")
    order = ("minutes", "people", "priority", "language", "follows_id", "gap_min_minutes", "gap_max_minutes")
    windows = VisitWindow.objects.filter(visit__in=visits).order_by("pk")
    shifts = Shift.objects.filter(professional__area=area, day=day).order_by("pk")
    absences = Absence.objects.on(day).filter(professional__area=area).order_by("pk")
    return Inputs(
        roads=roads_version(*hours_driven(area, day, at)),
        visits=_digest(
            visits.values_list("pk", *(f"order__{name}" for name in order)),
            windows.values_list("visit_id", "opens_at", "closes_at", "is_hard"),
        ),
        shifts=_digest(
            shifts.values_list("professional_id", "starts_at", "ends_at", "overtime_minutes", "break_minutes"),
            absences.values_list("professional_id", "from_at"),
        ),
    )


def _digest(*rows: object) -> str:
    return hashlib.sha256(repr([list(part) for part in rows]).encode()).hexdigest()  # type: ignore[call-overload]
