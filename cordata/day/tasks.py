"""The background job that plans a day."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from cordata.accounts.auditing import record_job
from cordata.accounts.models import AuditEntry
from cordata.care.models import Visit
from cordata.care.queries import OrdersInCircle
from cordata.day.models import PlanningRun
from cordata.rounds.actions import Draft, PlanHasMoved, store_plan
from cordata.rounds.models import Plan
from cordata.rounds.queries import load_day, pins_of, stored_day
from cordata.rounds.rules.planned import Progress
from cordata.rounds.solve import plan

State = PlanningRun.State
SPEAKS_EVERY = 0.5  # seconds between two notes of how far the search is


@task()
def run_planning(run_id: int) -> None:
    """Plan the day of a run and store the plan; whatever ends it early is kept in the run's words."""
    now = timezone.now()
    waiting = PlanningRun.objects.filter(pk=run_id, state=State.WAITING)
    if not waiting.update(state=State.RUNNING, started_at=now, heard_at=now):
        return  # stopped, given up for lost, or begun by another worker
    run = PlanningRun.objects.select_related("area", "requested_by").get(pk=run_id)
    with override(run.requested_by.language if run.requested_by else settings.LANGUAGE_CODE):
        try:
            stored = _plan(run)
        except (OrdersInCircle, PlanHasMoved) as refusal:
            _end(run, State.FAILED, failure=str(refusal))
        except Exception:
            _end(run, State.FAILED, failure=_("The planner failed. The plan before it stands; please try again."))
            raise
        else:
            _end(run, State.DONE, plan=stored)


def _plan(run: PlanningRun) -> Plan:
    loaded = load_day(run.area, run.day, run.requested_at)
    keeps = run.keeps_plan and loaded.plan is not None
    planned = plan(
        loaded.problem if keeps else loaded.afresh,
        seconds=run.seconds,
        start=stored_day(loaded.plan) if keeps and loaded.plan else None,
        watch=Diary(run),
    )
    draft = Draft(
        planned=planned,
        inputs=loaded.inputs,
        because=Plan.Because.REPLANNED if keeps else Plan.Because.PLANNED,
        pins=pins_of(loaded.plan) if loaded.plan else {},
    )
    at, by = timezone.now(), run.requested_by
    with transaction.atomic():
        stored = store_plan(area=run.area, day=run.day, draft=draft, version=run.base_version, by=by, at=at)
        people = Visit.objects.filter(stops__round__plan=stored).values_list("order__resident", flat=True)
        record_job("planning", set(people.order_by("pk")), what=AuditEntry.What.WRITE, at=at, by=by)
    return stored


def _end(run: PlanningRun, state: State, *, plan: Plan | None = None, failure: str = "") -> None:
    going_on = PlanningRun.objects.going_on().filter(pk=run.pk)
    going_on.update(state=state, ended_at=timezone.now(), plan=plan, failure=failure[:300])


@dataclass(slots=True)
class Diary:
    """Notes twice a second how far a search has come, and tells it to stop when somebody asked for that."""

    run: PlanningRun
    trail: list[tuple[float, int, int]] = field(default_factory=list)

    def __call__(self, progress: Progress) -> bool:
        if self.trail and progress.seconds - self.trail[-1][0] < SPEAKS_EVERY:
            return False
        self.trail.append((round(progress.seconds, 2), progress.best_total, progress.unassigned))
        mine = PlanningRun.objects.filter(pk=self.run.pk)
        mine.update(trail=self.trail, heard_at=timezone.now())
        return mine.filter(state=State.RUNNING, stop_asked_at=None).count() == 0
