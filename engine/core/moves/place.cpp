#include "place.h"

#include <tuple>

#include "../constraints/apart.h"
#include "../constraints/forbidden.h"
#include "../constraints/pause.h"
#include "../constraints/pin.h"
#include "../constraints/same_time.h"
#include "../constraints/skill.h"
#include "../constraints/together.h"

namespace cordata {

namespace {

// What is known about a position before anything is moved.
struct Position {
    Seconds ready;
    int from, next; // place before; the next stop, or NONE
    Price idle;     // what waiting after it costs, which the stop may fill
};

// A position that may do, and the least that the stop can add there.
struct Option {
    Price least;
    int route, position;
};

// Whether the times can hold; `price` becomes a lower bound of what the stop adds there.
bool hopeful(const Schedule& schedule, int stop, int route, const Position& at, Seconds linked, Price& price) {
    const Problem& problem = schedule.problem();
    const Route& r = problem.routes[route];
    const Node& n = problem.nodes[stop];
    Seconds start = std::max(at.ready + problem.drive(r.profile, at.from, n.place), linked);
    if (n.fixed() ? start > n.pin_start : n.outside(start = n.earliest(start)) > 0) return false;
    if (n.fixed()) start = n.pin_start;
    int to = at.next == NONE ? r.end : problem.nodes[at.next].place;
    Seconds ends = start + n.duration, arrives = ends + problem.drive(r.profile, n.place, to);
    if (arrives > (at.next == NONE ? std::max(r.limit(), schedule.returns(route)) : schedule.latest(at.next)))
        return false;
    Price detour = problem.drive_price(r.profile, at.from, n.place) + problem.drive_price(r.profile, n.place, to);
    if (schedule.used(route)) detour -= problem.drive_price(r.profile, at.from, to);
    Price idle = std::min(at.idle, problem.weights.waiting * (arrives - at.ready));
    price = detour - idle + problem.fixed(stop, route) - n.price + problem.weights.lateness * n.late(start);
    return true;
}

void collect(const Schedule& schedule, int node, int route, Price bound, std::vector<Option>& options) {
    const Problem& problem = schedule.problem();
    const std::vector<int>& sequence = schedule.sequence(route);
    Seconds linked = schedule.linked(node);
    Position at{problem.routes[route].opens, problem.routes[route].start, NONE, schedule.idle_price(route)};
    int next = schedule.used(route) ? schedule.first_stop(route) : NONE;
    for (int p = 0; p <= static_cast<int>(sequence.size()); ++p) {
        if (p > 0 && schedule.used(route)) {
            const Timing& before = schedule.timing(sequence[p - 1]);
            at.ready = before.ends;
            at.from = before.place;
            if (p - 1 > schedule.first_stop(route))
                at.idle -= problem.weights.waiting * std::max<Seconds>(0, before.start - before.arrives);
        }
        if (next != NONE && next < p) next = next == schedule.last_stop(route) ? NONE : next + 1;
        while (next != NONE && !problem.is_stop(sequence[next])) ++next;
        at.next = next == NONE ? NONE : sequence[next];
        Price least = NEVER;
        if (!problem.is_stop(node) || (hopeful(schedule, node, route, at, linked, least) && least < bound))
            options.push_back({least, route, p});
    }
}

// Tries the options, most hopeful first, until none left can be better than the best.
Place best_of(Schedule& schedule, int node, std::vector<Option>& options, Price bound, double blink, Random& random) {
    std::sort(options.begin(), options.end(), [](const Option& a, const Option& b) {
        return std::tie(a.least, a.route, a.position) < std::tie(b.least, b.route, b.position);
    });
    Place best{node, NONE, NONE, bound};
    for (const Option& option : options) {
        if (option.least >= best.delta) break;
        if (blink > 0 && random.chance(blink)) continue;
        Schedule::Mark mark = schedule.mark();
        bool fits = schedule.insert(node, option.route, option.position);
        Price delta = schedule.cost() - mark.cost;
        schedule.undo(mark);
        if (fits && delta < best.delta) best = {node, option.route, option.position, delta};
    }
    return best.position == NONE ? Place{} : best;
}

} // namespace

bool link_allows(const Link& link, int route, int other_route) {
    switch (link.kind) {
    case LinkKind::SAME_TIME: return same_time::routes_kept(route, other_route);
    case LinkKind::APART: return apart::kept(route, other_route);
    case LinkKind::TOGETHER: return together::kept(route, other_route);
    case LinkKind::ORDERED: return true;
    }
    return true;
}

bool may_take(const Schedule& schedule, int stop, int route) {
    const Problem& problem = schedule.problem();
    if (!skill::kept(problem, stop, route) || !forbidden::kept(problem, stop, route) ||
        !pin::kept(problem, stop, route))
        return false;
    for (int index : problem.nodes[stop].links)
        if (!schedule.loose(index))
            for (int other : problem.links[index].stops)
                if (other != stop && schedule.assigned(other) &&
                    !link_allows(problem.links[index], route, schedule.route_of(other)))
                    return false;
    return true;
}

Place best_on_route(Schedule& schedule, int node, int route, Price bound, double blink, Random& random) {
    std::vector<Option> options;
    collect(schedule, node, route, bound, options);
    return best_of(schedule, node, options, bound, blink, random);
}

Place best_place(Schedule& schedule, int stop, Price bound, double blink, Random& random) {
    static thread_local std::vector<Option> options;
    options.clear();
    for (int route = 0; route < static_cast<int>(schedule.problem().routes.size()); ++route)
        if (may_take(schedule, stop, route)) collect(schedule, stop, route, bound, options);
    return best_of(schedule, stop, options, bound, blink, random);
}

} // namespace cordata
