from __future__ import annotations

from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from cordata.accounts.models import Area, User
from cordata.care.actions import make_visits
from cordata.day.models import PlanningRun
from cordata.day.tasks import run_planning
from cordata.rounds.actions import hold_day
from cordata.rounds.queries import latest_plan


class AlreadyPlanning(Exception):
    """The day is being planned at this moment; `run` says how far it is."""

    def __init__(self, run: PlanningRun) -> None:
        self.run = run
        super().__init__(
            _("This day is being planned already. Wait for it, or stop it: the best plan so far is kept.")
        )


@transaction.atomic
def request_plan(
    *, area: Area, day: date, keeps_plan: bool, seconds: int, by: User | None, at: datetime
) -> PlanningRun:
    """
    Have a day planned in the background, afresh around what is pinned or (`keeps_plan`) changing as little as can be.

    :raises AlreadyPlanning: if it is being planned at this moment
    """
    hold_day(area, day)
    going_on = PlanningRun.objects.going_on().filter(area=area, day=day).order_by("pk").first()
    if going_on is not None:
        if not going_on.is_lost(at):
            raise AlreadyPlanning(going_on)
        _give_up(going_on, at)
    make_visits(area=area, day=day)
    latest = latest_plan(area, day)
    run = PlanningRun.objects.create(
        area=area,
        day=day,
        keeps_plan=keeps_plan,
        base_version=latest.version if latest else 0,
        seconds=seconds,
        requested_by=by,
        requested_at=at,
    )
    transaction.on_commit(partial(run_planning.enqueue, run.pk))
    return run


def _give_up(run: PlanningRun, at: datetime) -> None:
    run.state, run.ended_at = PlanningRun.State.FAILED, at
    run.failure = _("The planner stopped answering. The plan before it stands.")
    run.save(update_fields=["state", "ended_at", "failure"])


@transaction.atomic
def stop_planning(*, run: PlanningRun, by: User, at: datetime) -> PlanningRun:
    """Ask a run to end with the best plan it has found; one that has not begun ends without any."""
    locked = PlanningRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if locked.state == PlanningRun.State.WAITING:
        locked.state, locked.ended_at = PlanningRun.State.FAILED, at
        locked.failure = _("Stopped before it began. The plan before it stands.")
    locked.stop_asked_at, locked.stop_asked_by = locked.stop_asked_at or at, locked.stop_asked_by or by
    locked.save(update_fields=["state", "ended_at", "failure", "stop_asked_at", "stop_asked_by"])
    return locked
