"""Why stops are left out, one constraint at a time, and what an insertion would cost."""

from dataclasses import replace

import pytest
from cordata_engine import (
    Apart,
    Break,
    Constraint,
    Link,
    Ordered,
    Pin,
    Problem,
    Reason,
    Route,
    SameTime,
    Sequences,
    Stop,
    Together,
    explain,
    insert,
    schedule,
)

from tests.engine.problems import on_a_line, route, stop

ROAD = on_a_line([0, 600, 1200, 1800])
ROSINA, CLAUDIO, IDA = stop("Rosina", 1), stop("Claudio", 2), stop("Ida", 3)
VALENTINA, LUC = route("Valentina"), route("Luc", overtime=0)
FULL = replace(VALENTINA, closes=1800)


def reasons(
    stops: tuple[Stop, ...],
    sequences: Sequences,
    routes: tuple[Route, ...] = (VALENTINA,),
    links: tuple[Link, ...] = (),
) -> tuple[Reason, ...]:
    """Return why the first stop is left out."""
    return explain(Problem(stops, routes, (ROAD,), links), sequences, [0])[0].reasons


class TestReasons:
    def test_a_missing_skill_is_named(self) -> None:
        asks = replace(ROSINA, skills=frozenset({"nurse", "wound care", "driver"}))

        found = reasons((asks,), [[]], (replace(VALENTINA, skills=frozenset({"driver"})),))

        assert found == (Reason(Constraint.SKILL, 0, 600, None, "nurse, wound care"),)

    def test_a_refused_professional(self) -> None:
        assert reasons((replace(ROSINA, forbidden=frozenset({0})),), [[]]) == (Reason(Constraint.FORBIDDEN, 0, 600),)

    def test_a_pin_to_a_route_that_is_full(self) -> None:
        full = replace(VALENTINA, closes=1000)

        found = reasons((replace(ROSINA, pin=Pin(0)),), [[], []], (full, LUC))

        assert found == (Reason(Constraint.PIN, 1, 600), Reason(Constraint.SHIFT, 0, 600, 800))

    def test_a_window_that_is_over_tells_by_how_much(self) -> None:
        assert reasons((stop("Rosina", 1, 0, 200, 400),), [[]]) == (Reason(Constraint.WINDOW, 0, 600, 200),)

    def test_a_window_that_opens_too_late_tells_by_how_much(self) -> None:
        found = reasons((stop("Rosina", 1, 2000),), [[]], (FULL,))

        assert found == (Reason(Constraint.WINDOW, 0, 600, -1400), Reason(Constraint.SHIFT, 0, 2000, 1400))

    def test_an_early_start_is_put_off_as_long_as_nobody_minds(self) -> None:
        found = reasons((stop("Rosina", 1, 3000),), [[]], (replace(VALENTINA, closes=4000),))

        assert found[0] == Reason(Constraint.WINDOW, 0, 2800, -200)

    def test_a_shift_that_is_full_tells_by_how_much(self) -> None:
        assert reasons((ROSINA, ROSINA), [[1]], (FULL,)) == (Reason(Constraint.SHIFT, 0, 600, 600),)

    def test_a_break_in_the_way(self) -> None:
        lunch = replace(VALENTINA, breaks=(Break(3600, 600, 700),))

        found = reasons((stop("Rosina", 1, 0, 900, 900), CLAUDIO), [[~0, 1]], (lunch,))

        assert found[0].constraint is Constraint.WINDOW
        assert found[1] == Reason(Constraint.BREAK, 0, 600)

    def test_a_partner_who_cannot_come(self) -> None:
        stops = (ROSINA, replace(ROSINA, skills=frozenset({"physio"})))

        found = reasons(stops, [[], []], (VALENTINA, LUC), (SameTime((0, 1)),))

        assert found == (Reason(Constraint.SAME_TIME, 0, 600),)

    def test_a_pair_names_who_comes_along(self) -> None:
        stops = (replace(ROSINA, skills=frozenset({"physio"})), ROSINA)

        found = reasons(stops, [[], []], (VALENTINA, LUC), (SameTime((0, 1)),))

        assert found[0] == Reason(Constraint.SKILL, 0, 600, None, "physio", ((1, 1),))

    def test_a_gap_to_a_stop_that_is_planned(self) -> None:
        stops = (stop("Rosina", 1, 0, 900, 900), CLAUDIO)

        found = reasons(stops, [[], [1]], (VALENTINA, LUC), (Ordered(1, 0, 100),))

        assert Reason(Constraint.GAP, 1, 600) in found

    @pytest.mark.parametrize(
        ("link", "constraint", "sequences"),
        [(Apart(0, 1), Constraint.APART, [[1]]), (Together(0, 1), Constraint.TOGETHER, [[], [1]])],
    )
    def test_a_stop_that_may_not_share_or_must(
        self, link: Link, constraint: Constraint, sequences: list[list[int]]
    ) -> None:
        routes = (VALENTINA, replace(LUC, closes=100))[: len(sequences)]

        found = reasons((ROSINA, CLAUDIO), sequences, routes, (link,))

        assert Reason(constraint, 0, 600) in found

    def test_more_than_one_hindrance_is_a_combination(self) -> None:
        found = reasons((replace(ROSINA, skills=frozenset({"nurse"}), forbidden=frozenset({0})),), [[]])

        assert found == (Reason(Constraint.COMBINATION),)

    def test_a_stop_that_fits_tells_what_it_costs_beyond_leaving_it_out(self) -> None:
        found = reasons((replace(ROSINA, priority=0),), [[]])

        assert found == (Reason(Constraint.WORTH, 0, 600, 1200),)


class TestInsert:
    PROBLEM = Problem((ROSINA, CLAUDIO, IDA), (VALENTINA, replace(LUC, closes=2000)), (ROAD,))

    def test_finds_the_best_position_on_each_route(self) -> None:
        found = insert(self.PROBLEM, [[0, 2], []], 1)

        assert [(i.route, i.position, i.start) for i in found] == [(0, 1, 1800), (1, 0, 1200)]

    def test_tells_the_difference_by_part(self) -> None:
        before = schedule(self.PROBLEM, [[0], []]).cost.parts

        found = insert(self.PROBLEM, [[0], []], 1, routes=[0])[0]

        after = schedule(self.PROBLEM, [[0, 1], []]).cost.parts
        assert found.cost_delta == {name: after[name] - before[name] for name in before}

    def test_tells_what_the_plan_would_then_break(self) -> None:
        found = insert(self.PROBLEM, [[0], []], 1, routes=[1])[0]

        assert [(v.constraint, v.route, v.amount) for v in found.violations] == [(Constraint.SHIFT, 1, 1000)]

    def test_takes_a_planned_stop_out_first(self) -> None:
        found = insert(self.PROBLEM, [[0, 1], []], 1, routes=[0])[0]

        assert sum(found.cost_delta.values()) == 0
