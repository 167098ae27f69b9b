"""Breaks of rounds set by hand: they stay between the visits where they were, as far as that is good."""

from __future__ import annotations

import cordata_engine

from cordata.rounds.rules.planned import PlannedDay, PlannedRound
from cordata.rounds.solve.translate import Translation

Rows = list[list[int]]


def schedule_like(t: Translation, rows: Rows, like: PlannedDay) -> cordata_engine.Solution:
    """
    Return rounds laid out with their breaks where an earlier plan had them.

    Where a round's visits differ from that plan's, its break may also go elsewhere, if that breaks or costs less.
    """
    everywhere = keep_breaks(t, rows, like)
    same = [row == earlier for row, earlier in zip(rows, t.rows(like.sequences), strict=True)]
    where_same = [kept if is_same else row for kept, row, is_same in zip(everywhere, rows, same, strict=True)]
    return min((cordata_engine.schedule(t.problem, order) for order in (everywhere, where_same)), key=_worse)


def keep_breaks(t: Translation, rows: Rows, like: PlannedDay) -> Rows:
    """Return rows with each break after the last of its round's visits that came before it."""
    rounds = {one.worker: one for one in like.rounds}
    kept = [list(row) for row in rows]
    for number, worker in enumerate(t.day.workers):
        if worker.key in rounds:
            _keep(t, number, kept[number], rounds[worker.key])
    return kept


def _keep(t: Translation, number: int, row: list[int], earlier: PlannedRound) -> None:
    due = len(t.problem.routes[number].breaks)
    pauses = [position for position, stop in enumerate(earlier.stops) if stop.key is None]
    for element, position in zip(range(due), pauses[len(pauses) - due :], strict=False):
        ahead = {stop.place for stop in earlier.stops[:position]}
        after = [index for index, stop in enumerate(row) if stop < 0 or t.places[stop] in ahead]
        row.insert(after[-1] + 1 if after else 0, ~element)


def _worse(solution: cordata_engine.Solution) -> tuple[int, int, int]:
    broken = solution.violations
    return len(broken), sum(one.amount for one in broken), solution.cost.total
