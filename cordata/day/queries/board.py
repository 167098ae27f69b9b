"""The Day screen: `board` turns a stored plan into ropes ready to print."""

from dataclasses import replace
from datetime import date, datetime

from django.utils.translation import gettext as _

from cordata.accounts.models import Area, User
from cordata.care.models import VisitOrder
from cordata.day.models import PlanningRun
from cordata.day.queries.axis import HOUR, ROW, Scale, draw_axis, fit
from cordata.day.queries.costs import spell_out
from cordata.day.queries.labels import lay_labels
from cordata.day.queries.load import Loaded, load
from cordata.day.queries.shapes import Board, Knot, Rope, Tie
from cordata.day.queries.staleness import why_old
from cordata.day.queries.versions import last_publication
from cordata.day.queries.visits import knot, loose, row_middle, stretches
from cordata.day.queries.words import clock, short_day, spell_distance, spell_duration
from cordata.places.queries import roads
from cordata.rounds.models import Plan
from cordata.rounds.queries.inputs import due_visits


def board(plan: Plan | None, area: Area, day: date, user: User, at: datetime) -> Board:
    """Return a valley's day as a coordinator sees it, in a number of queries that does not grow with the visits."""
    rows = load(plan, area, day, user)
    scale = fit(instants(rows), day, rows.zone)
    ropes = tuple(rope(one, row, scale, rows) for row, one in enumerate(rows.faces))
    published = last_publication(area, day)
    left_out = tuple(loose(one, rows, {str(key): face for key, face in rows.faces.items()}) for one in rows.unplaced)
    return Board(
        area=area.name,
        code=area.code,
        day=day,
        said_day=short_day(day),
        version=plan.version if plan else 0,
        made=clock(plan.made_at, rows.zone) if plan else "",
        published=_("%(time)s by %(who)s") % {"time": clock(published.at, rows.zone), "who": published.by}
        if published
        else "",
        is_published=bool(published and plan and published.plan_id == plan.pk),
        stale=why_old(plan, at, rows.zone) if plan else (),
        ropes=ropes,
        ties=ties(rows, scale),
        loose=left_out,
        cost=spell_out(rows.rounds.values(), len({one.visit_id for one in left_out})) if plan else (),
        axis=draw_axis(scale, len(ropes), day, rows.zone, at),
        due=promised(area, day),
        placed=len({one.visit_id for round_ in rows.rounds.values() for one in round_.stops.all() if one.visit_id}),
        can_undo=bool(plan and plan.based_on_id),
        can_redo=bool(plan and plan.undid_id),
        is_schematic=roads().graph.schematic,
        planned_by_run=run_behind(plan),
    )


def run_behind(plan: Plan | None) -> int | None:
    """Return the planning run that made a plan out of an earlier one, if one did."""
    if plan is None or plan.based_on_id is None:
        return None
    return PlanningRun.objects.filter(plan=plan).order_by("pk").values_list("pk", flat=True).first()


def promised(area: Area, day: date) -> int:
    """Return how many visits stand on a day of an area, those its orders ask for but nobody made yet included."""
    orders = VisitOrder.objects.on(day).filter(resident__household__commune__area=area).exclude(visits__day=day)
    return due_visits(area, day).count() + sum(order.falls_on(day) for order in orders.order_by("pk"))


def instants(rows: Loaded) -> list[datetime]:
    """Return every instant the drawing must hold."""
    found = [at for one in rows.rounds.values() for at in (one.departs_at, one.returns_at) if one.stops.all()]
    return found + [at for shift in rows.shifts.values() for at in (shift.starts_at, shift.ends_at)]


def rope(professional_id: int, row: int, scale: Scale, rows: Loaded) -> Rope:
    """Return one professional's day; empty when the plan gives them nothing."""
    round_ = rows.rounds.get(professional_id)
    stops = list(round_.stops.all()) if round_ else []
    shift, absence = rows.shifts.get(professional_id), rows.absences.get(professional_id)
    late = sum(stop.late_s for stop in stops)
    driving = sum(stop.travel_s for stop in stops) + (round_.home_travel_s if round_ else 0)
    metres = sum(stop.distance_m for stop in stops) + (round_.home_distance_m if round_ else 0)
    knots = [knot(stop, stop.visit, professional_id, scale, rows) for stop in stops if stop.visit]
    return Rope(
        face=rows.faces[professional_id],
        top=row * ROW,
        departs=clock(round_.departs_at, rows.zone) if round_ and stops else "",
        returns=clock(round_.returns_at, rows.zone) if round_ and stops else "",
        shift=f"{clock(shift.starts_at, rows.zone)}–{clock(shift.ends_at, rows.zone)}" if shift else "",
        absent=_("absent from %(time)s") % {"time": clock(absence.from_at, rows.zone)} if absence else "",
        late=spell_duration(late) if late >= 60 else "",
        overtime=spell_duration(round_.overtime_s) if round_ and round_.overtime_s >= 60 else "",
        driving=spell_duration(driving),
        distance=spell_distance(metres),
        knots=labelled(knots, scale),
        stretches=stretches(stops, round_, scale, rows) if round_ and stops else (),
        off_duty=off_duty(professional_id, scale, rows),
    )


def labelled(knots: list[Knot], scale: Scale) -> tuple[Knot, ...]:
    """Return the knots of a rope with their names laid so that none covers another."""
    pixels = scale.seconds / 3600 * HOUR / 100
    labels = lay_labels([(float(one.x.rstrip("%")) * pixels, one.name) for one in knots])
    return tuple(replace(one, label=label.text, label_y=label.y) for one, label in zip(knots, labels, strict=True))


def off_duty(professional_id: int, scale: Scale, rows: Loaded) -> tuple[tuple[str, str], ...]:
    """Return the parts of the axis (where, how wide) when a professional does not work."""
    shift, absence = rows.shifts.get(professional_id), rows.absences.get(professional_id)
    if shift is None:
        return ()
    ends_at = min(shift.ends_at, absence.from_at) if absence else shift.ends_at
    pieces = [(scale.start, shift.starts_at), (max(ends_at, shift.starts_at), scale.end)]
    return tuple((scale.at(start), scale.span(start, end)) for start, end in pieces if end > start)


def ties(rows: Loaded, scale: Scale) -> tuple[Tie, ...]:
    """Return where two ropes are tied: the two presences of one visit."""
    where = {professional_id: row_middle(row) for row, professional_id in enumerate(rows.faces)}
    first: dict[int, int] = {}
    found = []
    for professional_id, round_ in rows.rounds.items():
        for stop in round_.stops.all():
            if stop.visit is None or stop.visit.order.people < 2:
                continue
            if stop.visit.pk in first:
                ends = sorted((first[stop.visit.pk], where[professional_id]))
                found.append(Tie(scale.at(stop.starts_at), *ends))
            else:
                first[stop.visit.pk] = where[professional_id]
    return tuple(found)
