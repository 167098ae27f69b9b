"""A planning run as it goes on: what it has reached, and the cost falling as a line."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cordata.accounts.models import Area
from cordata.day.models import PlanningRun

SPARK_WIDTH, SPARK_HEIGHT = 240, 44


@dataclass(frozen=True, slots=True)
class Running:
    """A planning run on screen; `spark` is the polyline of the best cost, in SVG points."""

    run_id: int
    label: str
    text: str
    seconds: int
    elapsed: str
    spark: str
    is_over: bool
    failure: str
    plan_id: int | None
    keeps_plan: bool


def running(area: Area, day: date, at: datetime) -> Running | None:
    """Return the run under way on a day, or nothing."""
    run = PlanningRun.objects.going_on().filter(area=area, day=day).order_by("-pk").first()
    return describe(run, at) if run and not run.is_lost(at) else None


def last_run(area: Area, day: date) -> PlanningRun | None:
    """Return the run asked for last on a day."""
    return PlanningRun.objects.filter(area=area, day=day).order_by("-pk").first()


def describe(run: PlanningRun, at: datetime) -> Running:
    """Return a run in words and as a line."""
    elapsed = (at - run.started_at).total_seconds() if run.started_at else 0
    return Running(
        run_id=run.pk,
        label=_("Re-planning the day") if run.keeps_plan else _("Planning the day"),
        text=say_progress(run),
        seconds=run.seconds,
        elapsed=f"{min(max(elapsed, 0), run.seconds):.1f}",
        spark=spark(run.trail),
        is_over=run.state in {PlanningRun.State.DONE, PlanningRun.State.FAILED},
        failure=run.failure,
        plan_id=run.plan_id,
        keeps_plan=run.keeps_plan,
    )


def say_progress(run: PlanningRun) -> str:
    """Return how far a run has come."""
    if run.stop_asked_at:
        return _("Stopping, the best so far is kept")
    if not run.trail:
        return _("Reading roads and visits")
    _seconds, _cost, unplaced = run.trail[-1]
    if not unplaced:
        return _("Every visit has a place; looking for shorter ways")
    return ngettext("%(count)d visit not placed yet", "%(count)d visits not placed yet", unplaced) % {
        "count": unplaced
    }


def spark(trail: list[tuple[float, int, int]]) -> str:
    """Return the best cost over time as the points of an SVG polyline, falling from the top."""
    if len(trail) < 2:
        return ""
    last, costs = max(trail[-1][0], 0.1), [point[1] for point in trail]
    low, high = min(costs), max(costs)
    height = SPARK_HEIGHT - 4
    return " ".join(
        f"{SPARK_WIDTH * seconds / last:.1f},{2 + height * (1 - (cost - low) / max(high - low, 1)):.1f}"
        for seconds, cost, _unplaced in trail
    )
