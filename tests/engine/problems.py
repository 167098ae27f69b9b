"""Problems for the engine's tests and benchmarks: small ones by hand, and days of a mountain valley drawn by seed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from random import Random

import numpy as np
from cordata_engine import (
    Break,
    Link,
    Ordered,
    Problem,
    Route,
    SameTime,
    Stop,
    Weights,
    Window,
)
from numpy.typing import NDArray

Matrix = NDArray[np.int64]

MINUTE = 60
HOUR = 3600
MAIN_VALLEY_KM = 24
SIDE_VALLEYS = 6
SECONDS_PER_KM = {"main": 65, "side": 100}
LEAVING_THE_CAR = 90
OVER_SNOW = 1.15
SHIFTS = ((7 * HOUR, 14 * HOUR), (7 * HOUR, 15 * HOUR), (8 * HOUR, 16 * HOUR), (11 * HOUR, 19 * HOUR))
ROLES = ("nurse", "nurse", "nurse", "aide", "nurse", "nurse", "aide", "aide", "aide", "nurse", "physio", "physio")


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of visit: its share of the day, who can make it, how long, windows of `width` drawn `between`."""

    name: str
    share: int
    skill: str
    minutes: int
    between: tuple[tuple[int, int], ...]
    width: int
    grace: int | None = None


KINDS = (
    Kind("injection", 15, "nurse", 15, ((7 * HOUR, 11 * HOUR),), HOUR, 30 * MINUTE),
    Kind("blood sample", 8, "nurse", 10, ((7 * HOUR, 10 * HOUR),), 2 * HOUR, 0),
    Kind("dressing", 20, "nurse", 25, ((8 * HOUR, 16 * HOUR),), 3 * HOUR),
    Kind("blood pressure", 15, "care", 15, ((8 * HOUR, 12 * HOUR), (14 * HOUR, 18 * HOUR)), 2 * HOUR, HOUR),
    Kind("hygiene", 18, "aide", 35, ((7 * HOUR, 16 * HOUR),), 3 * HOUR),
    Kind("exercise", 8, "physio", 40, ((8 * HOUR, 18 * HOUR),), 4 * HOUR),
    Kind("company", 12, "care", 30, ((9 * HOUR, 18 * HOUR),), 6 * HOUR, HOUR),
)
ALL_DAY = (Window(8 * HOUR, 17 * HOUR),)


def on_a_line(metres: Iterable[int], seconds_per_metre: int = 1) -> Matrix:
    """Return travel times between places that lie along one straight road."""
    places = np.array(list(metres), dtype=np.int64)
    times: Matrix = np.abs(places[:, None] - places[None, :]) * seconds_per_metre
    return times


def stop(name: str, place: int, opens: int = 0, closes: int = 86_400, latest: int | None = None) -> Stop:
    """Return a ten-minute stop with one window and nothing else to say."""
    return Stop(name=name, place=place, service_duration=600, windows=(Window(opens, closes, latest),))


def route(name: str, place: int = 0, opens: int = 0, closes: int = 86_400, overtime: int = 0) -> Route:
    """Return a shift from a place back to the same place, without breaks or skills."""
    return Route(name=name, start_place=place, end_place=place, opens=opens, closes=closes, overtime=overtime)


@dataclass(frozen=True, slots=True)
class Spot:
    """A home on the tree of roads: `valley` -1 is the main one, `km` from its foot, `junction` on the main."""

    valley: int
    junction: float
    km: float


def valley_day(seed: int, *, visits: int = 120, professionals: int = 12) -> Problem:
    """Return a day of home visits: one in ten for two persons, one in ten a while after another, every option used."""
    random = Random(seed)
    bases = [Spot(-1, km, km) for km in (2.0, 9.0, 15.0, 22.0)]
    spots = bases + [_home(random) for _ in range(visits)]
    routes = tuple(_route(random, index, len(bases)) for index in range(professionals))
    stops, links = _visits(random, visits, routes, len(bases))
    car = _seconds(spots)
    metres = _metres(spots)
    return Problem(
        stops=stops,
        routes=routes,
        links=links,
        travel=(car, (car * OVER_SNOW).astype(np.int64)),
        distance=(metres, metres),
        weights=Weights(),
    )


def _home(random: Random) -> Spot:
    if random.random() < 0.35:
        km = random.uniform(0, MAIN_VALLEY_KM)
        return Spot(-1, km, km)
    valley = random.randrange(SIDE_VALLEYS)
    return Spot(valley, (valley + 0.5) * MAIN_VALLEY_KM / SIDE_VALLEYS, random.triangular(1, 10, 2))


