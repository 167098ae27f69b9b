"""
Plan quality over time: our engine, our own greedy baseline and OR-Tools on the same days, at the same prices.

Each contender plans in a process of its own, on one thread. Its plan is timed and priced by `schedule`, recounted by
the independent checker, and written as a table to `benchmarks/results/plan-quality.md`.

    python -m benchmarks.plan_quality [--days 1 2 3] [--visits 120] [--professionals 12]
"""

import argparse
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

from cordata_engine import Problem, Progress, Seconds, Sequences, Solution, schedule, solve
from cordata_engine.check import Promise, check

from benchmarks.peers.regret import insert_by_regret
from tests.engine.problems import valley_day

RESULTS = Path(__file__).parent / "results" / "plan-quality.md"
PARTS = ("travel", "lateness", "overtime", "waiting", "unassigned", "preference", "continuity", "language")
HEAD = (
    "day",
    "planner",
    "first plan (s)",
    "in all (s)",
    *PARTS,
    "total",
    "gap",
    "left out",
    "violations",
    "peak (MB)",
)


@dataclass(frozen=True, slots=True)
class Day:
    """A generated day: the same seed makes the same day."""

    seed: int
    visits: int
    professionals: int

    def problem(self) -> Problem:
        return valley_day(self.seed, visits=self.visits, professionals=self.professionals)


@dataclass(frozen=True, slots=True)
class Run:
    """What a planner brought back; times in seconds, `peak` memory of its process in megabytes."""

    planner: str
    first_at: float
    seconds: float
    sequences: Sequences
    peak: int


def plan_with_engine(day: Day, seconds: int) -> Run:
    first: list[float] = []

    def note_first(_: Progress) -> None:
        if not first:
            first.append(time.perf_counter() - begun)

    problem, begun = day.problem(), time.perf_counter()
    plan = solve(problem, stop=Seconds(seconds), seed=day.seed, watch=note_first)
    return Run(f"Cordata, {seconds} s", first[0], plan.seconds, plan.sequences, _peak())


def plan_by_regret(day: Day, _: int) -> Run:
    problem, begun = day.problem(), time.perf_counter()
    sequences = insert_by_regret(problem)
    taken = time.perf_counter() - begun
    return Run("regret-3 insertion", taken, taken, sequences, _peak())


def plan_with_ortools(day: Day, seconds: int) -> Run:
    problem = day.problem()
    return _plan_with_ortools("OR-Tools 9.15", problem, None, seconds)


def improve_with_ortools(day: Day, seconds: int) -> Run:
    """Start OR-Tools from our baseline's plan, which it does not come near by itself."""
    problem = day.problem()
    return _plan_with_ortools("OR-Tools from regret-3", problem, insert_by_regret(problem), seconds)


def improve_with_ortools_eased(day: Day, seconds: int) -> Run:
    """Spare it also the breaks and the price of waiting, which slow it down most; `schedule` puts breaks in after."""
    problem = day.problem()
    routes = tuple(replace(route, breaks=()) for route in problem.routes)
    eased = replace(problem, routes=routes, weights=replace(problem.weights, waiting=0))
    return _plan_with_ortools("the same without breaks", eased, insert_by_regret(problem), seconds)


def _plan_with_ortools(name: str, problem: Problem, start: list[list[int]] | None, seconds: int) -> Run:
    from benchmarks.peers.ortools_routing import Peer

    begun = time.perf_counter()
    peer = Peer(problem)
    built = time.perf_counter() - begun
    sequences = peer.solve(seconds, start) or [[] for _ in problem.routes]
    if start is not None and not peer.took_start:
        sys.stderr.write(f"{name}: OR-Tools refused the plan to start from.\n")
    taken = time.perf_counter() - begun
    first_at = built + peer.first_at if peer.first_at else taken
    return Run(f"{name}, {seconds} s", first_at, taken, sequences, _peak())


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


Planner = Callable[[Day, int], Run]
PLANNERS: tuple[tuple[Planner, int], ...] = (
    (plan_by_regret, 0),
    (plan_with_engine, 1),
    (plan_with_engine, 10),
    (plan_with_ortools, 10),
    (improve_with_ortools, 10),
    (improve_with_ortools_eased, 10),
)
OWN = (plan_by_regret, plan_with_engine)


def run_alone(planner: Planner, day: Day, seconds: int) -> Run:
    """Run a planner in a fresh process, so that its peak memory is its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(planner, (day, seconds))


def rows_of(day: Day, runs: list[Run]) -> list[tuple[str, ...]]:
    problem = day.problem()
    plans = [schedule(problem, run.sequences) for run in runs]
    best = min(plan.cost.total for plan in plans if not plan.violations)
    return [_row(problem, day, run, plan, best) for run, plan in zip(runs, plans, strict=True)]


def _row(problem: Problem, day: Day, run: Run, plan: Solution, best: int) -> tuple[str, ...]:
    faults = [fault for fault in check(problem, plan) if fault.what is not Promise.REASONS]
    if faults:
        sys.exit("\n".join(map(str, faults)))
    parts = [f"{plan.cost.parts[part]:,}" for part in PARTS]
    gap = f"{plan.cost.total / best - 1:+.1%}"
    left_out, broken = len(plan.unassigned), len(plan.violations)
    times = f"{run.first_at:.3f}", f"{run.seconds:.1f}"
    return (
        str(day.seed),
        run.planner,
        *times,
        *parts,
        f"{plan.cost.total:,}",
        gap,
        str(left_out),
        str(broken),
        str(run.peak),
    )


def table(rows: list[tuple[str, ...]]) -> str:
    lines = [HEAD, tuple("---" if column < 2 else "--:" for column in range(len(HEAD))), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0] if __doc__ else None)
    parser.add_argument("--days", type=int, nargs="+", default=[1, 2, 3], help="seeds of the days (1 2 3)")
    parser.add_argument("--visits", type=int, default=120)
    parser.add_argument("--professionals", type=int, default=12)
    options = parser.parse_args()
    planners = PLANNERS if find_spec("ortools") else [planner for planner in PLANNERS if planner[0] in OWN]
    if len(planners) < len(PLANNERS):
        sys.stderr.write("OR-Tools is not installed (requirements-bench.txt): it is left out.\n")
    rows: list[tuple[str, ...]] = []
    for seed in options.days:
        day = Day(seed, options.visits, options.professionals)
        rows += rows_of(day, [run_alone(planner, day, seconds) for planner, seconds in planners])
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(table(rows), encoding="utf-8")
    sys.stdout.write(table(rows))


if __name__ == "__main__":
    main()
