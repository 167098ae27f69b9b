"""The checker: it finds nothing wrong with a plan timed by hand, and every fault put into one."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from cordata_engine import (
    Apart,
    Break,
    Constraint,
    Cost,
    Incumbent,
    Link,
    Ordered,
    Pin,
    Problem,
    Route,
    SameTime,
    Solution,
    Stop,
    Together,
    Unassigned,
    Violation,
    Weights,
    Window,
)
from cordata_engine.check import Fault, Promise, check

from tests.engine.oracle import timetable
from tests.engine.problems import HOUR, MINUTE, on_a_line

ROSINA, CLAUDIO, IDA, IDA_TOO, PIERO, EMMA = range(6)
VALENTINA, LUC = range(2)
LUNCH = ~0
ROUNDS = ((ROSINA, IDA, LUNCH, PIERO), (IDA_TOO, CLAUDIO, EMMA))

ROAD = on_a_line([0, 600, 1200, 1800, 2400])
Plan = tuple[Problem, Solution]


def visit(name: str, place: int, opens: int, closes: int, latest: int | None = None) -> Stop:
    return Stop(name, place, 20 * MINUTE, (Window(opens, closes, latest),))


def village(**changes: object) -> Problem:
    """Return a morning of two professionals, Luc at half Valentina's speed, in which every option is used."""
    stops = (
        replace(visit("Rosina", 1, 8 * HOUR, 9 * HOUR, 9 * HOUR), skills=frozenset({"nurse"}), familiar={LUC: 3}),
        replace(visit("Claudio", 2, 9 * HOUR, 10 * HOUR), preferred=frozenset({VALENTINA}), language="de"),
        visit("Ida", 3, 9 * HOUR, 10 * HOUR),
        visit("Ida, second person", 3, 9 * HOUR, 10 * HOUR),
        replace(visit("Piero", 4, 10 * HOUR, 11 * HOUR), incumbent=Incumbent(LUC, 10 * HOUR)),
        visit("Emma", 1, 9 * HOUR, 9 * HOUR + 30 * MINUTE),
    )
    lunch = Break(30 * MINUTE, 10 * HOUR, 10 * HOUR + 40 * MINUTE)
    routes = (
        Route("Valentina", 0, 0, 8 * HOUR, 11 * HOUR, HOUR, frozenset({"nurse"}), frozenset({"it"}), (lunch,)),
        Route("Luc", 0, 0, 8 * HOUR, 12 * HOUR, languages=frozenset({"it", "fr"}), profile=1),
    )
    links: tuple[Link, ...] = (SameTime((IDA, IDA_TOO)), Ordered(ROSINA, PIERO, HOUR, 4 * HOUR), Apart(IDA, CLAUDIO))
    plain: dict[str, object] = {
        "stops": stops,
        "routes": routes,
        "travel": (ROAD, 2 * ROAD),
        "links": links,
        "distance": (ROAD, 2 * ROAD),
        "weights": Weights(distance=1),
    }
    return Problem(**plain | changes)  # type: ignore[arg-type]


def changed(problem: Problem, index: int, **changes: object) -> Problem:
    """Return the problem with one stop changed."""
    stops = list(problem.stops)
    stops[index] = replace(stops[index], **changes)  # type: ignore[arg-type]
    return replace(problem, stops=tuple(stops))


def edited(solution: Solution, route: int, position: int | None = None, **changes: object) -> Solution:
    """Return the solution with one step of a route, or the route's plan itself, stated otherwise."""
    plans = list(solution.plans)
    if position is None:
        plans[route] = replace(plans[route], **changes)  # type: ignore[arg-type]
    else:
        steps = list(plans[route].steps)
        steps[position] = replace(steps[position], **changes)  # type: ignore[arg-type]
        plans[route] = replace(plans[route], steps=tuple(steps))
    return replace(solution, plans=tuple(plans))


def promises(faults: tuple[Fault, ...]) -> set[Promise]:
    return {fault.what for fault in faults}


