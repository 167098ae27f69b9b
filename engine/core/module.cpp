#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>
#include <nanobind/stl/array.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include "account.h"
#include "constraints/shift.h"
#include "explain.h"
#include "solver.h"

namespace nb = nanobind;
using namespace nb::literals;

namespace cordata {

namespace {

using MatrixView = nb::ndarray<const std::int64_t, nb::ndim<2>, nb::c_contig, nb::device::cpu>;
using WindowRow = std::tuple<Seconds, Seconds, Seconds>;
// item (~k for a break), travel, distance, arrives, starts, ends, wait, late
using StepRow = std::tuple<int, Seconds, std::int64_t, Seconds, Seconds, Seconds, Seconds, Seconds>;
// steps, departs, returns, travel home, distance home, overtime
using RouteRow = std::tuple<std::vector<StepRow>, Seconds, Seconds, Seconds, std::int64_t, Seconds>;
using BrokenRow = std::tuple<int, int, int, Seconds>;
// constraint, route, start, detail, partners (stop, route)
using WitnessRow = std::tuple<int, int, Seconds, std::int64_t, std::vector<std::tuple<int, int>>>;
using InsertionRow = std::tuple<int, int, Seconds, Parts, std::vector<BrokenRow>>;

std::vector<std::int64_t> copied(const MatrixView& view) { return {view.data(), view.data() + view.size()}; }

std::vector<StepRow> steps_of(const Schedule& schedule, int route) {
    const Problem& problem = schedule.problem();
    const Route& r = problem.routes[route];
    std::vector<StepRow> rows;
    int place = r.start;
    for (int q = 0; q < static_cast<int>(schedule.sequence(route).size()); ++q) {
        int node = schedule.sequence(route)[q];
        if (schedule.skipped(node)) continue;
        const Node& n = problem.nodes[node];
        const Timing& t = schedule.timing(node);
        Seconds arrives = q == schedule.first_stop(route) ? std::max(t.arrives, t.start) : t.arrives;
        Seconds wait = q > schedule.first_stop(route) ? std::max<Seconds>(0, t.start - arrives) : 0;
        if (q < schedule.first_stop(route)) arrives = t.start;
        if (n.is_break())
            rows.emplace_back(~n.break_index, 0, 0, arrives, t.start, t.ends, wait, 0);
        else
            rows.emplace_back(node, problem.drive(r.profile, place, t.place),
                              problem.metres(r.profile, place, t.place), arrives, t.start, t.ends, wait,
                              n.late(t.start));
        place = t.place;
    }
    return rows;
}

RouteRow row_of(const Schedule& schedule, int route) {
    const Route& r = schedule.problem().routes[route];
    if (!schedule.used(route)) return {{}, r.opens, r.opens, 0, 0, 0};
    int place = schedule.timing(schedule.sequence(route)[schedule.last_stop(route)]).place;
    Seconds returns = schedule.returns(route);
    return {steps_of(schedule, route),
            schedule.departs(route),
            returns,
            schedule.problem().drive(r.profile, place, r.end),
            schedule.problem().metres(r.profile, place, r.end),
            shift::overtime(r, returns)};
}

std::vector<RouteRow> rows_of(const Schedule& schedule) {
    std::vector<RouteRow> rows;
    for (int route = 0; route < static_cast<int>(schedule.problem().routes.size()); ++route)
        rows.push_back(row_of(schedule, route));
    return rows;
}

std::vector<BrokenRow> broken_rows(const std::vector<Broken>& broken) {
    std::vector<BrokenRow> rows;
    for (const Broken& b : broken) rows.emplace_back(static_cast<int>(b.code), b.stop, b.route, b.amount);
    return rows;
}

Order order_of(const Schedule& schedule) {
    Order order(schedule.problem().routes.size());
    for (int route = 0; route < static_cast<int>(order.size()); ++route)
        for (int node : schedule.sequence(route))
            if (!schedule.skipped(node))
                order[route].push_back(schedule.problem().is_stop(node) ? node
                                                                        : ~schedule.problem().nodes[node].break_index);
    return order;
}

int unassigned(const Schedule& schedule) {
    int count = 0;
    for (int stop = 0; stop < schedule.problem().stops; ++stop) count += !schedule.assigned(stop);
    return count;
}

nb::tuple solve(const Problem& problem, const Order& start, std::uint64_t seed, std::int64_t steps, double seconds,
                std::int64_t no_improvement, Price target, nb::object watch) {
    Watcher watcher = [&](std::int64_t step, double at, const Schedule& best) {
        nb::gil_scoped_acquire python;
        if (PyErr_CheckSignals() != 0) {
            PyErr_Clear();
            return true;
        }
        if (watch.is_none()) return false;
        return nb::cast<bool>(watch(step, at, best.cost(), parts_of(best), unassigned(best)));
    };
    Outcome outcome = [&] {
        nb::gil_scoped_release free;
        return Solver(problem, seed).solve({steps, no_improvement, seconds, target}, start, watcher);
    }();
    return nb::make_tuple(order_of(outcome.plan), outcome.steps, outcome.seconds);
}

nb::tuple schedule(const Problem& problem, const Order& order) {
    Schedule laid = lay_out(problem, order);
    return nb::make_tuple(rows_of(laid), parts_of(laid), broken_rows(broken_by(laid)));
}

std::vector<std::vector<WitnessRow>> explain_rows(const Problem& problem, const Order& order,
                                                  const std::vector<int>& stops) {
    std::vector<std::vector<WitnessRow>> all;
    for (const std::vector<Witness>& reasons : explain(problem, order, stops)) {
        all.emplace_back();
        for (const Witness& w : reasons) {
            std::vector<std::tuple<int, int>> partners(w.partners.begin(), w.partners.end());
            all.back().emplace_back(static_cast<int>(w.code), w.route, w.start, w.detail, std::move(partners));
        }
    }
    return all;
}

std::vector<InsertionRow> insertion_rows(const Problem& problem, const Order& order, int stop,
                                         const std::vector<int>& routes) {
    std::vector<InsertionRow> rows;
    for (const Insertion& i : insertions(problem, order, stop, routes))
        rows.emplace_back(i.route, i.position, i.start, i.delta, broken_rows(i.broken));
    return rows;
}

void add_stop(Problem& problem, int place, Seconds duration, const std::vector<WindowRow>& windows,
              std::tuple<int, Seconds> pin, std::tuple<int, Seconds> incumbent, int priority,
              const std::vector<std::uint8_t>& traits) {
    Node node;
    node.place = place;
    node.duration = duration;
    for (const auto& [opens, closes, latest] : windows)
        node.windows.push_back({opens, closes, latest < 0 ? FOREVER : latest});
    for (std::size_t i = 1; i < node.windows.size(); ++i)
        node.windows[i - 1].latest = std::min(node.windows[i - 1].latest, node.windows[i].opens - 1);
    node.pin_route = std::get<0>(pin);
    node.pin_start = std::get<1>(pin) < 0 ? NEVER : std::get<1>(pin);
    node.incumbent_route = std::get<0>(incumbent);
    node.incumbent_start = std::get<1>(incumbent);
    node.price = problem.weights.unassigned * priority;
    problem.nodes.push_back(std::move(node));
    problem.traits.insert(problem.traits.end(), traits.begin(), traits.end());
    ++problem.stops;
}

void add_break(Problem& problem, int route, Seconds duration, Seconds opens, Seconds latest) {
    Node node;
    node.duration = duration;
    node.windows = {{opens, latest, latest}};
    node.break_of = route;
    node.break_index = static_cast<int>(problem.routes[route].breaks.size());
    problem.routes[route].breaks.push_back(static_cast<int>(problem.nodes.size()));
    problem.nodes.push_back(std::move(node));
}

} // namespace

} // namespace cordata

