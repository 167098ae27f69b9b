"""Reasons put to the test: a true witness holds, a false one is found, constraint by constraint."""

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
    Stop,
    Together,
    Unassigned,
    Window,
)
from cordata_engine.check import Promise, check

from tests.engine.oracle import timetable
from tests.engine.problems import HOUR, MINUTE, on_a_line

ANNA_VISITED, LEFT_OUT, PARTNER = range(3)
VALENTINA, LUC = range(2)
EIGHT, TEN = 8 * HOUR, 10 * HOUR
ROAD = on_a_line([0, 600, 1200])


def visit(name: str, place: int, **asks: object) -> Stop:
    return replace(Stop(name, place, 20 * MINUTE), **asks)  # type: ignore[arg-type]


def morning(*more: Stop, links: tuple[Link, ...] = (), routes: tuple[Route, ...] = (), **asks: object) -> Problem:
    """Return a morning in which Valentina visits one stop at eight, and one that asks for something is left out."""
    shifts = routes or (Route("Valentina", 0, 0, EIGHT - 600, TEN), Route("Luc", 0, 0, EIGHT, TEN))
    visited = visit("Visited", 1, windows=(Window(EIGHT, EIGHT, EIGHT),))
    return Problem((visited, visit("Left out", 2, **asks), *more), shifts, (ROAD,), links)


def doubts(problem: Problem, *reasons: Reason, left_out: tuple[int, ...] = (LEFT_OUT,)) -> list[object]:
    """Return what the checker finds wrong with the reasons of the stop left out."""
    unassigned = tuple(Unassigned(stop, reasons if stop == LEFT_OUT else ()) for stop in left_out)
    sequences = [[ANNA_VISITED], *([] for _ in problem.routes[1:])]
    faults = check(problem, timetable(problem, sequences, unassigned))
    assert {fault.what for fault in faults} <= {Promise.REASONS}
    return [fault.found for fault in faults]


AFTER_THE_VISIT = EIGHT + 20 * MINUTE + 600
SHORT_SHIFTS = (Route("Valentina", 0, 0, EIGHT - 600, EIGHT + HOUR), Route("Luc", 0, 0, EIGHT, EIGHT + 600))
LUNCH = Break(30 * MINUTE, AFTER_THE_VISIT, AFTER_THE_VISIT + 600)
WITH_LUNCH = (Route("Valentina", 0, 0, EIGHT - 600, EIGHT + 75 * MINUTE, breaks=(LUNCH,)),)

TRUE = [
    (
        morning(skills=frozenset({"nurse", "lift"})),
        Reason(Constraint.SKILL, VALENTINA, TEN - HOUR, skill="lift, nurse"),
    ),
    (morning(forbidden=frozenset({VALENTINA, LUC})), Reason(Constraint.FORBIDDEN, LUC, EIGHT + 1200)),
    (
        morning(pin=Pin(VALENTINA), windows=(Window(EIGHT, EIGHT + 600, EIGHT + 1200),)),
        Reason(Constraint.PIN, LUC, EIGHT + 1200),
    ),
    (
        morning(windows=(Window(EIGHT, EIGHT + 600, EIGHT + 600),)),
        Reason(Constraint.WINDOW, VALENTINA, AFTER_THE_VISIT, detail=AFTER_THE_VISIT - EIGHT - 600),
    ),
    (
        morning(windows=(Window(TEN, TEN, TEN),)),
        Reason(Constraint.WINDOW, VALENTINA, TEN - 3600, detail=-3600),
    ),
    (
        morning(routes=SHORT_SHIFTS),
        Reason(Constraint.SHIFT, VALENTINA, AFTER_THE_VISIT, detail=10 * MINUTE),
    ),
    (morning(routes=WITH_LUNCH), Reason(Constraint.BREAK, VALENTINA, AFTER_THE_VISIT)),
    (
        morning(links=(Ordered(LEFT_OUT, ANNA_VISITED, HOUR, None),)),
        Reason(Constraint.GAP, VALENTINA, AFTER_THE_VISIT),
    ),
    (morning(links=(Apart(0, 1),), forbidden=frozenset({LUC})), Reason(Constraint.APART, VALENTINA, AFTER_THE_VISIT)),
    (
        morning(links=(Together(0, 1),), forbidden=frozenset({VALENTINA})),
        Reason(Constraint.TOGETHER, LUC, EIGHT + 1200),
    ),
    (morning(priority=0), Reason(Constraint.WORTH, VALENTINA, AFTER_THE_VISIT, detail=1200)),
]


