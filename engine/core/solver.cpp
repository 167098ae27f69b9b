#include "solver.h"

#include <chrono>

#include "moves/linked.h"
#include "moves/related.h"
#include "moves/scattered.h"
#include "moves/strings.h"
#include "moves/whole_route.h"
#include "search.h"

namespace cordata {

namespace {

constexpr double MEAN_REMOVED = 10;
constexpr double BLINK = 0.01;
// Five days of 120 visits, 3 s, one seed each: halved after 1000 to 4000 the costs agree within their noise (2 %);
// cooling four or six times faster costs 3 % and 6 % more.
constexpr double HOT = 2; // in prices of an average stop
constexpr double HALVED_AFTER = 1500;
constexpr std::int64_t ROUND = 1'000'000;
constexpr double WATCH_EVERY = 0.1;

class Clock {
public:
    double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }

private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// What a visited stop costs on average: the scale of temperatures.
double price_of_a_stop(const Schedule& schedule) {
    Price price = schedule.cost();
    int assigned = 0;
    for (int stop = 0; stop < schedule.problem().stops; ++stop) {
        assigned += schedule.assigned(stop);
        if (!schedule.assigned(stop)) price -= schedule.problem().nodes[stop].price;
    }
    return std::max(1.0, static_cast<double>(price) / std::max(1, assigned));
}

// Inserts at the first position from `at` on that keeps every hard constraint, if there is one.
void insert_from(Schedule& schedule, int node, int route, int at) {
    for (int p = at; p <= static_cast<int>(schedule.sequence(route).size()); ++p) {
        Schedule::Mark mark = schedule.mark();
        if (schedule.insert(node, route, p)) {
            schedule.forget();
            schedule.bind(route);
            return;
        }
        schedule.undo(mark);
    }
}

} // namespace

Solver::Solver(const Problem& problem, std::uint64_t seed)
    : problem_(problem), random_(seed), recreate_(problem), ruin_(problem, recreate_) {}

void Solver::place_facts(Schedule& schedule) const {
    std::vector<int> facts;
    for (int stop = 0; stop < problem_.stops; ++stop)
        if (problem_.nodes[stop].fixed()) facts.push_back(stop);
    std::stable_sort(facts.begin(), facts.end(),
                     [&](int a, int b) { return problem_.nodes[a].pin_start < problem_.nodes[b].pin_start; });
    for (int stop : facts) {
        int route = problem_.nodes[stop].pin_route;
        schedule.force(stop, route, static_cast<int>(schedule.sequence(route).size()));
    }
    place_breaks(schedule, true);
}

// Puts the stops of a given plan in its order, as far as they fit.
void Solver::follow(Schedule& schedule, const Order& start) const {
    for (int route = 0; route < static_cast<int>(start.size()); ++route) {
        const std::vector<int>& pauses = problem_.routes[route].breaks;
        for (int item : start[route])
            if (item < 0 && schedule.assigned(pauses[~item])) schedule.remove(pauses[~item]);
        schedule.rebuild();
        schedule.bind();
        int at = 0;
        for (int item : start[route]) {
            int node = item >= 0 ? item : pauses[~item];
            if (!schedule.assigned(node) && (item < 0 || may_take(schedule, node, route)))
                insert_from(schedule, node, route, at);
            if (schedule.route_of(node) == route) at = std::max(at, schedule.position(node) + 1);
        }
    }
    place_breaks(schedule, true);
    drop_broken_visits(schedule);
}

void Solver::drop_broken_visits(Schedule& schedule) const {
    for (const Visit& visit : recreate_.visits()) {
        bool whole = true;
        for (int stop : visit) whole = whole && schedule.assigned(stop);
        if (!whole) ruin_.remove(schedule, visit.front());
    }
    schedule.rebuild();
    schedule.bind();
}

Schedule Solver::construct(const Order& start) {
    Schedule schedule(problem_);
    place_facts(schedule);
    schedule.rebuild();
    schedule.bind();
    facts_overrun_ = schedule.overrun();
    follow(schedule, start);
    recreate_(schedule, 0, random_);
    return schedule;
}

bool Solver::ruin(Schedule& schedule) {
    int kind = random_.below(100), count = 2 + random_.below(2 * static_cast<int>(MEAN_REMOVED) - 2);
    if (kind < 60)
        ruin_strings(schedule, ruin_, MEAN_REMOVED, random_);
    else if (kind < 85)
        ruin_related(schedule, ruin_, count, random_);
    else if (kind < 97)
        ruin_scattered(schedule, ruin_, count, random_);
    else
        ruin_route(schedule, ruin_, random_);
    ruin_linked(schedule, ruin_, random_);
    std::vector<int> thinned;
    for (int route = 0; route < static_cast<int>(problem_.routes.size()); ++route) {
        if (problem_.routes[route].breaks.empty() || !random_.chance(0.2)) continue;
        thinned.push_back(route);
        for (int pause : problem_.routes[route].breaks)
            if (schedule.assigned(pause)) schedule.remove(pause);
    }
    if (!schedule.rebuild() || schedule.overrun() > facts_overrun_) return false;
    schedule.bind();
    return recreate_.breaks(schedule, thinned, random_);
}

bool Solver::change(Schedule& schedule) {
    if (!ruin(schedule)) return false;
    recreate_(schedule, BLINK, random_);
    return true;
}

Outcome Solver::solve(const Limits& limits, const Order& start, const Watcher& watch) {
    Clock clock;
    Schedule best = construct(start);
    double scale = price_of_a_stop(best), seen_at = 0;
    bool told = watch(0, clock.seconds(), best);
    const Annealing annealing(HOT * scale, HALVED_AFTER, ROUND);
    std::int64_t steps = improve(
        best, [&](Schedule& candidate, std::int64_t) { return change(candidate); },
        [&](Price candidate, Price current, std::int64_t step) {
            return annealing(candidate, current, step, random_);
        },
        [&](std::int64_t step, std::int64_t idle, Price cost) {
            return told || problem_.stops == 0 || problem_.routes.empty() ||
                   (limits.steps >= 0 && step >= limits.steps) ||
                   (limits.no_improvement >= 0 && idle >= limits.no_improvement) ||
                   (limits.target >= 0 && cost <= limits.target) ||
                   (limits.seconds >= 0 && clock.seconds() >= limits.seconds);
        },
        [&](std::int64_t step, const Schedule&, const Schedule& cheapest) {
            if (step % 8 || clock.seconds() - seen_at < WATCH_EVERY) return;
            seen_at = clock.seconds();
            told = watch(step, seen_at, cheapest);
        });
    best.rebuild();
    best.bind();
    recreate_(best, 0, random_);
    return {std::move(best), steps, clock.seconds()};
}

} // namespace cordata
