"""The one place where a problem is checked: each refusal names the item, what was found and what is expected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Never

import numpy as np

from cordata_engine.problem import Apart, InvalidProblem, Matrix, Ordered, SameTime, Together

if TYPE_CHECKING:
    from cordata_engine.problem import Break, Problem, Route, Stop

LONGEST = 10**8  # seconds or metres, three years: sums of a plan stay far inside 64 bits
HEAVIEST = 10**6


def refuse(item: str, expected: str, found: object) -> Never:
    raise InvalidProblem(f"{item} must be {expected}. Got {found!r} instead.")


def whole_matrices(name: str, matrices: Sequence[Any]) -> tuple[Matrix, ...]:
    """Return the matrices as read-only contiguous 64-bit integers, refusing what is not square, whole and >= 0."""
    return tuple(_whole_matrix(f"The '{name}' matrix of profile {i}", m) for i, m in enumerate(matrices))


def _whole_matrix(item: str, given: Any) -> Matrix:
    matrix = np.asarray(given)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        refuse(item, "square", matrix.shape)
    if matrix.dtype.kind not in "iuf":
        refuse(item, "of whole numbers", str(matrix.dtype))
    wrong = ~((matrix >= 0) & (matrix <= LONGEST)) | (matrix % 1 != 0 if matrix.dtype.kind == "f" else False)
    if wrong.any():
        row, column = (int(i) for i in np.argwhere(wrong)[0])
        refuse(f"{item}, from place {row} to {column},", f"a whole number from 0 to {LONGEST}", matrix[row, column])
    whole = np.ascontiguousarray(matrix, dtype=np.int64)
    if whole is given:
        whole = whole.copy()
    whole.flags.writeable = False
    return whole


def check_problem(problem: Problem) -> None:
    """:raises InvalidProblem: if anything in the problem contradicts the rest"""
    _check_matrices(problem)
    places = problem.travel[0].shape[0]
    for route_index, route in enumerate(problem.routes):
        _check_route(f"Route {route_index} ({route.name})", route, places, len(problem.travel))
    for index, stop in enumerate(problem.stops):
        _check_stop(f"Stop {index} ({stop.name})", stop, places, len(problem.routes))
    for number, link in enumerate(problem.links):
        _check_link(f"Link {number}", link, problem.stops)
    _check_one_group_each(problem)
    _check_no_cycle(problem)
    for name in type(problem.weights).__dataclass_fields__:
        _whole(f"The weight '{name}'", getattr(problem.weights, name), 0, HEAVIEST)


def _check_matrices(problem: Problem) -> None:
    if not problem.travel:
        refuse("'travel'", "one matrix a profile, at least one", problem.travel)
    if problem.distance is not None and len(problem.distance) != len(problem.travel):
        refuse("'distance'", f"as many matrices as 'travel' ({len(problem.travel)})", len(problem.distance))
    for name, matrices in (("travel", problem.travel), ("distance", problem.distance or ())):
        for profile, matrix in enumerate(matrices):
            if matrix.shape != problem.travel[0].shape:
                size = problem.travel[0].shape
                refuse(f"The '{name}' matrix of profile {profile}", f"of the size of the first, {size}", matrix.shape)


def _whole(item: str, value: object, low: int, high: int | None, expected: str = "") -> None:
    top = LONGEST if high is None else high
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or not low <= value <= top:
        refuse(item, expected or f"a whole number from {low} to {top}", value)


def _index(item: str, value: object, size: int, what: str) -> None:
    _whole(item, value, 0, size - 1, f"one of the {size} {what}, from 0")


def _check_route(item: str, route: Route, places: int, profiles: int) -> None:
    _index(f"{item}: start_place", route.start_place, places, "places")
    _index(f"{item}: end_place", route.end_place, places, "places")
    _index(f"{item}: profile", route.profile, profiles, "travel matrices")
    _whole(f"{item}: opens", route.opens, 0, None)
    _whole(f"{item}: closes", route.closes, route.opens, None, f"a second at or after it opens ({route.opens})")
    _whole(f"{item}: overtime", route.overtime, 0, None)
    previous = 0
    for number, pause in enumerate(route.breaks):
        _check_break(f"{item}: break {number}", pause, previous)
        previous = pause.opens


def _check_break(item: str, pause: Break, previous: int) -> None:
    _whole(f"{item}: duration", pause.duration, 1, None)
    _whole(f"{item}: opens", pause.opens, previous, None, f"a second not before the break before it ({previous})")
    _whole(f"{item}: latest", pause.latest, pause.opens, None, f"a second at or after it opens ({pause.opens})")


def _check_stop(item: str, stop: Stop, places: int, routes: int) -> None:
    _index(f"{item}: place", stop.place, places, "places")
    _whole(f"{item}: service_duration", stop.service_duration, 1, None)
    _whole(f"{item}: priority", stop.priority, 0, HEAVIEST)
    for name in ("preferred", "forbidden", "familiar"):
        for route in getattr(stop, name):
            _index(f"{item}: {name}", route, routes, "routes")
    for decision in (stop.pin, stop.incumbent):
        if decision is not None:
            name = type(decision).__name__.lower()
            _index(f"{item}: {name}.route", decision.route, routes, "routes")
            if decision.start is not None:
                _whole(f"{item}: {name}.start", decision.start, 0, None)
    _check_windows(item, stop)


def _check_windows(item: str, stop: Stop) -> None:
    free_from = 0
    for number, window in enumerate(stop.windows):
        name = f"{item}: window {number}"
        _whole(
            f"{name}: opens",
            window.opens,
            free_from,
            None,
            f"a whole number from {free_from}, windows in order and apart",
        )
        _whole(f"{name}: closes", window.closes, window.opens, None, f"a second at or after it opens ({window.opens})")
        if window.latest is not None:
            expected = f"None or a second at or after it closes ({window.closes})"
            _whole(f"{name}: latest", window.latest, window.closes, None, expected)
        free_from = (window.closes if window.latest is None else window.latest) + 1


def _check_link(item: str, link: object, stops: Sequence[Stop]) -> None:
    if isinstance(link, SameTime):
        _check_linked(item, "SameTime", link.stops, stops)
        _check_different_routes(f"{item} (SameTime)", link.stops, stops)
    elif isinstance(link, Ordered):
        _check_linked(item, "Ordered", (link.first, link.second), stops)
        _whole(f"{item} (Ordered): min_gap", link.min_gap, 0, None)
        if link.max_gap is not None:
            expected = f"None or at least min_gap ({link.min_gap})"
            _whole(f"{item} (Ordered): max_gap", link.max_gap, link.min_gap, None, expected)
    elif isinstance(link, Apart):
        _check_linked(item, "Apart", (link.a, link.b), stops)
        _check_different_routes(f"{item} (Apart)", (link.a, link.b), stops)
    elif isinstance(link, Together):
        _check_linked(item, "Together", (link.a, link.b), stops)
        pins = [pin.route for pin in (stops[link.a].pin, stops[link.b].pin) if pin]
        if len(set(pins)) > 1:
            refuse(f"{item} (Together): the pins of stops {link.a} and {link.b}", "on one route", pins)
    else:
        refuse(item, "a SameTime, Ordered, Apart or Together", link)


def _check_linked(item: str, kind: str, members: Sequence[int], stops: Sequence[Stop]) -> None:
    if len(members) < 2 or len(set(members)) != len(members):
        refuse(f"{item} ({kind})", "between two or more different stops", tuple(members))
    for member in members:
        _index(f"{item} ({kind})", member, len(stops), "stops")


def _check_different_routes(item: str, members: Sequence[int], stops: Sequence[Stop]) -> None:
    pinned = [pin.route for member in members if (pin := stops[member].pin)]
    if len(set(pinned)) != len(pinned):
        refuse(f"{item}: the pins of stops {', '.join(map(str, members))}", "on different routes", pinned)


def _check_one_group_each(problem: Problem) -> None:
    seen: set[int] = set()
    for number, link in enumerate(problem.links):
        if isinstance(link, SameTime):
            if shared := seen & set(link.stops):
                refuse(f"Link {number} (SameTime)", "the only SameTime of each of its stops", sorted(shared))
            seen |= set(link.stops)


def _check_no_cycle(problem: Problem) -> None:
    group = {stop: link.stops[0] for link in problem.links if isinstance(link, SameTime) for stop in link.stops}
    after: dict[int, set[int]] = {}
    for link in problem.links:
        if isinstance(link, Ordered):
            after.setdefault(group.get(link.first, link.first), set()).add(group.get(link.second, link.second))
    while ends := _reached(after) - after.keys():
        after = {first: rest for first, seconds in after.items() if (rest := seconds - ends)}
    if after:
        refuse("The Ordered links between stops " + ", ".join(map(str, sorted(after))), "without a cycle", "one")


def _reached(after: dict[int, set[int]]) -> set[int]:
    return set(_flatten(after.values()))


def _flatten(sets: Iterable[set[int]]) -> Iterable[int]:
    return (item for members in sets for item in members)
