"""Rounds and the engine: the only place where the two meet. Pure: no database, no clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import cordata_engine
from cordata_engine.check import Fault, check
from cordata_engine.solve import Progress as EngineProgress

from cordata.rounds.rules.planned import Broken, Option, PlannedDay, PlannedStop, Progress
from cordata.rounds.rules.problem import DayProblem, Demand, Place, Sequences, TimeWindow
from cordata.rounds.solve.breaks import keep_breaks, schedule_like
from cordata.rounds.solve.read import read
from cordata.rounds.solve.translate import Translation, translate

__all__ = ["PlanFailsCheck", "Watch", "lay_out", "plan", "try_positions"]

Watch = Callable[[Progress], bool | None]


class PlanFailsCheck(RuntimeError):
    """The engine's plan breaks a promise its independent checker knows of: it must not be stored."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(f"A solved plan must pass the checker. Got {len(self.faults)} faults: {self.faults[:3]!r}")


def plan(  # noqa: PLR0913 (a day, and when to be content)
    problem: DayProblem,
    *,
    seconds: float | None = None,
    steps: int | None = None,
    patience: int | None = None,
    seed: int = 0,
    start: PlannedDay | None = None,
    watch: Watch | None = None,
) -> PlannedDay:
    """
    Plan what is left of a day, within so many seconds or steps, from an earlier plan where one is given.

    With `patience` it ends as soon as so many steps in a row have found nothing better.
    What somebody took off its round by hand stays off.

    :raises PlanFailsCheck: if the checker finds a fault in what the engine answers
    """
    kept, fixed = _within_reach(_closed_to_all(problem))
    translation = translate(kept)
    solution = cordata_engine.solve(
        translation.problem,
        stop=_stop_rule(seconds, steps, patience),
        seed=seed,
        start=keep_breaks(translation, translation.rows(start.sequences), start) if start else None,
        watch=_told(watch) if watch else None,
    )
    faults = check(translation.problem, solution)
    if faults:
        raise PlanFailsCheck(faults)
    return _told_missed(read(translation, solution), fixed)


def _within_reach(problem: DayProblem) -> tuple[DayProblem, dict[Place, int]]:
    """Return the day without the fixed starts that nobody can keep, whatever else is planned, and those starts."""
    ordered = sorted(_fixed(problem).items(), key=lambda one: one[1])
    pins = {(one.key, pin.member): pin.worker for one in problem.demands for pin in one.pins}
    rows = {
        worker.key: tuple(place for place, _start in ordered if pins[place] == worker.key)
        for worker in problem.workers
    }
    fixed: dict[Place, int] = {}
    while any(rows.values()):
        translation = translate(problem)
        alone = read(translation, cordata_engine.schedule(translation.problem, translation.rows(rows)))
        found = _out_of_reach(problem, alone)
        if not found:
            break
        fixed |= found
        problem = _loosened(problem, found)
    return problem, fixed


def _closed_to_all(problem: DayProblem) -> DayProblem:
    """Return the day with nobody allowed at the visits set aside: they keep their price, and links to them hold."""
    everybody = frozenset(worker.key for worker in problem.workers)
    demands = tuple(
        replace(one, forbidden=everybody, preferred=frozenset(), pins=(), before=()) if one.is_aside else one
        for one in problem.demands
    )
    return replace(problem, demands=demands)


def _stop_rule(seconds: float | None, steps: int | None, patience: int | None) -> cordata_engine.StopRule:
    if seconds is None and steps is None:
        raise ValueError("A search must be given 'seconds' or 'steps'. Got neither.")
    rule = cordata_engine.StopRule()
    if seconds is not None:
        rule |= cordata_engine.Seconds(seconds)
    if steps is not None:
        rule |= cordata_engine.Steps(steps)
    return rule if patience is None else rule | cordata_engine.NoImprovement(patience)


def _told(watch: Watch) -> Callable[[EngineProgress], bool | None]:
    def tell(progress: EngineProgress) -> bool | None:
        return watch(
            Progress(progress.step, progress.seconds, progress.best_total, dict(progress.parts), progress.unassigned)
        )

    return tell


