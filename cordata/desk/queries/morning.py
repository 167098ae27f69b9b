"""The coordinator's morning: what needs somebody now, area by area."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from cordata.accounts.models import Area, User
from cordata.day.queries.board import promised
from cordata.day.queries.neighbours import areas_coordinated
from cordata.day.queries.staleness import why_old
from cordata.day.queries.versions import last_publication
from cordata.desk.queries.endings import ending_decisions, ending_members
from cordata.people.queries.doubles import doubles_waiting
from cordata.people.queries.erasure import erasures_to_confirm
from cordata.people.queries.openings import OpeningLine, openings_to_review
from cordata.places.models import Closure
from cordata.rounds.models import Plan, Stop
from cordata.rounds.queries import latest_plan
from cordata.workforce.models import Absence


@dataclass(frozen=True, slots=True)
class AreaMorning:
    """One area today, in figures and sentences."""

    name: str
    code: str
    visits: int
    rounds: int
    late: int
    unplaced: int
    is_planned: bool
    is_published: bool
    stale: tuple[str, ...]
    absent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClosedRoad:
    """A stretch of road closed now, or from an instant later today."""

    label: str
    why: str
    closes_at: datetime | None
    until_at: datetime | None


@dataclass(frozen=True, slots=True)
class Morning:
    """What a coordinator reads first."""

    day: date
    areas: tuple[AreaMorning, ...]
    closed: tuple[ClosedRoad, ...]
    waiting: tuple[OpeningLine, ...]  # records opened in an emergency, to be reviewed
    erasures: int  # asked for by somebody else, to be confirmed
    doubles: int
    decisions_ending: int
    members_leaving: int


def morning(user: User, day: date, at: datetime) -> Morning:
    """Return the morning of a coordinator."""
    tonight = timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
    closures = Closure.objects.in_force(at, max(at, tonight)).order_by("from_at", "pk")
    return Morning(
        day=day,
        areas=tuple(area_morning(area, day, at) for area in areas_coordinated(user, day)),
        closed=tuple(
            ClosedRoad(one.label, one.reason, one.from_at if one.from_at > at else None, one.until_at)
            for one in closures
        ),
        waiting=openings_to_review(user, at),
        erasures=erasures_to_confirm(user, at),
        doubles=doubles_waiting(user, at),
        decisions_ending=ending_decisions(user, at).count(),
        members_leaving=ending_members(user, at).count(),
    )


def area_morning(area: Area, day: date, at: datetime) -> AreaMorning:
    """Return one area's day so far."""
    plan, published = latest_plan(area, day), last_publication(area, day)
    absences = Absence.objects.on(day).filter(professional__area=area).select_related("professional")
    return AreaMorning(
        name=area.name,
        code=area.code,
        visits=promised(area, day),
        rounds=rounds_out(plan),
        late=Stop.objects.filter(round__plan=plan, late_s__gte=60).count() if plan else 0,
        unplaced=plan.unplaced.values("visit").distinct().count() if plan else 0,
        is_planned=plan is not None,
        is_published=bool(plan and published and published.plan_id == plan.pk),
        stale=why_old(plan, at, ZoneInfo(area.time_zone)) if plan else (),
        absent=tuple(str(one.professional) for one in absences.order_by("from_at", "pk")),
    )


def rounds_out(plan: Plan | None) -> int:
    """Return how many rounds have visits."""
    if plan is None:
        return 0
    return plan.rounds.filter(stops__visit__isnull=False).distinct().count()
