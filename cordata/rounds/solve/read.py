"""From the engine's solution to a day of rounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cordata_engine import Constraint, Reason, RoutePlan, Solution, Step, Unassigned, Violation

from cordata.rounds.rules.planned import (
    ROAD,
    SET_ASIDE,
    Blocker,
    Broken,
    PlannedDay,
    PlannedRound,
    PlannedStop,
    UnplacedVisit,
)
from cordata.rounds.solve.facts import Facts, can_drive, spent
from cordata.rounds.solve.translate import Translation


def read(translation: Translation, solution: Solution) -> PlannedDay:
    """Return the day as planned: what has happened, then what the engine has decided."""
    rounds = tuple(
        _round(translation, facts, plan, solution.violations)
        for facts, plan in zip(translation.facts, solution.plans, strict=False)
    )
    cost = dict(solution.cost.parts)
    for part, amount in spent(translation.facts).items():
        cost[part] += amount
    return PlannedDay(
        rounds=rounds,
        unplaced=tuple(_unplaced(translation, one) for one in solution.unassigned),
        cost=cost,
        seconds=solution.seconds,
        steps=solution.steps,
    )


def _round(t: Translation, facts: Facts, plan: RoutePlan, violations: Iterable[Violation]) -> PlannedRound:
    worker = t.day.workers[plan.route]
    of_stop: dict[int | None, list[Broken]] = {}
    for violation in violations:
        if violation.stop is not None or violation.route == plan.route:
            of_stop.setdefault(violation.stop, []).append(Broken(violation.constraint.value, violation.amount))
    stops = facts.stops + tuple(_stop(t, step, of_stop) for step in plan.steps)
    home_travel, home_distance, returns = plan.travel_home, plan.distance_home, plan.returns
    if facts.stops and not plan.steps:
        leg = facts.place, facts.home
        home_travel, home_distance = int(t.day.seconds[leg]), int(t.day.metres[leg])
        returns = facts.stops[-1].ends + home_travel
    return PlannedRound(
        worker=worker.key,
        departs=facts.departs if facts.stops else plan.departs,
        returns=returns,
        stops=stops,
        home_travel=home_travel,
        home_distance=home_distance,
        overtime=max(0, returns - worker.closes) if stops else 0,
        violations=tuple(of_stop.get(None, ())),
    )


def _stop(t: Translation, step: Step, of_stop: Mapping[int | None, list[Broken]]) -> PlannedStop:
    key, member = (None, 0) if step.stop is None else t.places[step.stop]
    return PlannedStop(
        key=key,
        member=member,
        travel=step.travel,
        distance=step.distance,
        arrives=step.arrives,
        starts=step.starts,
        ends=step.ends,
        wait=step.wait,
        late=step.late,
        violations=() if step.stop is None else tuple(of_stop.get(step.stop, ())),
    )


def _unplaced(t: Translation, unassigned: Unassigned) -> UnplacedVisit:
    key, member = t.places[unassigned.stop]
    if any(demand.is_aside for demand in t.day.demands if demand.key == key):
        return UnplacedVisit(key, member, (Blocker(SET_ASIDE),))
    return UnplacedVisit(key, member, _blockers(t, unassigned) or (Blocker(Constraint.COMBINATION.value),))


def _blockers(t: Translation, unassigned: Unassigned) -> tuple[Blocker, ...]:
    """Return the engine's reasons; where they amount to driving a closed road, that alone is the reason."""
    stop = t.problem.stops[unassigned.stop].place
    within_reach = [can_drive(t.day, facts.place, stop) for facts in t.facts]
    people = [reason for reason in unassigned.reasons if reason.route is None or reason.route < len(t.day.workers)]
    told = [reason for reason in people if reason.route is None or within_reach[reason.route]]
    if (people and not told) or (within_reach and not any(within_reach)):
        return (Blocker(ROAD),)
    return tuple(_blocker(t, reason) for reason in told)


def _blocker(t: Translation, reason: Reason) -> Blocker:
    return Blocker(
        constraint=reason.constraint.value,
        worker=None if reason.route is None else t.day.workers[reason.route].key,
        start=reason.start,
        give=reason.detail,
        skill=reason.skill,
    )
