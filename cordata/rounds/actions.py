from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cordata.accounts.models import Area, User
from cordata.base.clock import DayClock
from cordata.care.models import Visit
from cordata.rounds.models import AreaDay, Plan, Round, Stop, Unplaced
from cordata.rounds.queries import Inputs, latest_plan, plan_versions
from cordata.rounds.queries.plans import inputs_of, pins_of, stored_day
from cordata.rounds.rules.changes import Change, changes
from cordata.rounds.rules.planned import PlannedDay, PlannedRound, PlannedStop
from cordata.rounds.rules.problem import Place


class PlanHasMoved(Exception):
    """Somebody has changed the plan since the version an editor saw; `changes` says what, `by` who did so last."""

    def __init__(self, expected: int, found: Plan, changed: tuple[Change, ...]) -> None:
        self.expected, self.found, self.changes = expected, found.version, changed
        self.by, self.at = found.made_by, found.made_at
        who = str(found.made_by) if found.made_by else _("the planner")
        super().__init__(
            _("%(who)s has changed the plan meanwhile (%(what)s). Yours was not stored: look, then repeat it.")
            % {"who": who, "what": found.get_because_display()}
        )


@dataclass(frozen=True, slots=True)
class Draft:
    """
    A plan to store: the rounds, what is pinned in them, what they were made from, and why.

    `stands_on` is the plan that undoing returns to (else the latest), `undid` the plan that redoing returns to.
    """

    planned: PlannedDay
    inputs: Inputs
    because: Plan.Because
    pins: Mapping[Place, Stop.Pin] = field(default_factory=dict)
    about: Visit | None = None
    stands_on: Plan | None = None
    undid: Plan | None = None

    @classmethod
    def copy(cls, plan: Plan, because: Plan.Because, undid: Plan | None) -> Draft:
        """Return a plan as it was stored, to be stored again where it stood."""
        return cls(stored_day(plan), inputs_of(plan), because, pins_of(plan), plan.about, plan.based_on, undid)


def hold_day(area: Area, day: date) -> AreaDay:
    """Return the row of a day, locked until the transaction ends: whoever else wants to write a plan waits."""
    AreaDay.objects.get_or_create(area=area, day=day)
    return AreaDay.objects.select_for_update(of=("self",)).get(area=area, day=day)


@transaction.atomic
def store_plan(*, area: Area, day: date, draft: Draft, version: int, by: User | None, at: datetime) -> Plan:
    """
    Store a plan as the next version of a day.

    :raises PlanHasMoved: if `version`, the one the editor saw (0: none), is not the latest
    """
    hold_day(area, day)
    latest = latest_plan(area, day)
    require_latest(latest, version)
    plan = Plan.objects.create(
        area=area,
        day=day,
        version=version + 1,
        based_on=draft.stands_on if draft.because in {Plan.Because.UNDONE, Plan.Because.REDONE} else latest,
        undid=draft.undid,
        because=draft.because,
        about=draft.about,
        made_by=by,
        made_at=at,
        roads_version=draft.inputs.roads,
        visits_version=draft.inputs.visits,
        shifts_version=draft.inputs.shifts,
        cost=dict(draft.planned.cost),
    )
    _store_rounds(plan, DayClock(day, area.time_zone), draft)
    return plan


def require_latest(latest: Plan | None, version: int) -> None:
    """
    Require that an editor saw the plan that holds now.

    :raises PlanHasMoved: if somebody else has changed it since
    """
    if latest is None or latest.version == version:
        return
    seen = plan_versions(latest.area, latest.day).filter(version=version).first()
    before = stored_day(seen) if seen else PlannedDay((), (), {})
    raise PlanHasMoved(version, latest, changes(before, stored_day(latest)))


def _store_rounds(plan: Plan, clock: DayClock, draft: Draft) -> None:
    rounds = Round.objects.bulk_create(_round(plan, clock, planned) for planned in draft.planned.rounds)
    Stop.objects.bulk_create(
        _stop(one, position, clock, stop, draft.pins)
        for one, planned in zip(rounds, draft.planned.rounds, strict=True)
        for position, stop in enumerate(planned.stops)
    )
    Unplaced.objects.bulk_create(
        Unplaced(plan=plan, visit_id=int(one.key), member=one.member, reasons=_as_stored(one.blockers))
        for one in draft.planned.unplaced
    )


def _round(plan: Plan, clock: DayClock, planned: PlannedRound) -> Round:
    return Round(
        plan=plan,
        professional_id=int(planned.worker),
        departs_at=clock.instant(planned.departs),
        returns_at=clock.instant(planned.returns),
        home_travel_s=planned.home_travel,
        home_distance_m=planned.home_distance,
        overtime_s=planned.overtime,
        violations=_as_stored(planned.violations),
    )


def _stop(one: Round, position: int, clock: DayClock, stop: PlannedStop, pins: Mapping[Place, Stop.Pin]) -> Stop:
    return Stop(
        round=one,
        position=position,
        visit_id=None if stop.key is None else int(stop.key),
        member=stop.member,
        arrives_at=clock.instant(stop.arrives),
        starts_at=clock.instant(stop.starts),
        ends_at=clock.instant(stop.ends),
        travel_s=stop.travel,
        distance_m=stop.distance,
        late_s=stop.late,
        pin=pins.get(stop.place, Stop.Pin.NONE) if stop.place else Stop.Pin.NONE,
        violations=_as_stored(stop.violations),
    )


def _as_stored(facts: Iterable[object]) -> list[dict[str, object]]:
    return [asdict(fact) for fact in facts]  # type: ignore[call-overload]