class TestCheck:
    def test_finds_nothing_wrong_with_a_plan_timed_by_hand(self) -> None:
        problem = village()

        faults = check(problem, timetable(problem, ROUNDS))

        assert faults == ()

    def test_meets_every_part_of_the_cost_in_that_plan(self) -> None:
        problem = village()

        parts = timetable(problem, ROUNDS).cost.parts

        assert {name for name, amount in parts.items() if amount == 0} == {"unassigned"}

    def test_says_what_was_found_where_and_what_was_expected(self) -> None:
        problem = village()
        wrong = edited(timetable(problem, ROUNDS), VALENTINA, 1, travel=1201)

        fault = check(problem, wrong)[0]

        assert str(fault) == "times: travel of step 1 of route 0 must be 1200. Got 1201 instead."

    @pytest.mark.parametrize("name", ["travel", "distance", "arrives", "ends", "wait"])
    @pytest.mark.parametrize("position", range(4))
    def test_finds_a_step_that_does_not_add_up(self, name: str, position: int) -> None:
        problem = village()
        plan = timetable(problem, ROUNDS)
        stated = getattr(plan.plans[VALENTINA].steps[position], name)

        faults = check(problem, edited(plan, VALENTINA, position, **{name: stated + 1}))

        assert Promise.TIMES in promises(faults)

    @pytest.mark.parametrize("name", ["departs", "returns", "travel_home", "distance_home"])
    @pytest.mark.parametrize("route", [VALENTINA, LUC])
    def test_finds_a_route_that_does_not_add_up(self, name: str, route: int) -> None:
        problem = village()
        plan = timetable(problem, ROUNDS)

        faults = check(problem, edited(plan, route, **{name: getattr(plan.plans[route], name) + 1}))

        assert promises(faults) == {Promise.TIMES}

    def test_finds_a_start_before_the_professional_can_be_there(self) -> None:
        problem = village()
        plan = timetable(problem, ROUNDS)
        early = plan.plans[LUC].steps[1].starts - 1

        faults = check(problem, edited(plan, LUC, 1, starts=early, ends=early + 20 * MINUTE))

        assert "starts of step 1 of route 1" in {fault.where for fault in faults}

    def test_finds_lateness_misstated(self) -> None:
        problem = village()
        plan = timetable(problem, ROUNDS)

        faults = check(problem, edited(plan, LUC, 2, late=0))

        assert promises(faults) == {Promise.LATENESS}

    def test_finds_overtime_misstated(self) -> None:
        problem = village()

        faults = check(problem, edited(timetable(problem, ROUNDS), VALENTINA, overtime=0))

        assert promises(faults) == {Promise.OVERTIME}

    def test_finds_a_profile_that_is_not_the_routes_own(self) -> None:
        problem = village()
        by_car = replace(problem, routes=(problem.routes[0], replace(problem.routes[1], profile=0)))

        faults = check(problem, timetable(by_car, ROUNDS))

        assert Promise.TIMES in promises(faults)

    def test_finds_a_stop_that_could_start_earlier(self) -> None:
        slow = changed(village(), PIERO, windows=(Window(10 * HOUR + 50 * MINUTE, 11 * HOUR),))

        faults = check(village(), timetable(slow, ROUNDS))

        assert promises(faults) == {Promise.EARLIEST}

    def test_finds_a_moved_break(self) -> None:
        problem = village()
        plan = timetable(problem, ROUNDS)
        noon = plan.plans[VALENTINA].steps[2]

        faults = check(
            problem, edited(plan, VALENTINA, 2, starts=noon.starts + 60, ends=noon.ends + 60, wait=noon.wait + 60)
        )

        assert Promise.EARLIEST in promises(faults)

    @pytest.mark.parametrize("part", [*Weights.__dataclass_fields__])
    def test_finds_each_part_of_the_cost_misstated(self, part: str) -> None:
        problem = village()
        plan = timetable(problem, ROUNDS)
        parts = dict(plan.cost.parts) | {part: plan.cost.parts[part] + 1}

        faults = check(problem, replace(plan, cost=Cost(parts)))

        assert [fault.where for fault in faults] == [f"The part '{part}' of the cost", "The total cost"]

    def test_finds_parts_that_are_wrong_though_their_total_is_right(self) -> None:
        problem = village()
        plan = timetable(problem, ROUNDS)
        travel, waiting = plan.cost.parts["travel"], plan.cost.parts["waiting"]
        parts = dict(plan.cost.parts) | {"travel": travel + 1, "waiting": waiting - 1}

        faults = check(problem, replace(plan, cost=Cost(parts)))

        assert len(faults) == 2

    def test_finds_a_part_of_the_cost_missing(self) -> None:
        problem = village()
        plan = timetable(problem, ROUNDS)
        parts = {name: amount for name, amount in plan.cost.parts.items() if name != "unassigned"}

        faults = check(problem, replace(plan, cost=Cost(parts)))

        assert [fault.found for fault in faults] == [None]


