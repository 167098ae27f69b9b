"""The doors to the core: plan a day, time a plan made by hand, ask what an insertion would cost."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from cordata_engine import _core
from cordata_engine.decode import cost_of, insertion_of, plan_of, reason_of, violations_of
from cordata_engine.encode import encode
from cordata_engine.problem import Problem
from cordata_engine.solution import Insertion, Sequences, Solution, Unassigned
from cordata_engine.stop import StopRule


class InvalidSequences(ValueError):
    """The sequences name stops, breaks or routes that are not there, or one twice."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a search is: the total and the parts of the best plan so far, and how many stops that leaves out."""

    step: int
    seconds: float
    best_total: int
    parts: Mapping[str, int]
    unassigned: int


Watch = Callable[[Progress], bool | None]


def solve(
    problem: Problem, *, stop: StopRule, seed: int = 0, start: Sequences | None = None, watch: Watch | None = None
) -> Solution:
    """
    Plan the day, from `start` when given, until `stop` says so; the best plan met is returned.

    `watch` is told every 0.1 s or so, and ends the search by returning True or by KeyboardInterrupt. The same problem,
    seed, start and number of steps make the same plan.

    :raises InvalidSequences: if `start` does not belong to the problem
    """
    order = _checked(problem, start) if start is not None else []
    core = encode(problem)
    sequences, steps, seconds = _core.solve(
        core,
        order,
        seed,
        stop.steps,
        stop.seconds,
        stop.no_improvement,
        stop.target,
        None if watch is None else _told(watch),
    )
    found = _scheduled(core, sequences)
    unassigned = _explained(problem, core, sequences, _left_out(problem, sequences))
    return replace(found, unassigned=unassigned, steps=steps, seconds=seconds, seed=seed)


def schedule(problem: Problem, sequences: Sequences) -> Solution:
    """
    Time sequences as they stand and say what they break; breaks they lack are put where they do least harm.

    :raises InvalidSequences: if the sequences do not belong to the problem
    """
    order = _checked(problem, sequences)
    left_out = tuple(Unassigned(stop, ()) for stop in _left_out(problem, order))
    return replace(_scheduled(encode(problem), order), unassigned=left_out)


def insert(
    problem: Problem, sequences: Sequences, stop: int, routes: Collection[int] | None = None
) -> tuple[Insertion, ...]:
    """
    Say what putting a stop on each of the routes (all, when none are named) would cost, where it costs least there.

    A stop that is in the sequences is taken out first; the costs are told against the sequences as given.

    :raises InvalidSequences: if the sequences do not belong to the problem
    """
    asked = range(len(problem.routes)) if routes is None else routes
    rows = _core.insertions(encode(problem), _checked(problem, sequences), stop, list(asked))
    return tuple(insertion_of(row) for row in rows)


def explain(problem: Problem, sequences: Sequences, stops: Collection[int] | None = None) -> tuple[Unassigned, ...]:
    """
    Say why stops (all left out, when none are named) are not in a plan: each reason with its witness.

    :raises InvalidSequences: if the sequences do not belong to the problem
    """
    order = _checked(problem, sequences)
    return _explained(problem, encode(problem), order, _left_out(problem, order) if stops is None else list(stops))


def _explained(
    problem: Problem, core: _core.Problem, order: Sequence[Sequence[int]], stops: Sequence[int]
) -> tuple[Unassigned, ...]:
    rows = _core.explain(core, order, stops)
    return tuple(
        Unassigned(stop, tuple(reason_of(problem, stop, row) for row in reasons))
        for stop, reasons in zip(stops, rows, strict=True)
    )


def _scheduled(core: _core.Problem, order: Sequence[Sequence[int]]) -> Solution:
    rows, parts, broken = _core.schedule(core, order)
    plans = tuple(plan_of(route, row) for route, row in enumerate(rows))
    return Solution(plans, (), cost_of(parts), violations_of(broken))


def _left_out(problem: Problem, order: Sequence[Collection[int]]) -> list[int]:
    assigned = {item for sequence in order for item in sequence}
    return [stop for stop in range(len(problem.stops)) if stop not in assigned]


def _told(watch: Watch) -> Callable[[int, float, int, list[int], int], bool]:
    def told(step: int, seconds: float, total: int, parts: list[int], unassigned: int) -> bool:
        try:
            return bool(watch(Progress(step, seconds, total, cost_of(parts).parts, unassigned)))
        except KeyboardInterrupt:
            return True

    return told


def _checked(problem: Problem, sequences: Sequences) -> list[list[int]]:
    if len(sequences) != len(problem.routes):
        raise InvalidSequences(
            f"There must be one sequence for each of the {len(problem.routes)} routes. Got {len(sequences)} instead."
        )
    seen: set[int] = set()
    for index, (sequence, route) in enumerate(zip(sequences, problem.routes, strict=True)):
        pauses: set[int] = set()
        for item in sequence:
            met = seen if item >= 0 else pauses
            if not -len(route.breaks) <= item < len(problem.stops) or item in met:
                raise InvalidSequences(
                    f"Sequence {index} must hold stops from 0 to {len(problem.stops) - 1} and breaks as ~k, "
                    f"each once in all. Got {item!r} {'again' if item in met else 'instead'}."
                )
            met.add(item)
    return [list(map(int, sequence)) for sequence in sequences]
