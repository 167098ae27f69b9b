"""Sequences timed as they stand: the least schedule, what it costs, what it breaks. Each constraint by itself."""

from dataclasses import replace

import pytest
from cordata_engine import (
    Apart,
    Break,
    Constraint,
    Incumbent,
    InvalidSequences,
    Link,
    Ordered,
    Pin,
    Problem,
    Route,
    SameTime,
    Solution,
    Stop,
    Together,
    Weights,
    Window,
    schedule,
)

from tests.engine.problems import on_a_line, route, stop

ROAD = on_a_line([0, 600, 1200, 1800])
ROSINA, CLAUDIO, IDA = stop("Rosina", 1), stop("Claudio", 2), stop("Ida", 3)
VALENTINA, LUC = route("Valentina"), route("Luc")


def laid(
    sequences: list[list[int]],
    stops: tuple[Stop, ...],
    routes: tuple[Route, ...] = (VALENTINA,),
    links: tuple[Link, ...] = (),
    weights: Weights = Weights(),  # noqa: B008 (frozen)
) -> Solution:
    return schedule(Problem(stops, routes, (ROAD,), links, weights=weights), sequences)


def starts(solution: Solution) -> dict[int, int]:
    return {step.stop: step.starts for plan in solution.plans for step in plan.steps if step.stop is not None}


def broken(solution: Solution) -> list[tuple[Constraint, int | None, int | None, int]]:
    return [(v.constraint, v.stop, v.route, v.amount) for v in solution.violations]


class TestTimes:
    def test_follow_from_the_drive_and_the_service(self) -> None:
        plan = laid([[0, 1]], (ROSINA, CLAUDIO)).plans[0]

        assert [(step.travel, step.arrives, step.starts, step.ends) for step in plan.steps] == [
            (600, 600, 600, 1200),
            (600, 1800, 1800, 2400),
        ]
        assert (plan.departs, plan.returns, plan.travel_home) == (0, 3600, 1200)

    def test_leave_the_base_just_in_time_for_the_first_stop(self) -> None:
        plan = laid([[0]], (stop("Rosina", 1, opens=5000),)).plans[0]

        assert (plan.departs, plan.steps[0].arrives, plan.steps[0].wait) == (4400, 5000, 0)

    def test_count_waiting_after_the_first_stop(self) -> None:
        solution = laid([[0, 1]], (ROSINA, stop("Claudio", 2, opens=5000)), weights=Weights(waiting=2))

        assert solution.plans[0].steps[1].wait == 3200
        assert solution.cost.parts["waiting"] == 6400

    def test_skip_to_the_next_window_when_one_is_over(self) -> None:
        claudio = replace(CLAUDIO, windows=(Window(0, 900, 1000), Window(4000, 5000)))

        assert starts(laid([[0, 1]], (ROSINA, claudio))) == {0: 600, 1: 4000}

    def test_use_the_matrix_of_the_vehicle(self) -> None:
        problem = Problem((ROSINA,), (replace(VALENTINA, profile=1),), (ROAD, 2 * ROAD), distance=(ROAD, 7 * ROAD))

        step = schedule(problem, [[0]]).plans[0].steps[0]

        assert (step.travel, step.distance) == (1200, 4200)

    def test_are_none_for_a_route_without_stops(self) -> None:
        plan = laid([[], [0]], (ROSINA,), (replace(VALENTINA, opens=77, end_place=3), LUC)).plans[0]

        assert (plan.departs, plan.returns, plan.steps, plan.travel_home) == (77, 77, (), 0)

    def test_end_elsewhere_when_the_route_does(self) -> None:
        assert laid([[0]], (ROSINA,), (replace(VALENTINA, end_place=3),)).plans[0].returns == 600 + 600 + 1200