def visits_twice(plan: Solution) -> Solution:
    steps = plan.plans[LUC].steps
    return edited(plan, LUC, steps=(*steps, steps[-1]))


def forgets(plan: Solution) -> Solution:
    return edited(plan, LUC, steps=plan.plans[LUC].steps[:-1])


def leaves_out_too(plan: Solution) -> Solution:
    return replace(plan, unassigned=(Unassigned(EMMA, ()),))


def invents(plan: Solution) -> Solution:
    return edited(plan, LUC, 2, stop=6)


def takes_lunch_twice(plan: Solution) -> Solution:
    steps = plan.plans[VALENTINA].steps
    return edited(plan, VALENTINA, steps=(*steps, steps[2]))


def takes_another_break(plan: Solution) -> Solution:
    return edited(plan, VALENTINA, 2, break_=1)


def swaps_the_routes(plan: Solution) -> Solution:
    return replace(plan, plans=plan.plans[::-1])


def drops_a_route(plan: Solution) -> Solution:
    return replace(plan, plans=plan.plans[:1])


class TestShape:
    @pytest.mark.parametrize(
        ("tampered", "promise"),
        [
            (visits_twice, Promise.STOPS),
            (forgets, Promise.STOPS),
            (leaves_out_too, Promise.STOPS),
            (invents, Promise.STOPS),
            (takes_lunch_twice, Promise.BREAKS),
            (takes_another_break, Promise.BREAKS),
            (swaps_the_routes, Promise.ROUTES),
            (drops_a_route, Promise.ROUTES),
        ],
    )
    def test_of_a_plan_is_each_stop_once_and_each_route_in_its_place(
        self, tampered: Callable[[Solution], Solution], promise: Promise
    ) -> None:
        problem = village()

        faults = check(problem, tampered(timetable(problem, ROUNDS)))

        assert promises(faults) == {promise}


def broken_by(problem: Problem, *sequences: tuple[int, ...]) -> set[Constraint]:
    """Return the constraints that the checker finds broken and not told."""
    faults = check(problem, timetable(problem, sequences or ROUNDS))
    assert promises(faults) <= {Promise.VIOLATIONS}
    return {code for code in Constraint for fault in faults if f"<Constraint.{code.name}:" in fault.where}


