"""The plan a demo's day begins with: asked for, waited for, handed out, so that everybody has a round to look at."""

from __future__ import annotations

from datetime import date, datetime

from cordata.accounts.models import Area, Role, User
from cordata.day.actions import AlreadyPlanning, publish, request_plan
from cordata.day.models import PlanningRun
from cordata.desk.queries.morning import area_morning
from cordata.rounds.queries import latest_plan

SECONDS = 5


def ask(area: Area, *, day: date, at: datetime) -> PlanningRun | None:
    """Ask for the plan of a day in the coordinator's name, and return the run; none if the day is planned already."""
    if latest_plan(area, day):
        return None
    try:
        return request_plan(area=area, day=day, keeps_plan=False, seconds=SECONDS, by=_coordinator(area, day), at=at)
    except AlreadyPlanning as going_on:
        return going_on.run


def is_over(run: PlanningRun) -> bool:
    """Look again at a run; return whether it has ended."""
    run.refresh_from_db()
    return run.ended_at is not None


def seconds_done(run: PlanningRun) -> float:
    """Return how long the search has gone on, as it last said."""
    return float(run.trail[-1][0]) if run.trail else 0.0


def hand_out(run: PlanningRun, *, at: datetime) -> str:
    """Publish what a run has planned; return how it went in a sentence, with the figures of the Morning screen."""
    if run.plan is None:
        why = run.failure or "The worker did not answer."
        return f"{run.area.name} has no plan yet. {why} Its Day screen can ask again."
    publish(area=run.area, day=run.day, version=run.plan.version, by=_coordinator(run.area, run.day), at=at)
    told = area_morning(run.area, run.day, at)
    return f"{told.name}: {told.visits} visits, {told.rounds} rounds, {told.unplaced} visits not placed."


def _coordinator(area: Area, day: date) -> User:
    roles = Role.objects.on(day).filter(area=area, kind=Role.Kind.COORDINATOR).order_by("pk")
    return roles.select_related("user")[0].user
