from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db.models import F, OuterRef, QuerySet, Subquery

from cordata.accounts.models import Area
from cordata.base.clock import DayClock
from cordata.care.models import Encounter
from cordata.rounds.models import Plan, Round, Stop
from cordata.rounds.queries.inputs import Inputs, Outdated, inputs_now
from cordata.rounds.rules.planned import Blocker, Broken, PlannedDay, PlannedRound, PlannedStop, UnplacedVisit
from cordata.rounds.rules.problem import Place

UPSETS_THE_REST = timedelta(minutes=15)  # later than planned: the waits between visits absorb less


def plan_versions(area: Area, day: date) -> QuerySet[Plan]:
    """Return every plan of a day, the latest first."""
    return Plan.objects.filter(area=area, day=day).select_related("made_by", "about").order_by("-version")


def latest_plan(area: Area, day: date) -> Plan | None:
    """Return the plan of a day that holds now, or None before the first."""
    return plan_versions(area, day).first()


def is_old(plan: Plan, at: datetime) -> list[Outdated]:
    """Return what has changed since a plan was made; an empty list while it stands."""
    now = inputs_now(plan.area, plan.day, at)
    pairs = (
        (Outdated.ROADS, plan.roads_version, now.roads),
        (Outdated.VISITS, plan.visits_version, now.visits),
        (Outdated.SHIFTS, plan.shifts_version, now.shifts),
    )
    changed = [what for what, then, current in pairs if then != current]
    return [*changed, Outdated.DELAYS] if delays(plan) else changed


def delays(plan: Plan) -> list[Encounter]:
    """Return the arrivals that came so long after the plan's that what follows them no longer holds, latest last."""
    planned = Stop.objects.filter(round__plan=plan, round__professional=OuterRef("professional"))
    arrivals = Encounter.objects.filter(visit__stops__round__plan=plan).annotate(
        planned_at=Subquery(planned.filter(visit=OuterRef("visit")).order_by("pk").values("starts_at")[:1])
    )
    late = arrivals.filter(arrived_at__gt=F("planned_at") + UPSETS_THE_REST).distinct()
    return list(late.select_related("visit__order__resident", "professional").order_by("arrived_at", "pk"))


def inputs_of(plan: Plan) -> Inputs:
    """Return what a plan was made from."""
    return Inputs(plan.roads_version, plan.visits_version, plan.shifts_version)


def rounds_of(plan: Plan) -> list[tuple[Round, list[Stop]]]:
    """Return the rounds of a plan with their stops in order, in 2 queries."""
    stops: dict[int, list[Stop]] = {}
    for stop in Stop.objects.filter(round__plan=plan).order_by("round_id", "position"):
        stops.setdefault(stop.round_id, []).append(stop)
    return [(one, stops.get(one.pk, [])) for one in Round.objects.filter(plan=plan).order_by("professional_id")]


def stored_day(plan: Plan) -> PlannedDay:
    """Return a plan as it was stored, in 4 queries."""
    clock = DayClock(plan.day, plan.area.time_zone)
    return PlannedDay(
        rounds=tuple(_round(clock, one, stops) for one, stops in rounds_of(plan)),
        unplaced=tuple(
            UnplacedVisit(str(one.visit_id), one.member, tuple(Blocker(**reason) for reason in one.reasons))
            for one in plan.unplaced.order_by("visit_id", "member")
        ),
        cost=plan.cost,
    )


def _round(clock: DayClock, one: Round, stops: Iterable[Stop]) -> PlannedRound:
    return PlannedRound(
        worker=str(one.professional_id),
        departs=clock.seconds(one.departs_at),
        returns=clock.seconds(one.returns_at),
        stops=tuple(_stop(clock, stop) for stop in stops),
        home_travel=one.home_travel_s,
        home_distance=one.home_distance_m,
        overtime=one.overtime_s,
        violations=_broken(one.violations),
    )


def _stop(clock: DayClock, stop: Stop) -> PlannedStop:
    arrives, starts = clock.seconds(stop.arrives_at), clock.seconds(stop.starts_at)
    return PlannedStop(
        key=None if stop.visit_id is None else str(stop.visit_id),
        member=stop.member,
        travel=stop.travel_s,
        distance=stop.distance_m,
        arrives=arrives,
        starts=starts,
        ends=clock.seconds(stop.ends_at),
        wait=starts - arrives,
        late=stop.late_s,
        violations=_broken(stop.violations),
    )


def _broken(stored: Iterable[Mapping[str, object]]) -> tuple[Broken, ...]:
    return tuple(Broken(str(one["constraint"]), int(str(one["amount"]))) for one in stored)


def pins_of(plan: Plan) -> dict[Place, Stop.Pin]:
    """Return what is pinned in a plan, and how."""
    pinned = Stop.objects.filter(round__plan=plan, visit__isnull=False).exclude(pin=Stop.Pin.NONE)
    rows = pinned.order_by("visit_id", "member").values_list("visit_id", "member", "pin")
    return {(str(visit), member): Stop.Pin(pin) for visit, member, pin in rows}