class TestBrokenConstraint:
    def test_skill_is_found(self) -> None:
        assert broken_by(changed(village(), EMMA, skills=frozenset({"nurse"}))) == {Constraint.SKILL}

    def test_forbidden_route_is_found(self) -> None:
        assert broken_by(changed(village(), EMMA, forbidden=frozenset({LUC}))) == {Constraint.FORBIDDEN}

    def test_pinned_route_is_found(self) -> None:
        assert broken_by(changed(village(), EMMA, pin=Pin(VALENTINA))) == {Constraint.PIN}

    def test_pinned_start_out_of_reach_is_found(self) -> None:
        problem = changed(village(), EMMA, pin=Pin(LUC, 9 * HOUR + 30 * MINUTE))
        plan = timetable(problem, ROUNDS)

        told = {fault.where for fault in check(problem, plan) if fault.what is Promise.VIOLATIONS}

        assert any("PIN" in where for where in told)

    def test_latest_start_is_found(self) -> None:
        window = Window(9 * HOUR, 9 * HOUR + 30 * MINUTE, 9 * HOUR + 40 * MINUTE)

        assert broken_by(changed(village(), EMMA, windows=(window,))) == {Constraint.WINDOW}

    def test_start_past_the_last_of_several_windows_is_found(self) -> None:
        windows = (Window(8 * HOUR, 8 * HOUR, 8 * HOUR), Window(9 * HOUR, 9 * HOUR, 9 * HOUR))

        assert broken_by(changed(village(), EMMA, windows=windows)) == {Constraint.WINDOW}

    def test_shift_with_its_overtime_is_found(self) -> None:
        problem = village()
        strict = (replace(problem.routes[0], overtime=20 * MINUTE), problem.routes[1])

        assert broken_by(replace(problem, routes=strict)) == {Constraint.SHIFT}

    def test_missing_break_is_found(self) -> None:
        assert broken_by(village(), (ROSINA, IDA, PIERO), ROUNDS[LUC]) == {Constraint.BREAK}

    def test_break_after_its_latest_is_found(self) -> None:
        assert broken_by(village(), (ROSINA, IDA, PIERO, LUNCH), ROUNDS[LUC]) == set()

        assert broken_by(village(), (ROSINA, IDA, PIERO, EMMA, LUNCH), (IDA_TOO, CLAUDIO)) == {Constraint.BREAK}

    def test_stops_alone_where_all_must_start_together_are_found(self) -> None:
        problem = village()
        left_out = (Unassigned(IDA_TOO, ()),)

        faults = check(problem, timetable(problem, (ROUNDS[0], (CLAUDIO, EMMA)), left_out))

        assert any("SAME_TIME" in fault.where for fault in faults)

    def test_starts_that_differ_where_they_must_not_are_found(self) -> None:
        problem = changed(village(), IDA, pin=Pin(VALENTINA, 9 * HOUR))
        parted = changed(problem, IDA_TOO, pin=Pin(LUC, 9 * HOUR + 10 * MINUTE))

        assert broken_by(parted) == {Constraint.SAME_TIME}

    def test_one_professional_for_two_presences_is_found(self) -> None:
        problem = changed(village(), IDA, pin=Pin(VALENTINA, 9 * HOUR))
        rounds = (ROSINA, IDA_TOO, IDA, LUNCH, PIERO), (CLAUDIO, EMMA)

        assert Constraint.SAME_TIME in broken_by(problem, *rounds)

    def test_gap_too_long_is_found(self) -> None:
        problem = changed(
            village(links=(Ordered(ROSINA, PIERO, 0, HOUR),)), ROSINA, pin=Pin(VALENTINA, 8 * HOUR + 600)
        )

        assert broken_by(problem) == {Constraint.GAP}

    def test_gap_too_short_is_found(self) -> None:
        problem = changed(village(links=(Ordered(ROSINA, EMMA, 4 * HOUR),)), EMMA, pin=Pin(LUC, 11 * HOUR))

        assert broken_by(problem) == {Constraint.GAP}

    def test_shared_route_is_found(self) -> None:
        assert broken_by(village(links=(Apart(CLAUDIO, EMMA),))) == {Constraint.APART}

    def test_parted_routes_are_found(self) -> None:
        assert broken_by(village(links=(Together(IDA, CLAUDIO),))) == {Constraint.TOGETHER}

    def test_that_is_told_is_no_fault(self) -> None:
        problem = changed(village(), EMMA, skills=frozenset({"nurse"}))
        told = (Violation(Constraint.SKILL, EMMA, LUC, 1),)

        faults = check(problem, replace(timetable(problem, ROUNDS), violations=told))

        assert faults == ()

    def test_told_and_not_there_is_a_fault(self) -> None:
        problem = village()
        told = (Violation(Constraint.SKILL, EMMA, LUC, 1),)

        faults = check(problem, replace(timetable(problem, ROUNDS), violations=told))

        assert promises(faults) == {Promise.VIOLATIONS}
