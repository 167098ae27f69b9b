"""What the door refuses, and how it says so."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from cordata_engine import (
    Apart,
    Break,
    InvalidProblem,
    Ordered,
    Pin,
    Problem,
    Route,
    SameTime,
    Stop,
    Together,
    Weights,
    Window,
)

from tests.engine.problems import on_a_line, route, stop

ROAD = on_a_line([0, 600, 1200])
ROSINA, CLAUDIO = stop("Rosina", 1), stop("Claudio", 2)
VALENTINA, LUC = route("Valentina"), route("Luc")


def day(
    stops: tuple[Stop, ...] = (ROSINA, CLAUDIO),
    routes: tuple[Route, ...] = (VALENTINA, LUC),
    **rest: object,
) -> Problem:
    return Problem(stops, routes, **({"travel": (ROAD,)} | rest))  # type: ignore[arg-type]


def rosina(**fields: object) -> Problem:
    return day((replace(ROSINA, **fields), CLAUDIO))  # type: ignore[arg-type]


def valentina(**fields: object) -> Problem:
    return day(routes=(replace(VALENTINA, **fields), LUC))  # type: ignore[arg-type]


def pinned(a: int, b: int) -> tuple[Stop, ...]:
    return replace(ROSINA, pin=Pin(a)), replace(CLAUDIO, pin=Pin(b))


REFUSALS: dict[str, tuple[Callable[[], Problem], str]] = {
    "no matrix": (lambda: day(travel=()), "'travel' must be one matrix a profile"),
    "not square": (lambda: day(travel=(ROAD[:2],)), r"'travel' matrix of profile 0 must be square. Got \(2, 3\)"),
    "NaN": (lambda: day(travel=(np.where(ROAD == 1200, np.nan, ROAD),)), "from place 0 to 2, must be .* Got .*nan"),
    "negative time": (lambda: day(travel=(ROAD - 1,)), "from place 0 to 0, must be a whole number from 0"),
    "half a second": (lambda: day(travel=(ROAD + 0.5,)), "must be a whole number"),
    "words": (lambda: day(travel=(np.full((3, 3), "far"),)), "must be of whole numbers"),
    "two sizes": (lambda: day(travel=(ROAD, ROAD[:2, :2])), "profile 1 must be of the size of the first"),
    "distance of one profile": (lambda: day(distance=()), "'distance' must be as many matrices as 'travel' .1."),
    "unknown place": (lambda: rosina(place=3), r"Stop 0 \(Rosina\): place must be one of the 3 places"),
    "no duration": (lambda: rosina(service_duration=0), "service_duration must be a whole number from 1"),
    "inverted window": (lambda: rosina(windows=(Window(10, 5),)), r"window 0: closes must be .* opens \(10\). Got 5"),
    "refused before late": (lambda: rosina(windows=(Window(0, 9, 5),)), r"latest must be None or .* closes \(9\)"),
    "windows overlap": (lambda: rosina(windows=(Window(0, 9, 20), Window(15, 30))), "window 1: opens must be .* 21"),
    "unknown preferred route": (lambda: rosina(preferred=frozenset({2})), "preferred must be one of the 2 routes"),
    "unknown pinned route": (lambda: rosina(pin=Pin(5)), "pin.route must be one of the 2 routes"),
    "negative pinned start": (lambda: rosina(pin=Pin(0, -5)), "pin.start must be a whole number from 0"),
    "unknown start place": (lambda: valentina(start_place=-1), r"Route 0 \(Valentina\): start_place must be one of"),
    "unknown profile": (lambda: valentina(profile=1), "profile must be one of the 1 travel matrices"),
    "closes before it opens": (lambda: valentina(opens=9, closes=8), r"closes must be .* opens \(9\). Got 8"),
    "break out of order": (
        lambda: valentina(breaks=(Break(60, 100, 200), Break(60, 50, 90))),
        "break 1: opens must be a second not before the break before it",
    ),
    "inverted break": (lambda: valentina(breaks=(Break(60, 100, 90),)), "break 0: latest must be"),
    "link to itself": (lambda: day(links=(Ordered(1, 1),)), r"Link 0 \(Ordered\) must be between two or more"),
    "link to nobody": (lambda: day(links=(SameTime((0, 7)),)), "must be one of the 2 stops, from 0. Got 7"),
    "inverted gap": (lambda: day(links=(Ordered(0, 1, 60, 30),)), r"max_gap must be None or at least min_gap \(60\)"),
    "two groups": (
        lambda: day((ROSINA, CLAUDIO, ROSINA), links=(SameTime((0, 1)), SameTime((1, 2)))),
        r"Link 1 \(SameTime\) must be the only SameTime of each of its stops. Got \[1\]",
    ),
    "cycle": (lambda: day(links=(Ordered(0, 1), Ordered(1, 0))), "Ordered links between stops 0, 1 must be without a"),
    "order inside a group": (lambda: day(links=(Ordered(0, 1), SameTime((0, 1)))), "without a cycle"),
    "same time, one route": (lambda: day(pinned(1, 1), links=(SameTime((0, 1)),)), "must be on different routes"),
    "apart, one route": (lambda: day(pinned(1, 1), links=(Apart(0, 1),)), "must be on different routes. Got .1, 1."),
    "together, two routes": (lambda: day(pinned(0, 1), links=(Together(0, 1),)), "must be on one route. Got .0, 1."),
    "not a link": (lambda: day(links=("after",)), "Link 0 must be a SameTime"),
    "negative weight": (lambda: day(weights=Weights(travel=-1)), "weight 'travel' must be a whole number from 0"),
    "a weight that is no number": (lambda: day(weights=Weights(travel=True)), "weight 'travel' must be"),
}


class TestProblem:
    @pytest.mark.parametrize("name", REFUSALS)
    def test_refuses_what_contradicts_itself_by_name(self, name: str) -> None:
        made, message = REFUSALS[name]

        with pytest.raises(InvalidProblem, match=message):
            made()

    def test_takes_whole_numbers_written_as_decimals(self) -> None:
        problem = day(travel=(ROAD.astype(float),))

        assert problem.travel[0].dtype == np.int64

    def test_is_not_changed_by_changing_the_matrix_it_was_made_from(self) -> None:
        road = ROAD.copy()
        problem = day(travel=(road,))

        road[0, 1] = 5

        assert problem.travel[0][0, 1] == 600
