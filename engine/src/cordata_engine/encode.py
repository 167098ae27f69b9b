"""A problem put into the core's numbers: names of skills and languages end here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordata_engine import _core
from cordata_engine.problem import Apart, Ordered, Problem, Route, SameTime, Stop

if TYPE_CHECKING:
    from cordata_engine.problem import Link

LACKS_SKILL, FORBIDDEN, NOT_PREFERRED, UNFAMILIAR, LACKS_LANGUAGE, MOVED = (1 << bit for bit in range(6))
NONE = -1
ENDLESS = -1


def encode(problem: Problem) -> _core.Problem:
    weights = problem.weights
    core = _core.Problem([getattr(weights, name) for name in type(weights).__dataclass_fields__])
    for matrix in problem.travel:
        core.add_profile(matrix)
    for matrix in problem.distance or ():
        core.add_distance(matrix)
    for stop in problem.stops:
        _add_stop(core, stop, problem.routes)
    for route in problem.routes:
        core.add_route(route.start_place, route.end_place, route.profile, route.opens, route.closes, route.overtime)
    for index, route in enumerate(problem.routes):
        for pause in route.breaks:
            core.add_break(index, pause.duration, pause.opens, pause.latest)
    for link in problem.links:
        core.add_link(*_link(link))
    core.finish()
    return core


def _add_stop(core: _core.Problem, stop: Stop, routes: tuple[Route, ...]) -> None:
    windows = [(w.opens, w.closes, ENDLESS if w.latest is None else w.latest) for w in stop.windows]
    pin = (NONE, NONE) if stop.pin is None else (stop.pin.route, NONE if stop.pin.start is None else stop.pin.start)
    incumbent = (NONE, NONE) if stop.incumbent is None else (stop.incumbent.route, stop.incumbent.start)
    traits = [_traits(stop, index, route) for index, route in enumerate(routes)]
    core.add_stop(stop.place, stop.service_duration, windows, pin, incumbent, stop.priority, traits)


def _traits(stop: Stop, index: int, route: Route) -> int:
    language = stop.language is not None and stop.language not in route.languages
    return (
        LACKS_SKILL * (not stop.skills <= route.skills)
        | FORBIDDEN * (index in stop.forbidden)
        | NOT_PREFERRED * (bool(stop.preferred) and index not in stop.preferred)
        | UNFAMILIAR * (bool(stop.familiar) and stop.familiar.get(index, 0) == 0)
        | LACKS_LANGUAGE * language
        | MOVED * (stop.incumbent is not None and stop.incumbent.route != index)
    )


def _link(link: Link) -> tuple[int, list[int], int, int]:
    if isinstance(link, SameTime):
        return 0, list(link.stops), 0, _core.FOREVER
    if isinstance(link, Ordered):
        return 1, [link.first, link.second], link.min_gap, _core.FOREVER if link.max_gap is None else link.max_gap
    return (2 if isinstance(link, Apart) else 3), [link.a, link.b], 0, _core.FOREVER
