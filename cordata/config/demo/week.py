"""Keeps a demo alive week after week: hours of work go on as they were, and every day has its visits."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from cordata.accounts.models import Area
from cordata.care.actions import make_visits
from cordata.workforce.models import Shift

DAYS_AHEAD = 7
WEEK = timedelta(days=7)


@transaction.atomic
def carry_on(area: Area, *, today: date) -> None:
    """Give made-up professionals hours this week and the next, like their last ones, and the coming days visits."""
    monday = today - timedelta(days=today.weekday())
    for week in (monday, monday + WEEK):
        _repeat_last_week(area, week)
    for offset in range(DAYS_AHEAD):
        make_visits(area=area, day=today + timedelta(days=offset))


def _repeat_last_week(area: Area, monday: date) -> None:
    zone = ZoneInfo(area.time_zone)
    known: dict[int, list[Shift]] = defaultdict(list)
    shifts = Shift.objects.filter(professional__area=area, professional__is_synthetic=True, day__lt=monday + WEEK)
    for shift in shifts.order_by("professional", "day"):
        known[shift.professional_id].append(shift)
    repeated: list[Shift] = []
    for one in known.values():
        if one[-1].day < monday:
            first = one[-1].day - timedelta(days=one[-1].day.weekday())
            later = monday - first
            repeated += [_moved(shift, later, zone) for shift in one if shift.day >= first]
    Shift.objects.bulk_create(repeated)


def _moved(shift: Shift, later: timedelta, zone: ZoneInfo) -> Shift:
    def at(instant: datetime) -> datetime:
        return (instant.astimezone(zone).replace(tzinfo=None) + later).replace(tzinfo=zone)

    return Shift(
        professional_id=shift.professional_id,
        day=shift.day + later,
        starts_at=at(shift.starts_at),
        ends_at=at(shift.ends_at),
        overtime_minutes=shift.overtime_minutes,
        break_minutes=shift.break_minutes,
        break_opens_at=shift.break_opens_at and at(shift.break_opens_at),
        break_closes_at=shift.break_closes_at and at(shift.break_closes_at),
    )
