"""Plans: every constraint kept where a cheaper plan breaks it, the same plan for the same seed, and when to stop."""

from dataclasses import replace

import pytest
from cordata_engine import (
    Apart,
    Break,
    Constraint,
    Incumbent,
    Link,
    NoImprovement,
    Ordered,
    Pin,
    Problem,
    Progress,
    Route,
    SameTime,
    Seconds,
    Solution,
    Steps,
    Stop,
    StopRule,
    Target,
    Together,
    Weights,
    Window,
    schedule,
    solve,
)
from cordata_engine.check import check

from tests.engine.problems import HOUR, on_a_line, route, stop, valley_day

ROAD = on_a_line([0, 600, 1200, 1800, 2400])
ROSINA, CLAUDIO, IDA, PIERO = stop("Rosina", 1), stop("Claudio", 2), stop("Ida", 3), stop("Piero", 4)
VALENTINA, LUC = route("Valentina"), route("Luc")
BOTH = (VALENTINA, LUC)
TEN = 10 * HOUR


def solved(stops: tuple[Stop, ...], routes: tuple[Route, ...] = BOTH, links: tuple[Link, ...] = ()) -> Solution:
    return solve(Problem(stops, routes, (ROAD,), links), stop=Steps(60), seed=1)


def route_of(solution: Solution, stop: int) -> int | None:
    return next((route for route, sequence in enumerate(solution.sequences) if stop in sequence), None)


def start_of(solution: Solution, stop: int) -> int:
    return next(step.starts for plan in solution.plans for step in plan.steps if step.stop == stop)


class TestEveryConstraint:
    def test_skill_sends_the_stop_to_who_has_it(self) -> None:
        nurse = replace(LUC, skills=frozenset({"nurse"}), start_place=4, end_place=4)

        solution = solved((replace(ROSINA, skills=frozenset({"nurse"})),), (VALENTINA, nurse))

        assert route_of(solution, 0) == 1

    def test_forbidden_keeps_the_stop_away(self) -> None:
        far = replace(LUC, start_place=4, end_place=4)

        assert route_of(solved((replace(ROSINA, forbidden=frozenset({0})),), (VALENTINA, far)), 0) == 1

    def test_pin_holds_the_route(self) -> None:
        far = replace(LUC, start_place=4, end_place=4)

        assert route_of(solved((replace(ROSINA, pin=Pin(1)),), (VALENTINA, far)), 0) == 1

    def test_pin_holds_the_start_and_others_give_way(self) -> None:
        solution = solved((replace(ROSINA, pin=Pin(0, 4000)), stop("Claudio", 2, closes=1200)), (VALENTINA,))

        assert solution.sequences == ((1, 0),)
        assert start_of(solution, 0) == 4000
        assert solution.violations == ()

    def test_a_pinned_start_nobody_can_keep_is_told_not_refused(self) -> None:
        solution = solved((replace(ROSINA, pin=Pin(0, 100)), CLAUDIO), (VALENTINA,))

        assert solution.sequences == ((0, 1),)
        assert [v.amount for v in solution.violations] == [500]

    def test_a_window_is_never_overrun_beyond_its_latest(self) -> None:
        stops = (stop("Rosina", 1, 0, 700, 700), stop("Piero", 4, 0, 2400, 2400))

        solution = solved(stops)

        assert solution.unassigned == ()
        assert route_of(solution, 0) != route_of(solution, 1)

    def test_a_shift_is_never_overrun_beyond_its_overtime(self) -> None:
        short = replace(VALENTINA, closes=3000, overtime=600)

        solution = solved((ROSINA, CLAUDIO, IDA), (short,))

        assert len(solution.unassigned) == 1
        assert solution.plans[0].returns <= 3600

    def test_a_break_is_taken_in_its_window(self) -> None:
        routes = (replace(VALENTINA, breaks=(Break(600, 1500, 2000),)),)

        solution = solved((ROSINA, CLAUDIO, IDA), routes)

        assert solution.unassigned == ()
        assert [1500 <= step.starts <= 2000 for step in solution.plans[0].steps if step.break_ == 0] == [True]

    def test_same_time_brings_two_professionals_together(self) -> None:
        solution = solved((ROSINA, replace(ROSINA, name="Rosina, second")), links=(SameTime((0, 1)),))

        assert {route_of(solution, 0), route_of(solution, 1)} == {0, 1}
        assert start_of(solution, 0) == start_of(solution, 1)

    def test_same_time_leaves_out_both_or_none(self) -> None:
        solution = solved((ROSINA, replace(ROSINA, skills=frozenset({"physio"}))), links=(SameTime((0, 1)),))

        assert [left.stop for left in solution.unassigned] == [0, 1]

    def test_ordered_stops_keep_their_gaps(self) -> None:
        solution = solved((ROSINA, CLAUDIO), (VALENTINA,), (Ordered(1, 0, 2000, 2500),))

        assert 2000 <= start_of(solution, 0) - start_of(solution, 1) <= 2500

    def test_apart_splits_neighbours(self) -> None:
        solution = solved((ROSINA, ROSINA), links=(Apart(0, 1),))

        assert route_of(solution, 0) != route_of(solution, 1)

    def test_together_joins_what_the_road_would_split(self) -> None:
        far = replace(LUC, start_place=4, end_place=4)

        solution = solved((ROSINA, PIERO), (VALENTINA, far), (Together(0, 1),))

        assert route_of(solution, 0) == route_of(solution, 1) is not None


