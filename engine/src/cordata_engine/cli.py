"""`cordata-engine`: plans from the command line, one JSON document in, one JSON line out."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from cordata_engine.problem import (
    Apart,
    Break,
    Incumbent,
    InvalidProblem,
    Link,
    Ordered,
    Pin,
    Problem,
    Route,
    SameTime,
    Stop,
    Together,
    Weights,
    Window,
)
from cordata_engine.solution import Solution
from cordata_engine.solve import solve
from cordata_engine.stop import Seconds, Steps, StopRule

PAIRS = {"ordered": Ordered, "apart": Apart, "together": Together}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 when a plan was printed, 2 when the problem could not be read."""
    options = _parser().parse_args(arguments)
    try:
        problem = problem_from(json.loads(options.problem.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, KeyError) as fault:
        named = fault if isinstance(fault, InvalidProblem) else f"{type(fault).__name__}: {fault}"
        print(f"cordata-engine: {options.problem}: {named}", file=sys.stderr)
        return 2
    solution = solve(problem, stop=_stop_of(options), seed=options.seed)
    print(json.dumps(line_of(solution)))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="cordata-engine", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    command = commands.add_parser("solve", help="plan a day and print the plan as one line of JSON")
    command.add_argument(
        "problem", type=Path, metavar="PROBLEM.json", help="fields named as in cordata_engine.Problem"
    )
    command.add_argument("--seconds", type=float, help="end after so many seconds (10, when nothing is said)")
    command.add_argument("--steps", type=int, help="end after so many steps: the same plan every time")
    command.add_argument("--seed", type=int, default=0)
    return parser


def _stop_of(options: argparse.Namespace) -> StopRule:
    if options.steps is None:
        return Seconds(10.0 if options.seconds is None else options.seconds)
    return Steps(options.steps) | Seconds(options.seconds) if options.seconds is not None else Steps(options.steps)


def problem_from(document: Mapping[str, Any]) -> Problem:
    """
    Return the problem a JSON document states: fields as in `Problem`, a link with its `kind`.

    :raises InvalidProblem: if it contradicts itself
    :raises TypeError, KeyError, ValueError: if a field is missing, unknown or of another type
    """
    distance = document.get("distance")
    return Problem(
        stops=tuple(_stop(stop) for stop in document["stops"]),
        routes=tuple(_route(route) for route in document["routes"]),
        links=tuple(_link(**link) for link in document.get("links", ())),
        travel=tuple(np.array(matrix) for matrix in document["travel"]),
        distance=None if distance is None else tuple(np.array(matrix) for matrix in distance),
        weights=Weights(**document.get("weights", {})),
    )


def _stop(fields: Mapping[str, Any]) -> Stop:
    given = dict(fields)
    given["windows"] = tuple(Window(**window) for window in given.get("windows", ()))
    given["familiar"] = {int(route): times for route, times in given.get("familiar", {}).items()}
    for name in ("skills", "preferred", "forbidden"):
        given[name] = frozenset(given.get(name, ()))
    for name, kind in (("pin", Pin), ("incumbent", Incumbent)):
        if given.get(name) is not None:
            given[name] = kind(**given[name])
    return Stop(**given)


def _route(fields: Mapping[str, Any]) -> Route:
    given = dict(fields)
    given["breaks"] = tuple(Break(**pause) for pause in given.get("breaks", ()))
    for name in ("skills", "languages"):
        given[name] = frozenset(given.get(name, ()))
    return Route(**given)


def _link(kind: str, **fields: Any) -> Link:
    link: Link = SameTime(tuple(fields["stops"])) if kind == "same_time" else PAIRS[kind](**fields)
    return link


def line_of(solution: Solution) -> dict[str, Any]:
    """Return the solution as JSON can hold it, fields named as in `Solution`."""
    return {
        "plans": [asdict(plan) for plan in solution.plans],
        "unassigned": [asdict(unassigned) for unassigned in solution.unassigned],
        "cost": dict(solution.cost.parts) | {"total": solution.cost.total},
        "violations": [asdict(violation) for violation in solution.violations],
        "steps": solution.steps,
        "seconds": round(solution.seconds, 3),
        "seed": solution.seed,
    }
