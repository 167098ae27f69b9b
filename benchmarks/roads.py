"""How fast roads are read, asked and closed: the hand-made network and, where it is at hand, the whole of Andorra."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from random import Random
from time import perf_counter

from cordata.base.geo import Point
from cordata.places import territory
from cordata.places.roads import network, osm
from cordata.places.roads.graph import RoadGraph
from cordata.places.roads.routing import Router, TooFarFromRoad
from cordata.places.roads.shortest import Dijkstras, Hierarchies

ANDORRA = Path(__file__).resolve().parents[2] / "shared" / "data" / "geo" / "andorra-2025-01-19.osm.pbf"
PLACES = 120
CLOSED = 20


def milliseconds(work: Callable[[], object]) -> float:
    """Return the best of three runs."""
    return min(_once(work) for _ in range(3))


def _once(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return 1000 * (perf_counter() - start)


def near_roads(router: Router, points: list[Point]) -> list[Point]:
    """Return as many points as the matrix has, those far from any road left out."""
    kept: list[Point] = []
    for point in Random(1).sample(points, len(points)):
        try:
            router.snap(point)
        except TooFarFromRoad:
            continue
        kept.append(point)
        if len(kept) == PLACES:
            break
    return kept


def tell(name: str, read_ms: float, graph: RoadGraph, points: list[Point]) -> None:
    """Print a row of the table for each finder; they must agree."""
    answers = []
    for finder in (Hierarchies, Dijkstras):
        build_ms = milliseconds(lambda kind=finder: Router(graph, finder=kind))
        router = Router(graph, finder=finder)
        places = near_roads(router, points)
        keys = Random(2).sample(graph.keys, CLOSED)
        answers.append(router.matrix(places, frozenset(keys)).seconds)
        router.matrix(places)
        matrix_ms = milliseconds(lambda r=router, p=places: r.matrix(p))
        legs_ms = milliseconds(lambda r=router, p=places: [r.path(a, b) for a, b in pairwise(p)])
        close_ms = min(_once(lambda r=router, p=places, k=key: r.path(p[0], p[1], frozenset({k}))) for key in keys)
        print(
            f"| {name}, {finder.__name__} | {graph.nodes} | {read_ms:.0f} | {build_ms:.0f}"
            f" | {matrix_ms:.1f} | {legs_ms / (len(places) - 1):.2f} | {close_ms:.2f} |"
        )
    if (answers[0] != answers[1]).any():
        raise AssertionError("Both finders must give the same seconds.")


def main() -> None:
    """Print the table."""
    print(
        f"| roads | nodes | read, ms | ready, ms | {PLACES}×{PLACES} matrix, ms | a way, ms | closing and a way, ms |"
    )
    print("|---|---|---|---|---|---|---|")
    hamlets = [hamlet.point for hamlet in territory.hamlets()]
    tell("main roads by hand", milliseconds(network.main_roads), network.main_roads(), hamlets)
    if ANDORRA.is_file():
        extract = osm.read(ANDORRA)
        tell("Andorra", milliseconds(lambda: osm.read(ANDORRA)), extract.graph, list(extract.buildings))


if __name__ == "__main__":
    main()