class TestCost:
    def test_of_lateness_counts_from_the_close_of_the_window(self) -> None:
        solution = laid([[0, 1]], (ROSINA, stop("Claudio", 2, closes=1000)), weights=Weights(lateness=3))

        assert (solution.plans[0].steps[1].late, solution.cost.parts["lateness"]) == (800, 2400)
        assert solution.violations == ()

    def test_of_overtime_counts_from_the_close_of_the_route(self) -> None:
        late = replace(VALENTINA, closes=1700, overtime=100)

        solution = laid([[0]], (ROSINA,), (late,), weights=Weights(overtime=2))

        assert (solution.plans[0].overtime, solution.cost.parts["overtime"]) == (100, 200)

    def test_of_a_stop_left_out_grows_with_its_priority(self) -> None:
        solution = laid([[]], (replace(ROSINA, priority=3),), weights=Weights(unassigned=100))

        assert solution.cost.total == solution.cost.parts["unassigned"] == 300

    @pytest.mark.parametrize(
        ("part", "wish", "granted"),
        [
            ("preference", {"preferred": frozenset({1})}, {"preferred": frozenset({0, 1})}),
            ("continuity", {"familiar": {1: 4}}, {"familiar": {0: 1}}),
            ("language", {"language": "fr"}, {"language": "it"}),
            ("change", {"incumbent": Incumbent(1, 600)}, {"incumbent": Incumbent(0, 600)}),
        ],
    )
    def test_of_a_wish_is_paid_when_it_is_not_granted(
        self, part: str, wish: dict[str, object], granted: dict[str, object]
    ) -> None:
        routes = (replace(VALENTINA, languages=frozenset({"it"})), LUC)

        paid, free = (laid([[0], []], (replace(ROSINA, **w),), routes).cost.parts[part] for w in (wish, granted))

        assert (paid, free) == (getattr(Weights(), part), 0)

    def test_of_a_moved_start_counts_both_ways(self) -> None:
        stops = (replace(ROSINA, incumbent=Incumbent(0, 500)), replace(CLAUDIO, incumbent=Incumbent(0, 2000)))

        assert laid([[0, 1]], stops, weights=Weights(shift=5)).cost.parts["shift"] == 5 * (100 + 200)

    def test_of_distance_weighs_metres(self) -> None:
        problem = Problem(
            (ROSINA,), (VALENTINA,), (ROAD,), distance=(3 * ROAD,), weights=Weights(travel=0, distance=2)
        )

        assert schedule(problem, [[0]]).cost.parts["distance"] == 2 * 3 * 1200


class TestBreaks:
    LUNCH = Break(duration=300, opens=1500, latest=2000)

    def test_are_put_where_they_cost_least_when_the_sequence_has_none(self) -> None:
        early, later = stop("Rosina", 1, closes=600), stop("Claudio", 2, opens=4000)

        solution = laid([[0, 1]], (early, later), (replace(VALENTINA, breaks=(self.LUNCH,)),))

        assert solution.sequences == ((0, ~0, 1),)
        assert [(s.starts, s.ends) for s in solution.plans[0].steps] == [(600, 1200), (1500, 1800), (4000, 4600)]

    def test_stay_where_the_sequence_has_them(self) -> None:
        solution = laid([[0, 1, ~0]], (ROSINA, CLAUDIO), (replace(VALENTINA, breaks=(self.LUNCH,)),))

        assert solution.sequences == ((0, 1, ~0),)
        assert broken(solution) == [(Constraint.BREAK, None, 0, 400)]

    def test_are_not_due_when_the_route_is_back_by_then(self) -> None:
        solution = laid([[0]], (ROSINA,), (replace(VALENTINA, breaks=(self.LUNCH,)),))

        assert solution.sequences == ((0,),)
        assert solution.plans[0].returns == 1800
        assert solution.violations == ()

    def test_are_not_due_when_the_route_leaves_after_them(self) -> None:
        solution = laid([[0]], (stop("Rosina", 1, opens=5000),), (replace(VALENTINA, breaks=(self.LUNCH,)),))

        assert solution.sequences == ((0,),)

    def test_happen_where_the_professional_is(self) -> None:
        routes = (replace(VALENTINA, breaks=(replace(self.LUNCH, opens=600),)),)

        steps = laid([[0, ~0, 1]], (ROSINA, CLAUDIO), routes).plans[0].steps

        assert [step.travel for step in steps] == [600, 0, 600]