class TestTrueReason:
    @pytest.mark.parametrize(("problem", "reason"), TRUE, ids=lambda value: getattr(value, "constraint", ""))
    def test_holds(self, problem: Problem, reason: Reason) -> None:
        assert doubts(problem, reason) == []

    def test_of_a_stop_whose_partner_fits_nowhere_holds_without_the_partner(self) -> None:
        problem = morning(visit("Partner", 2, skills=frozenset({"nurse"})), links=(SameTime((LEFT_OUT, PARTNER)),))

        wrong = doubts(problem, Reason(Constraint.SAME_TIME, VALENTINA, AFTER_THE_VISIT), left_out=(LEFT_OUT, PARTNER))

        assert wrong == []

    def test_places_the_partners_too(self) -> None:
        nurse = frozenset({"nurse"})
        problem = morning(visit("Partner", 2), links=(SameTime((LEFT_OUT, PARTNER)),), skills=nurse)
        reason = Reason(Constraint.SKILL, VALENTINA, AFTER_THE_VISIT, skill="nurse", partners=((PARTNER, LUC),))

        wrong = doubts(problem, reason, left_out=(LEFT_OUT, PARTNER))

        assert wrong == []

    def test_that_is_a_combination_needs_no_witness(self) -> None:
        assert doubts(morning(), Reason(Constraint.COMBINATION)) == []


class TestFalseReason:
    @pytest.mark.parametrize(("problem", "reason"), TRUE, ids=lambda value: getattr(value, "constraint", ""))
    def test_by_a_start_out_of_reach_is_found(self, problem: Problem, reason: Reason) -> None:
        assert doubts(problem, replace(reason, start=EIGHT - 600)) == ["does not fit there"]

    @pytest.mark.parametrize(
        ("problem", "reason"), [pair for pair in TRUE if pair[1].detail is not None], ids=lambda _: ""
    )
    def test_by_another_amount_given_up_is_found(self, problem: Problem, reason: Reason) -> None:
        assert len(doubts(problem, replace(reason, detail=(reason.detail or 0) + 1))) == 1

    @pytest.mark.parametrize(
        "constraint",
        [code for code in Constraint if code not in {Constraint.WORTH, Constraint.COMBINATION, Constraint.SKILL}],
    )
    def test_where_nothing_need_be_given_up_is_found(self, constraint: Constraint) -> None:
        assert doubts(morning(), Reason(constraint, VALENTINA, AFTER_THE_VISIT)) == ["fits there as it is"]

    def test_by_a_skill_that_is_not_lacking_is_found(self) -> None:
        problem = morning(skills=frozenset({"nurse"}))

        wrong = doubts(problem, Reason(Constraint.SKILL, VALENTINA, AFTER_THE_VISIT, skill="lift"))

        assert wrong == ["skill lift"]

    def test_by_one_constraint_where_two_stand_in_the_way_is_found(self) -> None:
        problem = morning(skills=frozenset({"nurse"}), forbidden=frozenset({VALENTINA, LUC}))

        wrong = doubts(problem, Reason(Constraint.SKILL, VALENTINA, AFTER_THE_VISIT, skill="nurse"))

        assert wrong == ["does not fit there"]

    def test_without_a_witness_is_found(self) -> None:
        assert doubts(morning(), Reason(Constraint.WINDOW)) == ["route None, start None"]

    def test_with_a_witness_that_is_a_combination_is_found(self) -> None:
        assert doubts(morning(), Reason(Constraint.COMBINATION, VALENTINA, EIGHT)) == [f"route 0, start {EIGHT}"]

    def test_that_forgets_the_partner_is_found(self) -> None:
        nurse = frozenset({"nurse"})
        problem = morning(visit("Partner", 2), links=(SameTime((LEFT_OUT, PARTNER)),), skills=nurse)

        wrong = doubts(
            problem,
            Reason(Constraint.SKILL, VALENTINA, AFTER_THE_VISIT, skill="nurse"),
            left_out=(LEFT_OUT, PARTNER),
        )

        assert wrong == ["partners []"]

    def test_that_puts_the_partner_on_the_same_route_is_found(self) -> None:
        nurse = frozenset({"nurse"})
        problem = morning(visit("Partner", 2), links=(SameTime((LEFT_OUT, PARTNER)),), skills=nurse)
        reason = Reason(Constraint.SKILL, LUC, AFTER_THE_VISIT, skill="nurse", partners=((PARTNER, LUC),))

        assert doubts(problem, reason, left_out=(LEFT_OUT, PARTNER)) == ["does not fit there"]
