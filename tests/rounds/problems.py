"""Small days of rounds, made by hand for one point each; everything is ten minutes from everything."""

from __future__ import annotations

import numpy as np

from cordata.base.geo import Point
from cordata.rounds.rules.planned import PlannedDay, PlannedRound, PlannedStop, UnplacedVisit
from cordata.rounds.rules.problem import DayProblem, Demand, TimeWindow, Worker

BASE = Point(45.70, 7.20)
MINUTE, HOUR = 60, 3600
LEG = 10 * MINUTE
NURSE = frozenset({"nursing"})


def hm(hour: int, minute: int = 0) -> int:
    """Return a time of day in seconds from midnight."""
    return hour * HOUR + minute * MINUTE


def visit(key: str, opens: int = 8, closes: int = 12, **fields: object) -> Demand:
    """Return a visit of half an hour that must start between two hours, softly."""
    windows = (TimeWindow(hm(opens), hm(closes)),)
    return Demand(key, BASE, **{"windows": windows, "duration": 30 * MINUTE, **fields})


def worker(key: str, opens: int = 8, closes: int = 14, **fields: object) -> Worker:
    """Return a nurse at work between two hours."""
    return Worker(key, BASE, BASE, hm(opens), hm(closes), **{"skills": NURSE, **fields})


def day(demands: list[Demand], workers: list[Worker], now: int | None = None) -> DayProblem:
    """Return a day on which every drive takes ten minutes and six kilometres."""
    size = 2 * len(workers) + len(demands)
    seconds = np.full((size, size), LEG, dtype=np.int64)
    np.fill_diagonal(seconds, 0)
    return DayProblem(tuple(demands), tuple(workers), seconds, seconds * 10, now)


def planned(rounds: dict[str, list[tuple[str, int]]], unplaced: tuple[str, ...] = ()) -> PlannedDay:
    """Return a plan of half-hour visits (key, start) for each professional; a key met again is its second person."""
    members: dict[str, int] = {}
    made = []
    for who, stops in rounds.items():
        row = []
        for key, start in stops:
            members[key] = members.get(key, -1) + 1
            row.append(PlannedStop(key, members[key], LEG, 6000, start, start, start + 30 * MINUTE))
        made.append(PlannedRound(who, hm(8), hm(14), tuple(row)))
    return PlannedDay(tuple(made), tuple(UnplacedVisit(key, 0) for key in unplaced), {})


def starts(plan: PlannedDay) -> dict[tuple[str, int], tuple[str, int]]:
    """Return who makes each visit, and when it starts."""
    return {stop.place: (one.worker, stop.starts) for one in plan.rounds for stop in one.stops if stop.place}