class TestViolations:
    def test_of_skill_and_forbidden_name_stop_and_route(self) -> None:
        stops = (replace(ROSINA, skills=frozenset({"nurse"})), replace(CLAUDIO, forbidden=frozenset({0})))

        assert broken(laid([[0, 1]], stops)) == [(Constraint.SKILL, 0, 0, 1), (Constraint.FORBIDDEN, 1, 0, 1)]

    def test_of_window_tell_how_much_later_than_the_latest(self) -> None:
        assert broken(laid([[0]], (stop("Rosina", 1, 0, 100, 400),))) == [(Constraint.WINDOW, 0, 0, 200)]

    def test_of_shift_tell_how_much_more_than_the_overtime(self) -> None:
        routes = (replace(VALENTINA, closes=1000, overtime=500),)

        assert broken(laid([[0]], (ROSINA,), routes)) == [(Constraint.SHIFT, None, 0, 300)]

    def test_of_pin_tell_the_wrong_route_the_late_arrival_and_the_stop_left_out(self) -> None:
        stops = (
            replace(ROSINA, pin=Pin(1)),
            replace(CLAUDIO, pin=Pin(0, 1000)),
            replace(IDA, pin=Pin(0, 4000)),
        )

        solution = laid([[0, 1], []], stops, (VALENTINA, LUC))

        assert broken(solution) == [
            (Constraint.PIN, 0, 0, 1),
            (Constraint.PIN, 1, 0, 800),
            (Constraint.PIN, 2, 0, 1),
        ]
        assert starts(solution)[1] == 1000

    def test_of_apart_and_together_tell_the_second_stop(self) -> None:
        links = (Apart(0, 1), Together(0, 2))

        solution = laid([[0, 1], [2]], (ROSINA, CLAUDIO, IDA), (VALENTINA, LUC), links)

        assert broken(solution) == [(Constraint.APART, 1, 0, 1), (Constraint.TOGETHER, 2, 1, 1)]


class TestLinks:
    def test_same_time_makes_the_early_one_wait(self) -> None:
        solution = laid([[0], [1]], (ROSINA, IDA), (VALENTINA, LUC), (SameTime((0, 1)),))

        assert starts(solution) == {0: 1800, 1: 1800}
        assert solution.violations == ()

    def test_same_time_on_one_route_is_broken(self) -> None:
        solution = laid([[0, 1]], (ROSINA, CLAUDIO), links=(SameTime((0, 1)),))

        assert broken(solution) == [(Constraint.SAME_TIME, 1, 0, 1200)]

    def test_same_time_with_a_partner_left_out_is_broken(self) -> None:
        solution = laid([[0], []], (ROSINA, CLAUDIO), (VALENTINA, LUC), (SameTime((0, 1)),))

        assert broken(solution) == [(Constraint.SAME_TIME, 1, None, 1)]

    def test_a_minimum_gap_holds_back_the_second(self) -> None:
        solution = laid([[0], [1]], (IDA, ROSINA), (VALENTINA, LUC), (Ordered(0, 1, 900),))

        assert starts(solution) == {0: 1800, 1: 2700}

    def test_a_maximum_gap_holds_back_the_first(self) -> None:
        late = stop("Claudio", 2, opens=9000)

        solution = laid([[0], [1]], (ROSINA, late), (VALENTINA, LUC), (Ordered(0, 1, 0, 1000),))

        assert starts(solution) == {0: 8000, 1: 9000}

    def test_a_maximum_gap_holds_back_what_comes_after_the_first_too(self) -> None:
        late = stop("Claudio", 2, opens=9000)

        solution = laid([[0, 2], [1]], (ROSINA, late, IDA), (VALENTINA, LUC), (Ordered(0, 1, 0, 1000),))

        assert starts(solution)[2] == 8000 + 600 + 1200

    def test_the_wrong_way_round_on_one_route_is_broken_and_still_timed(self) -> None:
        solution = laid([[1, 0]], (ROSINA, CLAUDIO), links=(Ordered(0, 1, 900),))

        assert starts(solution) == {1: 1200, 0: 2400}
        assert broken(solution) == [(Constraint.GAP, 1, 0, 2100)]

    def test_that_wait_for_each_other_in_a_ring_are_broken_and_still_timed(self) -> None:
        stops = (ROSINA, CLAUDIO, ROSINA, CLAUDIO)

        solution = laid([[0, 1], [3, 2]], stops, (VALENTINA, LUC), (SameTime((0, 2)), SameTime((1, 3))))

        assert starts(solution) == {0: 2400, 1: 3600, 2: 2400, 3: 1200}
        assert broken(solution) == [(Constraint.SAME_TIME, 3, 1, 2400)]


class TestSequences:
    @pytest.mark.parametrize("sequences", [[], [[0, 0]], [[5]], [[~0]]])
    def test_that_do_not_belong_to_the_problem_are_refused(self, sequences: list[list[int]]) -> None:
        with pytest.raises(InvalidSequences, match="must"):
            laid(sequences, (ROSINA,))