def _leg(a: Spot, b: Spot) -> tuple[float, float]:
    """Return the kilometres along the main valley and up or down side valleys."""
    if a.valley == b.valley:
        along = abs(a.km - b.km)
        return (along, 0.0) if a.valley < 0 else (0.0, along)
    sides = (a.km if a.valley >= 0 else 0.0) + (b.km if b.valley >= 0 else 0.0)
    return abs(a.junction - b.junction), sides


def _seconds(spots: list[Spot]) -> Matrix:
    times = np.zeros((len(spots), len(spots)), dtype=np.int64)
    for i, a in enumerate(spots):
        for j, b in enumerate(spots):
            if i != j:
                main, side = _leg(a, b)
                climb = 8 * max(0.0, (b.km if b.valley >= 0 else 0.0) - (a.km if a.valley >= 0 else 0.0))
                pace = SECONDS_PER_KM["main"] * main + SECONDS_PER_KM["side"] * side
                times[i, j] = round(LEAVING_THE_CAR + pace + climb)
    return times


def _metres(spots: list[Spot]) -> Matrix:
    return np.array([[round(1000 * sum(_leg(a, b))) for b in spots] for a in spots], dtype=np.int64)


def _route(random: Random, index: int, bases: int) -> Route:
    opens, closes = SHIFTS[index % len(SHIFTS)]
    base = index % bases
    rest = Break(duration=30 * MINUTE, opens=11 * HOUR + 30 * MINUTE, latest=14 * HOUR)
    return Route(
        name=f"Professional {index + 1}",
        start_place=base,
        end_place=base if index % 5 else (base + 1) % bases,
        opens=opens,
        closes=closes,
        overtime=30 * MINUTE,
        skills=frozenset({ROLES[index % len(ROLES)], "care"}),
        languages=frozenset({"it"} | {language for language in ("fr", "de") if random.random() < 0.5}),
        breaks=(rest,) if index % 4 else (),
        profile=int(index % 4 == 3),
    )


def _visit(random: Random, name: str, place: int, routes: tuple[Route, ...]) -> Stop:
    kind = random.choices(KINDS, weights=[kind.share for kind in KINDS])[0]
    able = [index for index, route in enumerate(routes) if kind.skill in route.skills]
    known = random.sample(able, min(2, len(able))) if random.random() < 0.5 else []
    return Stop(
        name=f"{name}, {kind.name}",
        place=place,
        service_duration=random.randrange(kind.minutes - 5, kind.minutes + 6, 5) * MINUTE,
        windows=_windows(random, kind),
        skills=frozenset({kind.skill}),
        language=random.choice(("fr", "de")) if random.random() < 0.2 else None,
        preferred=frozenset(known[:1]) if random.random() < 0.2 else frozenset(),
        forbidden=frozenset({random.randrange(len(routes))} - set(known)) if random.random() < 0.05 else frozenset(),
        familiar={index: random.randint(1, 9) for index in known},
        priority=random.choice((1, 1, 1, 2, 3)),
    )


def _windows(random: Random, kind: Kind) -> tuple[Window, ...]:
    windows = []
    for first, last in kind.between:
        opens = random.randrange(first, last - kind.width + 1, 15 * MINUTE)
        closes = opens + kind.width
        windows.append(Window(opens, closes, None if kind.grace is None else closes + kind.grace))
    return tuple(windows)


def _visits(
    random: Random, count: int, routes: tuple[Route, ...], first_place: int
) -> tuple[tuple[Stop, ...], tuple[Link, ...]]:
    stops = [_visit(random, f"Visit {index + 1}", first_place + index, routes) for index in range(count)]
    links: list[Link] = []
    drawn = random.sample(range(count), count * 3 // 10)
    for index in drawn[: count // 10]:
        stops[index] = replace(stops[index], skills=frozenset({"care"}), windows=ALL_DAY, forbidden=frozenset())
        stops.append(replace(stops[index], name=stops[index].name + ", second person"))
        links.append(SameTime((index, len(stops) - 1)))
    for first, second in zip(drawn[count // 10 :: 2], drawn[count // 10 + 1 :: 2], strict=False):
        stops[second] = replace(stops[second], place=stops[first].place, windows=ALL_DAY)
        links.append(Ordered(first, second, min_gap=45 * MINUTE, max_gap=4 * HOUR))
    return tuple(stops), tuple(links)
