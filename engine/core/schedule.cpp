#include "schedule.h"

#include <cstdlib>

#include "constraints/pause.h"
#include "constraints/pin.h"
#include "constraints/shift.h"
#include "constraints/window.h"

namespace cordata {

Schedule::Schedule(const Problem& problem)
    : problem_(&problem), sequences_(problem.routes.size()), route_of_(problem.nodes.size(), NONE),
      position_(problem.nodes.size(), NONE), timings_(problem.nodes.size()), ends_(problem.routes.size()),
      latest_(problem.nodes.size(), FOREVER), idle_price_(problem.routes.size(), 0), loose_(problem.links.size(), 0) {
    for (int r = 0; r < static_cast<int>(ends_.size()); ++r) ends_[r].route = r;
    for (const Node& node : problem.nodes) cost_ += node.price;
}

Seconds Schedule::departs(int route) const {
    const Route& r = problem_->routes[route];
    if (!used(route)) return r.opens;
    int stop = sequences_[route][ends_[route].first];
    return std::max(r.opens, timings_[stop].start - problem_->drive(r.profile, r.start, problem_->nodes[stop].place));
}

Seconds Schedule::linked(int node) const {
    Seconds bound = NEVER;
    for (const Arc& arc : problem_->nodes[node].after)
        if (assigned(arc.other) && !loose_[arc.link]) bound = std::max(bound, timings_[arc.other].start + arc.offset);
    return bound;
}

Seconds Schedule::overrun() const {
    Seconds sum = 0;
    for (std::size_t r = 0; r < sequences_.size(); ++r) {
        sum += used(r) ? shift::overrun(problem_->routes[r], ends_[r].returns) : 0;
        for (int node : sequences_[r]) {
            const Node& n = problem_->nodes[node];
            if (skipped(node)) continue;
            sum += n.is_break() ? pause::overrun(n, timings_[node].start)
                                : window::overrun(n, timings_[node].start) + pin::overrun(n, timings_[node].arrives);
            if (n.fixed() && !n.after.empty()) sum += std::max<Seconds>(0, linked(node) - n.pin_start);
        }
    }
    return sum;
}

int Schedule::place_before(int route, int position) const {
    return position == 0 ? problem_->routes[route].start : timings_[sequences_[route][position - 1]].place;
}

void Schedule::keep_ends(int route) { old_ends_.push_back(ends_[route]); }

void Schedule::store(int node, const Timing& timing) {
    old_timings_.push_back({node, timings_[node]});
    cost_ += timing.cost - timings_[node].cost;
    timings_[node] = timing;
}

void Schedule::put(int node, int route, int position) {
    std::vector<int>& sequence = sequences_[route];
    keep_ends(route);
    sequence.insert(sequence.begin() + position, node);
    for (std::size_t q = position; q < sequence.size(); ++q) position_[sequence[q]] = static_cast<int>(q);
    route_of_[node] = route;
    inserted_.push_back(node);
    Ends& ends = ends_[route];
    if (problem_->is_stop(node)) {
        cost_ += problem_->fixed(node, route) - problem_->nodes[node].price;
        ends.last = position > ends.last ? position : ends.last + 1;
        ends.first = ends.first == NONE || position <= ends.first ? position : ends.first;
    } else {
        ends.last += ends.last != NONE && position <= ends.last;
        ends.first += ends.first != NONE && position <= ends.first;
    }
}

void Schedule::force(int node, int route, int position) {
    put(node, route, position);
    forget();
}

bool Schedule::insert(int node, int route, int position) {
    int old_last = ends_[route].last;
    put(node, route, position);
    patience_ = 4 * static_cast<int>(problem_->nodes.size()) + 64;
    // Breaks that trailed may now lie between stops.
    int from = position > old_last ? old_last + 1 : position;
    return walk(route, from, true) && settle(true);
}

void Schedule::undo(const Mark& mark) {
    while (old_timings_.size() > mark.timings) {
        timings_[old_timings_.back().node] = old_timings_.back().timing;
        old_timings_.pop_back();
    }
    while (inserted_.size() > mark.inserted) {
        int node = inserted_.back(), route = route_of_[node];
        std::vector<int>& sequence = sequences_[route];
        int position = position_[node];
        sequence.erase(sequence.begin() + position);
        for (std::size_t q = position; q < sequence.size(); ++q) position_[sequence[q]] = static_cast<int>(q);
        route_of_[node] = NONE;
        inserted_.pop_back();
    }
    while (old_ends_.size() > mark.ends) {
        ends_[old_ends_.back().route] = old_ends_.back();
        old_ends_.pop_back();
    }
    touched_.clear();
    cost_ = mark.cost;
}

void Schedule::forget() {
    old_timings_.clear();
    old_ends_.clear();
    inserted_.clear();
}

void Schedule::remove(int node) {
    int route = route_of_[node];
    std::vector<int>& sequence = sequences_[route];
    sequence.erase(sequence.begin() + position_[node]);
    for (std::size_t q = position_[node]; q < sequence.size(); ++q) position_[sequence[q]] = static_cast<int>(q);
    route_of_[node] = NONE;
    timings_[node] = {};
    Ends& ends = ends_[route];
    ends.first = ends.last = NONE;
    for (int q = 0; q < static_cast<int>(sequence.size()); ++q)
        if (problem_->is_stop(sequence[q])) {
            if (ends.first == NONE) ends.first = q;
            ends.last = q;
        }
}

bool Schedule::rebuild() {
    cost_ = 0;
    for (int node = 0; node < static_cast<int>(timings_.size()); ++node) {
        timings_[node] = {};
        if (problem_->is_stop(node))
            cost_ += assigned(node) ? problem_->fixed(node, route_of_[node]) : problem_->nodes[node].price;
    }
    for (Ends& ends : ends_) ends.cost = 0;
    int links = static_cast<int>(problem_->links.size());
    patience_ = static_cast<int>(timings_.size()) * (2 * links + 4) + 1000;
    bool calm = true;
    for (int r = 0; r < static_cast<int>(sequences_.size()) && calm; ++r) calm = walk(r, 0, false);
    calm = calm && settle(false);
    touched_.clear();
    forget();
    return calm;
}

bool Schedule::settle(bool strict) {
    while (!touched_.empty()) {
        int node = touched_.back();
        touched_.pop_back();
        if (timings_[node].start < linked(node) && !walk(route_of_[node], position_[node], strict)) return false;
    }
    return true;
}

Timing Schedule::time_stop(int node, int route, int place, Seconds ready, bool seen) const {
    const Node& n = problem_->nodes[node];
    const Weights& w = problem_->weights;
    int profile = problem_->routes[route].profile;
    Timing now;
    now.place = n.place;
    now.arrives = ready + problem_->drive(profile, place, n.place);
    Seconds bound = n.after.empty() ? now.arrives : std::max(now.arrives, linked(node));
    now.start = n.fixed() ? n.pin_start : node == unbound_ ? bound : n.earliest(bound);
    now.ends = now.start + n.duration;
    now.cost = problem_->drive_price(profile, place, n.place) + w.lateness * n.late(now.start);
    if (seen) now.cost += w.waiting * std::max<Seconds>(0, now.start - now.arrives);
    if (n.incumbent_route != NONE) now.cost += w.shift * std::abs(now.start - n.incumbent_start);
    return now;
}

Timing Schedule::time_break(int node, int place, Seconds ready, bool seen) const {
    const Node& n = problem_->nodes[node];
    Timing now;
    now.place = place;
    now.arrives = ready;
    now.start = std::max(ready, n.windows.front().opens);
    now.ends = now.start + n.duration;
    now.cost = seen ? problem_->weights.waiting * (now.start - ready) : 0;
    return now;
}

bool Schedule::push_links(int node, bool strict) {
    for (const Arc& arc : problem_->nodes[node].before) {
        if (!assigned(arc.other) || loose_[arc.link] || timings_[arc.other].start == NEVER) continue;
        Seconds least = timings_[node].start + arc.offset;
        if (timings_[arc.other].start >= least) continue;
        if (!problem_->nodes[arc.other].fixed()) {
            if (strict && least > latest_[arc.other]) return false;
            touched_.push_back(arc.other);
        } else if (strict) {
            return false;
        }
    }
    return true;
}

bool Schedule::holds(int node, const Timing& now) const {
    const Node& n = problem_->nodes[node];
    if (n.fixed()) return now.arrives <= n.pin_start && linked(node) <= n.pin_start;
    // A stop just inserted is not bound yet.
    return latest_[node] == FOREVER ? n.outside(now.start) <= 0 : now.start <= latest_[node];
}

bool Schedule::walk(int route, int from, bool strict) {
    const std::vector<int>& sequence = sequences_[route];
    const Route& r = problem_->routes[route];
    Ends& ends = ends_[route];
    int place = place_before(route, from);
    Seconds ready = from == 0 ? r.opens : timings_[sequence[from - 1]].ends;
    for (int q = from; q < static_cast<int>(sequence.size()); ++q) {
        int node = sequence[q];
        const Node& n = problem_->nodes[node];
        bool seen = ends.first != NONE && q > ends.first;
        if (--patience_ < 0) return false;
        if (n.is_break()) {
            bool trails = q > ends.last;
            Timing now = time_break(node, place, ready, seen);
            if (trails && (!used(route) || ready + problem_->drive(r.profile, place, r.end) <= pause::latest(n))) {
                now = {};
                now.ends = ready;
                now.place = place;
            } else if (strict && now.start > pause::latest(n)) {
                return false;
            }
            store(node, now);
            ready = now.ends;
            continue;
        }
        Timing now = time_stop(node, route, place, ready, seen);
        if (strict && !holds(node, now)) return false;
        bool moved = now.start != timings_[node].start;
        store(node, now);
        if (!moved) return true;
        if (!n.before.empty() && !push_links(node, strict)) return false;
        place = n.place;
        ready = now.ends;
    }
    return finish_route(route, place, ready, strict);
}

bool Schedule::finish_route(int route, int place, Seconds ready, bool strict) {
    const Route& r = problem_->routes[route];
    Ends& ends = ends_[route];
    Seconds returns = r.opens;
    Price price = 0;
    if (used(route)) {
        returns = ready + problem_->drive(r.profile, place, r.end);
        price =
            problem_->drive_price(r.profile, place, r.end) + problem_->weights.overtime * shift::overtime(r, returns);
        if (strict && returns > r.limit() && returns > ends.returns) return false;
    }
    keep_ends(route);
    cost_ += price - ends.cost;
    ends.returns = returns;
    ends.cost = price;
    return true;
}

void Schedule::bind() {
    for (Seconds& latest : latest_) latest = FOREVER;
    for (int r = 0; r < static_cast<int>(sequences_.size()); ++r) bind_route(r);
    settle_bounds();
}

void Schedule::bind(int route) {
    bind_route(route);
    settle_bounds();
}

void Schedule::settle_bounds() {
    patience_ = static_cast<int>(sequences_.size()) * (2 * static_cast<int>(problem_->links.size()) + 4);
    while (!touched_.empty() && --patience_ > 0) {
        int route = touched_.back();
        touched_.pop_back();
        bind_route(route);
    }
    touched_.clear();
}

// The latest moment the last stop may end, given the breaks after it.
Seconds Schedule::bind_tail(int route) const {
    const std::vector<int>& sequence = sequences_[route];
    const Route& r = problem_->routes[route];
    int last = ends_[route].last;
    Seconds home = problem_->drive(r.profile, problem_->nodes[sequence[last]].place, r.end);
    Seconds limit = r.limit() - home;
    for (int q = static_cast<int>(sequence.size()) - 1; q > last; --q) {
        const Node& pause = problem_->nodes[sequence[q]];
        Seconds without = std::min(limit, pause::latest(pause) - home);
        Seconds with = std::min(pause::latest(pause), limit - pause.duration);
        limit = std::max(without, with >= pause.windows.front().opens ? with : NEVER);
    }
    return limit;
}

Seconds Schedule::bind_stop(int node, Seconds limit) {
    const Node& n = problem_->nodes[node];
    Seconds latest = std::min(latest_[node], limit - n.duration);
    for (const Arc& arc : n.before)
        if (assigned(arc.other) && !loose_[arc.link]) latest = std::min(latest, latest_[arc.other] - arc.offset);
    latest = n.fixed() ? n.pin_start : node == unbound_ ? latest : n.latest(latest);
    if (latest < latest_[node]) {
        latest_[node] = latest;
        for (const Arc& arc : n.after)
            if (assigned(arc.other) && !loose_[arc.link] && latest_[arc.other] > latest - arc.offset &&
                latest_[arc.other] != FOREVER)
                touched_.push_back(route_of_[arc.other]);
    }
    return latest_[node];
}

void Schedule::bind_route(int route) {
    idle_price_[route] = 0;
    if (!used(route)) return;
    const std::vector<int>& sequence = sequences_[route];
    const Route& r = problem_->routes[route];
    Seconds limit = bind_tail(route);
    for (int q = ends_[route].last; q >= 0; --q) {
        int node = sequence[q];
        const Node& n = problem_->nodes[node];
        if (n.is_break()) {
            limit = std::min(pause::latest(n), limit - n.duration);
            if (limit < n.windows.front().opens) limit = NEVER;
        } else {
            limit = bind_stop(node, limit) - problem_->drive(r.profile, place_before(route, q), n.place);
        }
        if (q > ends_[route].first)
            idle_price_[route] += std::max<Seconds>(0, timings_[node].start - timings_[node].arrives);
    }
    idle_price_[route] *= problem_->weights.waiting;
}

} // namespace cordata