class TestReplanning:
    def test_changes_as_little_as_it_can(self) -> None:
        kept = replace(ROSINA, incumbent=Incumbent(1, 600))

        assert route_of(solved((kept, CLAUDIO)), 0) == 1

    def test_starts_from_the_plan_it_is_given(self) -> None:
        problem = valley_day(1, visits=40, professionals=5)
        before = solve(problem, stop=Steps(300), seed=3)

        after = solve(problem, stop=Steps(0), seed=4, start=before.sequences)

        assert after.sequences == before.sequences

    def test_keeps_what_is_done_even_where_the_roads_say_it_cannot_be(self) -> None:
        problem = valley_day(1, visits=40, professionals=5)
        before = solve(problem, stop=Steps(200))
        done = {
            step.stop: Pin(plan.route, step.starts - 30)
            for plan in before.plans
            for step in plan.steps
            if step.stop is not None and step.starts < TEN
        }
        stops = tuple(replace(stop, pin=done.get(index)) for index, stop in enumerate(problem.stops))

        after = solve(replace(problem, stops=stops), stop=Steps(100), start=before.sequences)

        assert {stop: Pin(route_of(after, stop) or 0, start_of(after, stop)) for stop in done} == done
        assert {(v.constraint, v.stop in done) for v in after.violations} >= {(Constraint.PIN, True)}
        assert all(v.stop in done for v in after.violations)
        assert check(replace(problem, stops=stops), after) == ()

    def test_drops_from_the_given_plan_what_makes_the_shift_too_long(self) -> None:
        short = Problem((ROSINA, CLAUDIO, IDA), (replace(VALENTINA, closes=4000),), (ROAD,))

        solution = solve(short, stop=Steps(0), start=[[0, 1, 2]])

        assert solution.violations == ()
        assert len(solution.unassigned) == 1

    def test_drops_from_the_given_plan_what_no_longer_fits(self) -> None:
        narrow = Problem((stop("Rosina", 1, 0, 700, 700), stop("Piero", 4, 0, 2400, 2400)), (VALENTINA,), (ROAD,))

        solution = solve(narrow, stop=Steps(0), start=[[1, 0]])

        assert solution.violations == ()
        assert len(solution.unassigned) == 1