def lay_out(problem: DayProblem, sequences: Sequences, *, like: PlannedDay | None = None) -> PlannedDay:
    """
    Return the times and the cost of rounds as set by hand; nothing is moved, and what they break is told.

    Breaks stay where the plan they were changed from (`like`) had them, else they go where they do least harm.
    Whoever cannot be there at a time that was fixed is there as soon as they can, and the stop tells by how much.
    """
    planned = _laid_out(problem, sequences, like)
    fixed: dict[Place, int] = {}
    while found := _out_of_reach(problem, planned):
        fixed |= found
        problem = _loosened(problem, found)
        planned = _laid_out(problem, sequences, like)
    return _told_missed(planned, fixed)


def _laid_out(problem: DayProblem, sequences: Sequences, like: PlannedDay | None) -> PlannedDay:
    translation = translate(problem)
    rows = translation.rows(sequences)
    if like is None:
        solution = cordata_engine.schedule(translation.problem, rows)
    else:
        solution = schedule_like(translation, rows, like)
    placed = {stop for row in rows for stop in row}
    left = [stop for stop in range(len(translation.places)) if stop not in placed]
    explained = cordata_engine.explain(translation.problem, solution.sequences, left) if left else ()
    return read(translation, replace(solution, unassigned=tuple(explained)))


def _out_of_reach(problem: DayProblem, planned: PlannedDay) -> dict[Place, int]:
    """Return the fixed starts of visits where somebody starts before they arrive: they would be in two places."""
    early = {stop.key for one in planned.rounds for stop in one.stops if stop.arrives > stop.starts}
    return {place: start for place, start in _fixed(problem).items() if place[0] in early}


def _fixed(problem: DayProblem) -> dict[Place, int]:
    return {(one.key, pin.member): pin.start for one in problem.demands for pin in one.pins if pin.start is not None}


def _loosened(problem: DayProblem, fixed: Mapping[Place, int]) -> DayProblem:
    """Return the day with visits no longer at their fixed times, but not before them either."""
    starts = {key: start for (key, _member), start in fixed.items()}
    demands = tuple(_not_before(one, starts[one.key]) if one.key in starts else one for one in problem.demands)
    return replace(problem, demands=demands)


def _not_before(demand: Demand, start: int) -> Demand:
    windows = tuple(
        TimeWindow(max(one.opens, start), max(one.closes, start), one.is_hard)
        for one in demand.windows
        if one.closes >= start or one is demand.windows[-1]
    )
    return replace(demand, windows=windows, pins=tuple(replace(pin, start=None) for pin in demand.pins))


def _told_missed(planned: PlannedDay, fixed: Mapping[Place, int]) -> PlannedDay:
    """Return the day with each stop that starts after its fixed time saying by how many seconds."""
    if not fixed:
        return planned
    return replace(
        planned,
        rounds=tuple(replace(one, stops=tuple(_missed(stop, fixed) for stop in one.stops)) for one in planned.rounds),
    )


def _missed(stop: PlannedStop, fixed: Mapping[Place, int]) -> PlannedStop:
    by = stop.starts - fixed[stop.place] if stop.place and stop.place in fixed else 0
    return replace(stop, violations=(*stop.violations, Broken("pin", by))) if by > 0 else stop


def try_positions(
    problem: DayProblem, sequences: Sequences, place: Place, workers: Iterable[str] | None = None
) -> list[Option]:
    """Return where a visit that has no place could go: the cheapest place on each professional's round."""
    translation = translate(problem)
    solution = cordata_engine.schedule(translation.problem, translation.rows(sequences))
    routes = {worker.key: row for row, worker in enumerate(problem.workers)}
    asked = routes.values() if workers is None else [routes[key] for key in workers]
    found = cordata_engine.insert(
        translation.problem, solution.sequences, translation.places.index(place), routes=list(asked)
    )
    return [_option(translation, solution.sequences, insertion) for insertion in found]


def _option(t: Translation, rows: cordata_engine.Sequences, insertion: cordata_engine.Insertion) -> Option:
    ahead = rows[insertion.route][: insertion.position]
    made = sum(stop.key is not None for stop in t.facts[insertion.route].stops)
    return Option(
        worker=t.day.workers[insertion.route].key,
        position=made + sum(element >= 0 for element in ahead),
        start=insertion.start,
        cost=dict(insertion.cost_delta),
        violations=tuple(Broken(v.constraint.value, v.amount) for v in insertion.violations),
    )