NB_MODULE(_core, m) {
    using namespace cordata;
    m.attr("FOREVER") = FOREVER;
    nb::class_<Problem>(m, "Problem")
        .def("__init__",
             [](Problem* self, std::array<Price, 11> w) {
                 new (self) Problem();
                 self->weights = {w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7], w[8], w[9], w[10]};
             })
        .def("add_profile",
             [](Problem& p, const MatrixView& travel) {
                 p.places = static_cast<int>(travel.shape(0));
                 p.travel.push_back(copied(travel));
             })
        .def("add_distance", [](Problem& p, const MatrixView& distance) { p.distance.push_back(copied(distance)); })
        .def("add_stop", &add_stop)
        .def("add_route",
             [](Problem& p, int start, int end, int profile, Seconds opens, Seconds closes, Seconds overtime) {
                 p.routes.push_back({start, end, profile, opens, closes, overtime, {}});
             })
        .def("add_break", &add_break)
        .def("add_link",
             [](Problem& p, int kind, const std::vector<int>& stops, Seconds min_gap, Seconds max_gap) {
                 p.links.push_back({static_cast<LinkKind>(kind), stops, min_gap, max_gap});
             })
        .def("finish", &Problem::finish);
    m.def("solve", &solve, "problem"_a, "start"_a, "seed"_a, "steps"_a, "seconds"_a, "no_improvement"_a, "target"_a,
          "watch"_a.none());
    m.def("schedule", &schedule, "problem"_a, "order"_a);
    m.def("explain", &explain_rows, "problem"_a, "order"_a, "stops"_a);
    m.def("insertions", &insertion_rows, "problem"_a, "order"_a, "stop"_a, "routes"_a);
}