class TestDeterminism:
    def test_same_seed_and_steps_make_the_same_plan(self) -> None:
        problem = valley_day(2, visits=40, professionals=5)

        first, again = (solve(problem, stop=Steps(150), seed=7) for _ in range(2))

        assert (first.plans, first.cost) == (again.plans, again.cost)

    def test_another_seed_makes_another_search(self) -> None:
        problem = valley_day(2, visits=40, professionals=5)

        first, other = (solve(problem, stop=Steps(150), seed=seed) for seed in (7, 8))

        assert first.plans != other.plans

    def test_the_plan_timed_again_is_the_plan(self) -> None:
        problem = valley_day(3, visits=40, professionals=5)

        found = solve(problem, stop=Steps(150))

        assert schedule(problem, found.sequences).plans == found.plans


class TestStopRules:
    PROBLEM = valley_day(4, visits=20, professionals=3)

    def test_steps_ends_after_so_many(self) -> None:
        assert solve(self.PROBLEM, stop=Steps(25)).steps == 25

    def test_seconds_ends_by_the_clock(self) -> None:
        assert 0.05 <= solve(self.PROBLEM, stop=Seconds(0.05)).seconds < 0.5

    def test_no_improvement_ends_a_search_that_stands_still(self) -> None:
        assert solve(Problem((ROSINA,), BOTH, (ROAD,)), stop=NoImprovement(30)).steps == 30

    def test_target_ends_when_the_plan_is_cheap_enough(self) -> None:
        assert solve(Problem((ROSINA,), BOTH, (ROAD,)), stop=Target(1200) | Steps(99)).steps == 0

    def test_the_first_rule_met_ends_it(self) -> None:
        assert solve(self.PROBLEM, stop=Seconds(60) | Steps(5) | Steps(9) | NoImprovement(50)).steps == 5

    @pytest.mark.parametrize("rule", [Steps, Seconds, NoImprovement, Target])
    def test_a_limit_below_nothing_is_refused(self, rule: type[StopRule]) -> None:
        with pytest.raises(ValueError, match=r"must be 0 or more\. Got -1 instead"):
            rule(-1)


class TestWatch:
    PROBLEM = valley_day(4, visits=20, professionals=3)

    def test_is_told_of_a_best_plan_that_only_gets_better(self) -> None:
        told: list[Progress] = []

        found = solve(self.PROBLEM, stop=Seconds(0.35), watch=told.append)

        totals = [progress.best_total for progress in told]
        assert len(told) >= 3
        assert totals == sorted(totals, reverse=True)
        assert found.cost.total <= totals[-1]

    def test_is_told_the_total_that_the_parts_add_up_to(self) -> None:
        told: list[Progress] = []

        solve(self.PROBLEM, stop=Seconds(0.25), watch=told.append)

        assert [p.best_total for p in told] == [sum(p.parts.values()) for p in told]

    def test_ends_the_search_by_returning_true(self) -> None:
        assert solve(self.PROBLEM, stop=Seconds(30), watch=lambda progress: True).steps == 0

    def test_keeps_the_best_plan_when_interrupted(self) -> None:
        def interrupt(progress: Progress) -> None:
            raise KeyboardInterrupt

        assert solve(self.PROBLEM, stop=Seconds(30), watch=interrupt).cost.total > 0

    def test_lets_other_faults_through(self) -> None:
        def fail(progress: Progress) -> None:
            raise LookupError("nobody listens")

        with pytest.raises(LookupError, match="nobody listens"):
            solve(self.PROBLEM, stop=Seconds(30), watch=fail)


class TestEdges:
    def test_a_day_without_stops_has_an_empty_plan(self) -> None:
        assert solved(()).sequences == ((), ())

    def test_a_day_without_routes_leaves_everything_out(self) -> None:
        assert [left.stop for left in solved((ROSINA,), ()).unassigned] == [0]

    def test_a_stop_not_worth_its_drive_is_left_out(self) -> None:
        problem = Problem((ROSINA,), (VALENTINA,), (ROAD,), weights=Weights(unassigned=100))

        assert solve(problem, stop=Steps(5)).sequences == ((),)

    def test_several_windows_are_tried(self) -> None:
        twice = replace(ROSINA, windows=(Window(0, 100, 200), Window(5000, 5100, 5200)))

        assert start_of(solved((twice,)), 0) == 5000
