"""
The peer: OR-Tools' routing solver on the same problem, at the same prices.

What it cannot say, or says otherwise:
- a break may fall in the middle of a drive (ours is taken where the professional then is);
- lateness is priced in the last window of a stop alone;
- a stop left out still has a time, which its partners in order must respect;
- a stop may come without the one it must start with (else OR-Tools finds no plan at all); it is then taken out;
- incumbents are not priced, for there are none here.
Its plan is timed again and priced by our `schedule`, which tells what it then breaks.
"""

import time
from dataclasses import dataclass, field

from cordata_engine import Ordered, Problem, SameTime, Stop
from ortools.constraint_solver import pywrapcp, routing_enums_pb2

HORIZON = 24 * 3600


@dataclass
class Peer:
    """The problem in OR-Tools' terms: nodes are stops, then the start and the end of each route."""

    problem: Problem
    first_at: float | None = None
    took_start: bool = False
    manager: pywrapcp.RoutingIndexManager = field(init=False)
    model: pywrapcp.RoutingModel = field(init=False)

    def __post_init__(self) -> None:
        stops, routes = len(self.problem.stops), len(self.problem.routes)
        starts = [stops + 2 * route for route in range(routes)]
        self.manager = pywrapcp.RoutingIndexManager(stops + 2 * routes, routes, starts, [end + 1 for end in starts])
        self.model = pywrapcp.RoutingModel(self.manager)
        self._time()
        for stop in range(stops):
            self._stop(stop, self.problem.stops[stop])
        for route in range(routes):
            self._route(route)
        for link in self.problem.links:
            self._link(link)

    def _place(self, node: int) -> int:
        stops = len(self.problem.stops)
        if node < stops:
            return self.problem.stops[node].place
        route = self.problem.routes[(node - stops) // 2]
        return route.end_place if (node - stops) % 2 else route.start_place

    def _time(self) -> None:
        """Give each route its durations and its prices, what a stop costs on it included."""
        nodes = range(self.manager.GetNumberOfNodes())
        places = [self._place(node) for node in nodes]
        service = [stop.service_duration for stop in self.problem.stops] + [0] * (2 * len(self.problem.routes))
        callbacks = []
        for index, route in enumerate(self.problem.routes):
            drive = self.problem.travel[route.profile][places][:, places]
            metres = self.problem.distance[route.profile][places][:, places] if self.problem.distance else 0 * drive
            suits = [self._suits(node, index) for node in nodes]
            w = self.problem.weights
            prices = (w.travel * drive + w.distance * metres).tolist()
            matrix = [[prices[i][j] + suits[j] for j in nodes] for i in nodes]
            self.model.SetArcCostEvaluatorOfVehicle(self.model.RegisterTransitMatrix(matrix), index)
            seconds = [[int(drive[i, j]) + service[i] for j in nodes] for i in nodes]
            callbacks.append(self.model.RegisterTransitMatrix(seconds))
        self.model.AddDimensionWithVehicleTransits(callbacks, HORIZON, HORIZON, False, "time")
        self.time = self.model.GetDimensionOrDie("time")

    def _suits(self, node: int, route: int) -> int:
        if node >= len(self.problem.stops):
            return 0
        stop, w = self.problem.stops[node], self.problem.weights
        return (
            w.preference * (bool(stop.preferred) and route not in stop.preferred)
            + w.continuity * (bool(stop.familiar) and route not in stop.familiar)
            + w.language * (stop.language not in {None, *self.problem.routes[route].languages})
        )

    def _stop(self, number: int, stop: Stop) -> None:
        index = self.manager.NodeToIndex(number)
        able = [
            route
            for route, this in enumerate(self.problem.routes)
            if stop.skills <= this.skills and route not in stop.forbidden
        ]
        self.model.VehicleVar(index).SetValues([-1, *able])
        self.model.AddDisjunction([index], self.problem.weights.unassigned * stop.priority)
        if not stop.windows:
            return
        start, last = self.time.CumulVar(index), stop.windows[-1]
        start.SetRange(stop.windows[0].opens, HORIZON if last.latest is None else last.latest)
        for window, following in zip(stop.windows, stop.windows[1:], strict=False):
            if window.latest is not None:
                start.RemoveInterval(window.latest + 1, following.opens - 1)
        self.time.SetCumulVarSoftUpperBound(index, last.closes, self.problem.weights.lateness)

    def _route(self, index: int) -> None:
        route, w = self.problem.routes[index], self.problem.weights
        start, end = self.model.Start(index), self.model.End(index)
        self.time.CumulVar(start).SetRange(route.opens, route.closes)
        self.time.CumulVar(end).SetRange(route.opens, route.closes + route.overtime)
        self.time.SetCumulVarSoftUpperBound(end, route.closes, w.overtime)
        self.time.SetSlackCostCoefficientForVehicle(w.waiting, index)
        solver = self.model.solver()
        pauses = [
            solver.FixedDurationIntervalVar(p.opens, p.latest, p.duration, False, f"break {index}")
            for p in route.breaks
        ]
        nodes = range(self.model.Size())
        service = [
            self.problem.stops[n].service_duration if n < len(self.problem.stops) else 0
            for n in (self.manager.IndexToNode(i) for i in nodes)
        ]
        self.time.SetBreakIntervalsOfVehicle(pauses, index, service)
        self.model.AddVariableMinimizedByFinalizer(self.time.CumulVar(end))
        self.model.AddVariableMaximizedByFinalizer(self.time.CumulVar(start))

    def _link(self, link: object) -> None:
        solver, time_of, vehicle = self.model.solver(), self.time.CumulVar, self.model.VehicleVar
        if isinstance(link, SameTime):
            a, b = (self.manager.NodeToIndex(stop) for stop in link.stops)
            solver.Add(time_of(a) == time_of(b))
            solver.Add(solver.IsEqualVar(vehicle(a), vehicle(b)) + self.model.ActiveVar(a) <= 1)
        elif isinstance(link, Ordered):
            a, b = self.manager.NodeToIndex(link.first), self.manager.NodeToIndex(link.second)
            solver.Add(time_of(b) >= time_of(a) + link.min_gap)
            if link.max_gap is not None:
                solver.Add(time_of(b) <= time_of(a) + link.max_gap)

    def solve(self, seconds: int, start: list[list[int]] | None = None) -> list[list[int]] | None:
        """Return one sequence a route, without breaks, from a given one if it takes it; None when it finds no plan."""
        begun = time.perf_counter()

        def note_first() -> None:
            if self.first_at is None:
                self.first_at = time.perf_counter() - begun

        self.model.AddAtSolutionCallback(note_first)
        parameters = pywrapcp.DefaultRoutingSearchParameters()
        parameters.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
        parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
        parameters.time_limit.FromSeconds(seconds)
        self.model.CloseModelWithParameters(parameters)
        given = None
        if start is not None:
            stops = [[stop for stop in sequence if stop >= 0] for sequence in start]
            given = self.model.ReadAssignmentFromRoutes(stops, True)
        self.took_start = given is not None
        found = self.model.SolveFromAssignmentWithParameters(given, parameters)
        if found is None:
            return None
        sequences = [self._sequence(found, route) for route in range(len(self.problem.routes))]
        visited = {stop for sequence in sequences for stop in sequence}
        same_time = [set(link.stops) for link in self.problem.links if isinstance(link, SameTime)]
        alone = {stop for stops in same_time if not stops <= visited for stop in stops}
        return [[stop for stop in sequence if stop not in alone] for sequence in sequences]

    def _sequence(self, found: pywrapcp.Assignment, route: int) -> list[int]:
        index, sequence = found.Value(self.model.NextVar(self.model.Start(route))), []
        while not self.model.IsEnd(index):
            sequence.append(self.manager.IndexToNode(index))
            index = found.Value(self.model.NextVar(index))
        return sequence
