"""A day of rounds as the database has it, ready to plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Count

from cordata.accounts.models import Area
from cordata.base.clock import DayClock
from cordata.base.geo import Point
from cordata.care.models import Encounter, Visit
from cordata.care.queries import refuse_circles
from cordata.places.queries import travel
from cordata.rounds.models import Plan, Round, Stop
from cordata.rounds.queries.inputs import Inputs, due_visits, hours_driven, inputs_now
from cordata.rounds.queries.plans import latest_plan, rounds_of
from cordata.rounds.queries.workers import Presence, load_workers
from cordata.rounds.rules.planned import SET_ASIDE
from cordata.rounds.rules.problem import After, Before, DayProblem, Demand, Done, PinTo, TimeWindow
from cordata.workforce.models import Absence

REMEMBERED = timedelta(days=90)  # who came within these is familiar


@dataclass(frozen=True, slots=True)
class LoadedDay:
    """A day to plan, the plan it has so far, and what both are made from; keys of visits and professionals are ids."""

    problem: DayProblem
    clock: DayClock
    inputs: Inputs
    plan: Plan | None

    @property
    def by_hand(self) -> DayProblem:
        """The same day for whoever changes it by hand: nothing costs more for being moved."""
        return replace(self.problem, demands=tuple(replace(one, before=()) for one in self.problem.demands))

    @property
    def afresh(self) -> DayProblem:
        """The same day with only the pins of the plan so far, nothing else of it: what was set aside is placed."""
        demands = tuple(replace(one, before=(), is_aside=False) for one in self.problem.demands)
        return replace(self.problem, demands=demands)


def load_day(area: Area, day: date, at: datetime, *, plan: Plan | None = None) -> LoadedDay:
    """
    Read a day: visits that stand, who works, what the plan so far (or `plan`) pins, what has happened; 22 queries.

    The day is under way once somebody has recorded an arrival: from then on nothing is planned before `at`.

    :raises OrdersInCircle: if visits wait for each other, so that none could be the first
    """
    clock = DayClock(day, area.time_zone)
    visits = _visits(area, day)
    refuse_circles(visit.order for visit in visits)
    plan = plan or latest_plan(area, day)
    rounds = rounds_of(plan) if plan else []
    happened = any(visit.encounters.all() for visit in visits)
    now = clock.seconds(at) if happened and clock.is_on(at) else None
    absences = {one.professional_id: one for one in Absence.objects.on(day).order_by("pk")}
    workers = load_workers(area, clock, _presences(visits), rounds, absences, now)
    away = {str(one.professional_id): clock.seconds(one.from_at) for one in absences.values()}
    demands = _demands(visits, clock, rounds, away, now)
    demands = _with_aside(_with_familiar(demands, visits, day), plan)
    points = [one.start for one in workers] + [one.end for one in workers] + [one.point for one in demands]
    drives = travel(points, *hours_driven(area, day, at))
    problem = DayProblem(tuple(demands), tuple(workers), drives.seconds, drives.metres, now)
    return LoadedDay(problem, clock, inputs_now(area, day, at), plan)


def _visits(area: Area, day: date) -> list[Visit]:
    found = due_visits(area, day).select_related("order__resident__household").order_by("pk")
    return list(
        found.prefetch_related("windows", "encounters", "order__skills", "order__preferred", "order__forbidden")
    )


def _presences(visits: list[Visit]) -> list[Presence]:
    return [Presence(one.professional_id, one.arrived_at) for visit in visits for one in visit.encounters.all()]


def _demands(
    visits: list[Visit],
    clock: DayClock,
    rounds: list[tuple[Round, list[Stop]]],
    away: dict[str, int],
    now: int | None,
) -> list[Demand]:
    spots: dict[int, list[tuple[str, Stop]]] = {}
    for one, stops in rounds:
        for stop in stops:
            if stop.visit_id is not None:
                spots.setdefault(stop.visit_id, []).append((str(one.professional_id), stop))
    by_order = {visit.order_id: str(visit.pk) for visit in visits}
    demands = []
    for visit in visits:
        demand = _demand(visit, clock, by_order)
        before = [Before(s.member, who, clock.seconds(s.starts_at)) for who, s in spots.get(visit.pk, [])]
        left = [away[spot.worker] for spot in before if away.get(spot.worker, spot.start + 1) <= spot.start]
        pins = [_pin(who, stop, clock) for who, stop in spots.get(visit.pk, []) if stop.pin != Stop.Pin.NONE]
        demands.append(
            replace(
                demand,
                windows=_not_before(max(left), demand.windows) if left else demand.windows,
                before=tuple(before),
                pins=tuple(pin for pin, start in pins if start < away.get(pin.worker, start + 1)),
                done=_done(visit, clock, {spot.worker: spot.member for spot in before}, now),
            )
        )
    return demands


def _not_before(left: int, windows: tuple[TimeWindow, ...]) -> tuple[TimeWindow, ...]:
    """Return windows within which nobody starts before the professional who was to come is away."""
    return tuple(TimeWindow(max(one.opens, left), max(one.closes, left), one.is_hard) for one in windows)


def _pin(worker: str, stop: Stop, clock: DayClock) -> tuple[PinTo, int]:
    """Return a pin and when its stop was to start: one that lies in an absence does not stand."""
    start = clock.seconds(stop.starts_at)
    return PinTo(stop.member, worker, start if stop.pin == Stop.Pin.TIME else None), start


def _demand(visit: Visit, clock: DayClock, by_order: dict[int, str]) -> Demand:
    order, home = visit.order, visit.order.resident.household
    after = None
    if order.follows_id in by_order:
        gap_max = None if order.gap_max_minutes is None else order.gap_max_minutes * 60
        after = After(by_order[order.follows_id], order.gap_min_minutes * 60, gap_max)
    return Demand(
        key=str(visit.pk),
        point=Point(home.lat, home.lon),
        windows=tuple(
            TimeWindow(clock.seconds(one.opens_at), clock.seconds(one.closes_at), one.is_hard)
            for one in sorted(visit.windows.all(), key=lambda window: (window.opens_at, window.pk))
        ),
        duration=order.minutes * 60,
        people=order.people,
        skills=frozenset(skill.pk for skill in order.skills.all()),
        language=order.language or None,
        priority=order.priority,
        preferred=frozenset(str(one.pk) for one in order.preferred.all()),
        forbidden=frozenset(str(one.pk) for one in order.forbidden.all()),
        after=after,
    )


def _done(visit: Visit, clock: DayClock, members: dict[str, int], now: int | None) -> tuple[Done, ...]:
    """Return who has come: as the member they were planned to be, else as one still free."""
    free = list(range(visit.order.people))
    found = []
    came = sorted(visit.encounters.all(), key=lambda one: (str(one.professional_id) not in members, one.arrived_at))
    for one in came[: visit.order.people]:
        planned = members.get(str(one.professional_id))
        member = planned if planned in free else free[0]
        free.remove(member)
        start = clock.seconds(one.arrived_at)
        expected = max(start + visit.order.minutes * 60, now or 0)
        end = clock.seconds(one.left_at) if one.left_at else expected
        found.append(Done(member, str(one.professional_id), start, end))
    return tuple(sorted(found, key=lambda done: done.member))


def _with_familiar(demands: list[Demand], visits: list[Visit], day: date) -> list[Demand]:
    residents = {visit.order.resident_id for visit in visits}
    rows = (
        Encounter.objects.filter(visit__order__resident__in=residents, visit__day__range=(day - REMEMBERED, day))
        .exclude(visit__day=day)
        .values("visit__order__resident", "professional")
        .annotate(times=Count("pk"))
        .order_by("visit__order__resident", "professional")
    )
    familiar: dict[int, dict[str, int]] = {}
    for row in rows:
        familiar.setdefault(row["visit__order__resident"], {})[str(row["professional"])] = row["times"]
    return [
        replace(demand, familiar=familiar.get(visit.order.resident_id, {}))
        for demand, visit in zip(demands, visits, strict=True)
    ]


def _with_aside(demands: list[Demand], plan: Plan | None) -> list[Demand]:
    """Mark the visits that somebody took off their rounds, and that nobody has put on one since."""
    left_out = plan.unplaced.order_by("pk").values_list("visit_id", "reasons") if plan else ()
    aside = {str(pk) for pk, reasons in left_out if any(one["constraint"] == SET_ASIDE for one in reasons)}
    return [replace(one, is_aside=one.key in aside and not one.before) for one in demands]
