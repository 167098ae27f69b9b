"""Changing who goes where, by hand. Sequences are never changed in place."""

from __future__ import annotations

from cordata.rounds.rules.planned import PlannedDay
from cordata.rounds.rules.problem import Place, Sequences


def without(sequences: Sequences, *places: Place) -> Sequences:
    """Return the rounds with some visits taken off."""
    return {worker: tuple(one for one in row if one not in places) for worker, row in sequences.items()}


def moved(sequences: Sequences, place: Place, worker: str, position: int) -> Sequences:
    """Return the rounds with a visit on a professional's round, before the visit at `position` among the others."""
    rows = dict(without(sequences, place))
    row = rows.get(worker, ())
    rows[worker] = (*row[:position], place, *row[position:])
    return rows


def position_at(planned: PlannedDay, place: Place, worker: str, start: int) -> int:
    """Return where among the other visits of a round one that starts at `start` belongs."""
    stops = [stop for one in planned.rounds if one.worker == worker for stop in one.stops]
    return sum(stop.starts < start for stop in stops if stop.key is not None and stop.place != place)
