"""From rows to a day to plan, and from the planned day to the report."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from cordata.base.geo import Point
from cordata.exchange.outputs.report import Knot, LeftOut, Report, Rope
from cordata.exchange.outputs.words import why_not_placed
from cordata.exchange.tables.rows import ProfessionalRow, VisitRow
from cordata.places.roads.routing import Router
from cordata.rounds.rules.planned import PlannedDay, PlannedRound, PlannedStop
from cordata.rounds.rules.problem import After, DayProblem, Demand, Rest, TimeWindow, Worker

OVERTIME = 30 * 60


@dataclass(frozen=True, slots=True, eq=False)
class FolderDay:
    """One day of a folder: its rows, where each of them is, and the problem made of them."""

    day: date
    visits: Mapping[str, VisitRow]
    professionals: Mapping[str, ProfessionalRow]
    points: Mapping[tuple[str, int], Point]
    problem: DayProblem


def make_problem(
    day: date,
    visits: list[VisitRow],
    professionals: list[ProfessionalRow],
    points: Mapping[tuple[str, int], Point],
    router: Router,
) -> FolderDay:
    """Return a day to plan; `points` says where each file's rows are."""
    bases = [points[row.where.file, row.row] for row in professionals]
    homes = [points[row.where.file, row.row] for row in visits]
    matrices = router.matrix([*bases, *bases, *homes], router.graph.closed_in_winter(day))
    workers = tuple(_worker(row, base) for row, base in zip(professionals, bases, strict=True))
    demands = tuple(_demand(row, home) for row, home in zip(visits, homes, strict=True))
    problem = DayProblem(demands, workers, matrices.seconds, matrices.metres)
    return FolderDay(day, {row.id: row for row in visits}, {row.id: row for row in professionals}, points, problem)


def _worker(row: ProfessionalRow, base: Point) -> Worker:
    rests = () if row.rest is None else (Rest(duration=row.rest[2], opens=row.rest[0], latest=row.rest[1]),)
    return Worker(row.id, base, base, row.starts, row.ends, OVERTIME, row.skills, row.languages, rests)


def _demand(row: VisitRow, home: Point) -> Demand:
    # A visit takes place inside its window; the planner's windows are for its start.
    windows = tuple(TimeWindow(opens, closes - row.duration, is_hard=True) for opens, closes in row.windows)
    return Demand(
        key=row.id,
        point=home,
        windows=windows,
        duration=row.duration,
        people=row.people,
        skills=row.skills,
        language=row.language,
        priority=row.priority,
        preferred=row.preferred,
        forbidden=row.forbidden,
        after=None if row.after is None else After(row.after, row.gap_min, row.gap_max),
    )


def make_report(folder: FolderDay, planned: PlannedDay, router: Router, *, seed: int) -> Report:
    """Return the planned day ready to be written out, with the lines of its rounds over the roads."""
    beside = _companions(folder, planned)
    names = {key: row.name for key, row in folder.professionals.items()}
    ropes = [_rope(folder, one, beside, router) for one in planned.rounds if one.stops]
    left_out: dict[str, LeftOut] = {}
    for missing in planned.unplaced:
        visit = folder.visits[missing.key]
        reasons = tuple(why_not_placed(blocker, visit, names) for blocker in missing.blockers)
        left_out.setdefault(missing.key, LeftOut(visit.id, visit.name, visit.promised, reasons))
    return Report(
        folder.day,
        tuple(sorted(ropes, key=lambda rope: (rope.name, rope.key))),
        tuple(left_out.values()),
        planned.cost,
        router.schematic,
        planned.steps,
        planned.seconds,
        seed,
    )


def _companions(folder: FolderDay, planned: PlannedDay) -> dict[tuple[str, str], str]:
    """Return for each (visit, professional) the name of the other one who goes along."""
    who: dict[str, list[str]] = {}
    for one in planned.rounds:
        for key, _member in one.places:
            who.setdefault(key, []).append(one.worker)
    pairs = ((key, workers) for key, workers in who.items() if len(workers) == 2)
    return {(key, me): folder.professionals[other].name for key, (a, b) in pairs for me, other in ((a, b), (b, a))}


def _rope(folder: FolderDay, planned: PlannedRound, beside: Mapping[tuple[str, str], str], router: Router) -> Rope:
    row = folder.professionals[planned.worker]
    base = folder.points[row.where.file, row.row]
    knots = tuple(_knot(folder, stop, beside.get((stop.key or "", planned.worker), "")) for stop in planned.stops)
    closed = router.graph.closed_in_winter(folder.day)
    line = _line([base, *(knot.point for knot in knots if knot.point is not None), base], router, closed)
    return Rope(
        row.id,
        row.name,
        base,
        planned.departs,
        planned.returns,
        planned.home_travel,
        planned.home_distance,
        planned.overtime,
        knots,
        line,
    )


def _knot(folder: FolderDay, stop: PlannedStop, beside: str) -> Knot:
    if stop.key is None:
        return Knot(None, "", "", None, "", stop.travel, stop.distance, stop.arrives, stop.starts, stop.ends, 0, "")
    visit = folder.visits[stop.key]
    point = folder.points[visit.where.file, visit.row]
    return Knot(
        visit.id,
        visit.name,
        visit.where.address,
        point,
        visit.promised,
        stop.travel,
        stop.distance,
        stop.arrives,
        stop.starts,
        stop.ends,
        stop.late,
        beside,
    )


def _line(points: list[Point], router: Router, closed: frozenset[str]) -> tuple[Point, ...]:
    line: list[Point] = points[:1]
    for start, end in pairwise(points):
        line.extend(Point(*point) for point in router.path(start, end, closed).coordinates[1:])
    return tuple(line)
