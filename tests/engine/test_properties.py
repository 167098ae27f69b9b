"""What holds for every problem: schedules agree with a slow oracle, plans pass the checker, few stops get the best."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from cordata_engine import (
    Apart,
    Constraint,
    InvalidProblem,
    Link,
    Ordered,
    Problem,
    Route,
    SameTime,
    Sequences,
    Steps,
    Together,
    Unassigned,
    schedule,
    solve,
)
from cordata_engine.check import check
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from tests.engine.oracle import NoSchedule, cheapest, is_kept, timetable
from tests.engine.problems import valley_day
from tests.engine.strategies import plans_by_hand, problems

few = settings(
    derandomize=True,
    deadline=None,
    max_examples=100,
    database=None,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.too_slow],
)
fewer = settings(few, max_examples=25)


class TestSchedule:
    @few
    @given(plans_by_hand())
    def test_agrees_with_the_slow_oracle(self, by_hand: tuple[Problem, list[list[int]]]) -> None:
        problem, sequences = by_hand

        plan = schedule(problem, sequences)

        left_out = tuple(Unassigned(unassigned.stop, ()) for unassigned in plan.unassigned)
        try:
            slow = timetable(problem, plan.sequences, left_out)
        except NoSchedule:
            assert {violation.constraint for violation in plan.violations} & {Constraint.SAME_TIME, Constraint.GAP}
        else:
            assert plan.plans == slow.plans
            assert plan.cost.parts == slow.cost.parts

    @few
    @given(plans_by_hand())
    def test_tells_of_whatever_a_plan_made_by_hand_breaks(self, by_hand: tuple[Problem, list[list[int]]]) -> None:
        problem, sequences = by_hand

        faults = check(problem, schedule(problem, sequences))

        assert faults == ()

    @few
    @given(plans_by_hand())
    def test_keeps_the_stops_where_they_are(self, by_hand: tuple[Problem, list[list[int]]]) -> None:
        problem, sequences = by_hand

        plan = schedule(problem, sequences)

        assert [[e for e in sequence if e >= 0] for sequence in plan.sequences] == [
            [e for e in sequence if e >= 0] for sequence in sequences
        ]


class TestSolve:
    @few
    @given(problems(), st.integers(0, 9))
    def test_always_passes_the_checker(self, problem: Problem, seed: int) -> None:
        plan = solve(problem, stop=Steps(40), seed=seed)

        faults = check(problem, plan)

        assert faults == ()

    @fewer
    @given(problems(with_facts=False))
    def test_breaks_nothing_hard_unless_facts_do(self, problem: Problem) -> None:
        plan = solve(problem, stop=Steps(40))

        assert plan.violations == ()
        assert is_kept(problem, plan)

    @fewer
    @given(problems())
    def test_gives_a_reason_for_each_stop_left_out(self, problem: Problem) -> None:
        plan = solve(problem, stop=Steps(40))

        assert all(unassigned.reasons for unassigned in plan.unassigned)

    @fewer
    @given(problems(most_stops=3, with_facts=False))
    def test_reaches_the_cheapest_plan_of_a_few_stops(self, problem: Problem) -> None:
        assume(len(problem.routes) <= 2)
        dear = replace(problem, weights=replace(problem.weights, unassigned=100_000))

        plan = solve(dear, stop=Steps(400))

        assert plan.cost.total == cheapest(dear).cost.total

    @fewer
    @given(problems(), st.integers(0, 9))
    def test_makes_the_same_plan_of_the_same_seed_and_steps(self, problem: Problem, seed: int) -> None:
        first = solve(problem, stop=Steps(60), seed=seed)

        again = solve(problem, stop=Steps(60), seed=seed)

        assert replace(first, seconds=0) == replace(again, seconds=0)

    @fewer
    @given(problems(most_stops=4, with_facts=False))
    def test_names_every_single_constraint_that_keeps_a_stop_out(self, problem: Problem) -> None:
        plan = solve(problem, stop=Steps(40))
        in_pairs = {stop for link in problem.links if isinstance(link, SameTime) for stop in link.stops}

        for unassigned in plan.unassigned:
            if unassigned.stop not in in_pairs:
                expected = set(reasons_by_trying(problem, plan.sequences, unassigned.stop)) or {Constraint.COMBINATION}
                assert {reason.constraint for reason in unassigned.reasons} == expected

    def test_plans_a_valleys_day_that_passes_the_checker(self) -> None:
        problem = valley_day(7)

        plan = solve(problem, stop=Steps(200))

        assert check(problem, plan) == ()


GIVEN_UP: dict[Constraint, type[Link]] = {
    Constraint.GAP: Ordered,
    Constraint.APART: Apart,
    Constraint.TOGETHER: Together,
}


def reasons_by_trying(problem: Problem, sequences: Sequences, stop: int) -> Iterator[Constraint]:
    """Yield the constraints that, given up one at a time, let the stop in somewhere; `worth` alone if none need be."""
    anywhere = range(len(problem.routes))
    if _fits_somewhere(problem, anywhere, sequences, stop):
        yield Constraint.WORTH
        return
    for constraint in Constraint:
        if any(_fits_somewhere(*relaxed, sequences, stop) for relaxed in _without(problem, stop, constraint)):
            yield constraint


def _without(problem: Problem, index: int, constraint: Constraint) -> Iterator[tuple[Problem, Sequence[int]]]:
    """Yield the problem with the constraint given up, and the routes for which it is."""
    stops, stop, anywhere = problem.stops, problem.stops[index], range(len(problem.routes))
    bare = {
        Constraint.SKILL: replace(stop, skills=frozenset()),
        Constraint.FORBIDDEN: replace(stop, forbidden=frozenset()),
        Constraint.PIN: replace(stop, pin=None),
        Constraint.WINDOW: replace(stop, windows=()),
    }
    if constraint in bare:
        yield replace(problem, stops=(*stops[:index], bare[constraint], *stops[index + 1 :])), anywhere
    elif constraint in GIVEN_UP:
        kind = GIVEN_UP[constraint]
        yield replace(problem, links=tuple(ln for ln in problem.links if not _is_tie(ln, kind, index))), anywhere
    elif constraint in {Constraint.SHIFT, Constraint.BREAK}:
        for number, route in enumerate(problem.routes):
            freer = replace(route, overtime=10**6) if constraint is Constraint.SHIFT else replace(route, breaks=())
            yield replace(problem, routes=(*problem.routes[:number], freer, *problem.routes[number + 1 :])), (number,)


def _is_tie(link: Link, kind: type[Link], stop: int) -> bool:
    if not isinstance(link, kind) or isinstance(link, SameTime):
        return False
    return stop in ((link.first, link.second) if isinstance(link, Ordered) else (link.a, link.b))


def _fits_somewhere(problem: Problem, routes: Sequence[int], sequences: Sequences, stop: int) -> bool:
    for number in routes:
        route = problem.routes[number]
        present = _known(sequences[number], route)
        for with_breaks in [present, *_with_missing_break(present, len(route.breaks))]:
            for position in range(len(with_breaks) + 1):
                trial = [
                    [e for e in s if e >= 0 or ~e < len(problem.routes[n].breaks)] for n, s in enumerate(sequences)
                ]
                trial[number] = [*with_breaks[:position], stop, *with_breaks[position:]]
                try:
                    if is_kept(problem, timetable(problem, trial)):
                        return True
                except NoSchedule:
                    continue
    return False


def _known(sequence: Sequence[int], route: Route) -> list[int]:
    """Return the sequence without breaks that the route has given up."""
    return [element for element in sequence if element >= 0 or ~element < len(route.breaks)]


def _with_missing_break(present: list[int], breaks: int) -> Iterator[list[int]]:
    for pause in range(breaks):
        if ~pause not in present:
            for position in range(len(present) + 1):
                yield [*present[:position], ~pause, *present[position:]]


class TestProblem:
    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"travel": ()}, "'travel' must be"),
            ({"travel": ([[0, 1]],)}, "'travel' matrix of profile 0 must be square"),
            ({"travel": ([[0, -1], [1, 0]],)}, "from place 0 to 1, must be a whole number"),
            ({"travel": ([[0, float("nan")], [1, 0]],)}, "from place 0 to 1, must be a whole number"),
            ({"links": (Ordered(0, 0),)}, r"Link 0 \(Ordered\) must be between two or more different stops"),
            ({"links": (Ordered(0, 1), Ordered(1, 0))}, "Ordered links between stops 0, 1 must be without a cycle"),
            ({"links": (Apart(0, 999),)}, "must be one of the 132 stops"),
            ({"links": (SameTime((0, 1)), SameTime((1, 2)))}, r"the only SameTime of each of its stops"),
        ],
    )
    def test_that_contradicts_itself_is_refused_by_name(self, change: dict[str, object], message: str) -> None:
        problem = valley_day(7)

        with pytest.raises(InvalidProblem, match=message) as refusal:
            replace(problem, **change)  # type: ignore[arg-type]

        assert str(refusal.value).endswith("instead.")
