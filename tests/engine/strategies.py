"""Small problems and plans for Hypothesis, with every option and times that often coincide."""

from cordata_engine import (
    Apart,
    Break,
    Incumbent,
    InvalidProblem,
    Link,
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
from hypothesis import assume
from hypothesis import strategies as st

from tests.engine.problems import on_a_line

TICK = 300
DAY = 48  # in ticks

ticks = st.integers(0, DAY).map(lambda n: n * TICK)
spans = st.integers(0, 12).map(lambda n: n * TICK)
skills = st.frozensets(st.sampled_from(["nurse", "lift"]), max_size=1)


@st.composite
def windows(draw: st.DrawFn) -> tuple[Window, ...]:
    found, opens = [], draw(st.integers(0, DAY // 2)) * TICK
    for _ in range(draw(st.integers(0, 2))):
        closes = opens + draw(spans)
        grace = draw(st.none() | spans)
        latest = None if grace is None else closes + grace
        found.append(Window(opens, closes, latest))
        opens = (latest or closes) + TICK + draw(spans)
    return tuple(found)


@st.composite
def stops(draw: st.DrawFn, index: int, places: int, routes: int, *, with_facts: bool) -> Stop:
    some_routes = st.frozensets(st.integers(0, routes - 1), max_size=1)
    starts = st.none() | ticks if with_facts else st.none()
    pins = st.builds(Pin, st.integers(0, routes - 1), starts)
    return Stop(
        name=f"Stop {index}",
        place=draw(st.integers(0, places - 1)),
        service_duration=draw(st.integers(1, 6)) * TICK,
        windows=draw(windows()),
        skills=draw(st.just(frozenset()) | skills),
        language=draw(st.sampled_from([None, None, "fr"])),
        preferred=draw(some_routes),
        forbidden=draw(st.just(frozenset()) | some_routes),
        familiar=draw(st.dictionaries(st.integers(0, routes - 1), st.integers(1, 3), max_size=1)),
        priority=draw(st.integers(1, 3)),
        pin=draw(pins) if draw(st.integers(0, 7)) == 0 else None,
        incumbent=draw(st.none() | st.builds(Incumbent, st.integers(0, routes - 1), ticks)),
    )


@st.composite
def shifts(draw: st.DrawFn, index: int, places: int) -> Route:
    opens = draw(st.integers(0, 12)) * TICK
    has_lunch = draw(st.booleans())
    lunch = st.builds(lambda at, span: Break(2 * TICK, at, at + span), ticks, spans)
    return Route(
        name=f"Route {index}",
        start_place=draw(st.integers(0, places - 1)),
        end_place=draw(st.integers(0, places - 1)),
        opens=opens,
        closes=opens + draw(st.integers(6, DAY)) * TICK,
        overtime=draw(spans),
        skills=draw(skills | st.just(frozenset({"nurse", "lift"}))),
        languages=draw(st.sampled_from([frozenset(), frozenset({"fr"})])),
        breaks=(draw(lunch),) if has_lunch else (),
        profile=draw(st.integers(0, 1)),
    )


@st.composite
def links(draw: st.DrawFn, count: int) -> tuple[Link, ...]:
    found: list[Link] = []
    for _ in range(draw(st.integers(0, 2)) if count > 1 else 0):
        a, b = draw(st.permutations(range(count)))[:2]
        kind = draw(st.sampled_from([SameTime, Ordered, Ordered, Apart, Together]))
        if kind is SameTime:
            found.append(SameTime((a, b)))
        elif kind is Ordered:
            least = draw(spans)
            more = draw(st.none() | spans)
            found.append(Ordered(a, b, least, None if more is None else least + more))
        else:
            found.append(kind(a, b))
    return tuple(found)


@st.composite
def problems(draw: st.DrawFn, *, most_stops: int = 6, with_facts: bool = True) -> Problem:
    """Draw a problem of a few stops and one to three routes along a road; `with_facts`: some pinned with a start."""
    road = on_a_line(draw(st.lists(st.integers(0, 10).map(lambda n: n * TICK), min_size=2, max_size=5)))
    routes, count = draw(st.integers(1, 3)), draw(st.integers(1, most_stops))
    weights = Weights(distance=draw(st.integers(0, 1)), unassigned=draw(st.sampled_from([1000, 14_400, 100_000])))
    try:
        return Problem(
            stops=tuple(draw(stops(i, len(road), routes, with_facts=with_facts)) for i in range(count)),
            routes=tuple(draw(shifts(i, len(road))) for i in range(routes)),
            travel=(road, 2 * road),
            links=draw(links(count)),
            distance=(road, 2 * road),
            weights=weights,
        )
    except InvalidProblem:
        assume(False)
        raise


@st.composite
def plans_by_hand(draw: st.DrawFn) -> tuple[Problem, list[list[int]]]:
    """Draw a problem and sequences as a person might put them, right or wrong, some breaks among them."""
    problem = draw(problems())
    sequences: list[list[int]] = [[] for _ in problem.routes]
    for stop in draw(st.permutations(range(len(problem.stops)))):
        route = draw(st.integers(-1, len(problem.routes) - 1))
        if route >= 0:
            sequences[route].append(stop)
    for sequence, route_given in zip(sequences, problem.routes, strict=True):
        takes_it = draw(st.booleans())
        if route_given.breaks and takes_it:
            sequence.insert(draw(st.integers(0, len(sequence))), ~0)
    return problem, sequences
