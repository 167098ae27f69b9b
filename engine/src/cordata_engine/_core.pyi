from collections.abc import Callable, Sequence

from cordata_engine.problem import Matrix

FOREVER: int

StepRow = tuple[int, int, int, int, int, int, int, int]
RouteRow = tuple[list[StepRow], int, int, int, int, int]
BrokenRow = tuple[int, int, int, int]
WitnessRow = tuple[int, int, int, int, list[tuple[int, int]]]
InsertionRow = tuple[int, int, int, list[int], list[BrokenRow]]

class Problem:
    def __init__(self, weights: Sequence[int]) -> None: ...
    def add_profile(self, travel: Matrix) -> None: ...
    def add_distance(self, distance: Matrix) -> None: ...
    def add_stop(
        self,
        place: int,
        duration: int,
        windows: Sequence[tuple[int, int, int]],
        pin: tuple[int, int],
        incumbent: tuple[int, int],
        priority: int,
        traits: Sequence[int],
    ) -> None: ...
    def add_route(self, start: int, end: int, profile: int, opens: int, closes: int, overtime: int) -> None: ...
    def add_break(self, route: int, duration: int, opens: int, latest: int) -> None: ...
    def add_link(self, kind: int, stops: Sequence[int], min_gap: int, max_gap: int) -> None: ...
    def finish(self) -> None: ...

def solve(
    problem: Problem,
    start: Sequence[Sequence[int]],
    seed: int,
    steps: int,
    seconds: float,
    no_improvement: int,
    target: int,
    watch: Callable[[int, float, int, list[int], int], bool] | None,
) -> tuple[list[list[int]], int, float]: ...
def schedule(
    problem: Problem, order: Sequence[Sequence[int]]
) -> tuple[list[RouteRow], list[int], list[BrokenRow]]: ...
def explain(problem: Problem, order: Sequence[Sequence[int]], stops: Sequence[int]) -> list[list[WitnessRow]]: ...
def insertions(
    problem: Problem, order: Sequence[Sequence[int]], stop: int, routes: Sequence[int]
) -> list[InsertionRow]: ...
