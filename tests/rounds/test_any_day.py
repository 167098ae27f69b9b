"""Whatever has happened on a day, planning it answers with a day that adds up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from cordata.rounds.rules.problem import After, Before, DayProblem, Demand, Done, PinTo, Rest, TimeWindow, Worker
from cordata.rounds.solve import lay_out, plan
from tests.rounds.problems import MINUTE, day, hm, starts, visit, worker

CREW = ("luc", "valentina", "marco")
FAR = 10_000_000


@st.composite
def windows(draw) -> tuple[TimeWindow, ...]:
    opens = draw(st.integers(hm(7), hm(12)))
    length = draw(st.integers(0, 3 * 3600))
    return (TimeWindow(opens, opens + length, draw(st.booleans())),)


@st.composite
def demands(draw, number: int, now: int | None) -> Demand:
    people = draw(st.sampled_from((1, 1, 2)))
    one = visit(f"v{number}", windows=draw(windows()), people=people, priority=draw(st.integers(1, 5)))
    came = draw(st.permutations(CREW))
    if now is not None and draw(st.integers(0, 2)) == 0:
        start = draw(st.integers(hm(7), now))
        there = draw(st.integers(1, people))
        end = draw(st.integers(start, start + 3600))
        return replace(one, done=tuple(Done(member, came[member], start, end) for member in range(there)))
    before = tuple(Before(member, came[member], draw(st.integers(hm(7), hm(13)))) for member in range(people))
    start = draw(st.none() | st.integers(hm(7), hm(13)))
    pins = tuple(PinTo(member, came[member], start) for member in range(draw(st.integers(0, people))))
    held = replace(one, before=before, pins=pins) if draw(st.booleans()) else one
    follows = draw(st.integers(0, number)) if number else 0
    return replace(held, after=After(f"v{follows}", draw(st.integers(0, 1800)))) if follows < number > 1 else held


@st.composite
def days(draw) -> DayProblem:
    now = draw(st.none() | st.integers(hm(8), hm(13)))
    off_duty = draw(st.sampled_from((*CREW, "nobody")))
    crew = [draw(workers(name, now)) for name in CREW if name != off_duty]
    problem = day([draw(demands(number, now)) for number in range(draw(st.integers(1, 7)))], crew, now)
    if draw(st.booleans()):
        return problem
    seconds = problem.seconds.copy()
    row = draw(st.integers(0, len(seconds) - 1))
    seconds[row, :] = seconds[:, row] = FAR
    np.fill_diagonal(seconds, 0)
    return replace(problem, seconds=seconds)


@st.composite
def workers(draw, name: str, now: int | None) -> Worker:
    opens = draw(st.integers(hm(6), hm(9)))
    taken = draw(st.none() | st.integers(hm(7), now)) if now is not None else None
    rests = (Rest(30 * MINUTE, hm(10), hm(12), taken),) if draw(st.booleans()) else ()
    closes = opens + draw(st.integers(0, 8 * 3600))
    return replace(worker(name, rests=rests, overtime=1800), opens=opens, closes=closes)


def presences(planned):
    """Return every presence of a planned day, placed or not."""
    placed = [stop.place for one in planned.rounds for stop in one.stops if stop.place]
    return sorted(placed + [(one.key, one.member) for one in planned.unplaced])


@settings(max_examples=120, deadline=None, derandomize=True)
@given(days())
def test_every_presence_is_placed_once_or_explained_and_nothing_that_happened_moves(problem):
    present = {one.key for one in problem.workers}
    problem = replace(
        problem,
        demands=tuple(
            replace(one, done=tuple(done for done in one.done if done.worker in present)) for one in problem.demands
        ),
    )

    planned = plan(problem, steps=60)

    assert presences(planned) == sorted(place for one in problem.demands for place in one.places)
    assert all(one.blockers for one in planned.unplaced)
    assert all(stop.arrives <= stop.starts for one in planned.rounds for stop in one.stops)
    happened = {(one.key, done.member): (done.worker, done.start) for one in problem.demands for done in one.done}
    assert {place: starts(planned)[place] for place in happened} == happened
    assert starts(lay_out(problem, planned.sequences, like=planned)) == starts(planned)
