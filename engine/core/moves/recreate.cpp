#include "recreate.h"

#include "../constraints/forbidden.h"
#include "../constraints/pin.h"
#include "../constraints/skill.h"

namespace cordata {

namespace {

constexpr int TRIED_AT_MOST = 24;  // left-out visits tried in one go
constexpr int STARTS_OF_GROUP = 6; // places of a group's first stop from which the rest is tried

double slack_of(const Node& node) {
    if (node.windows.empty()) return 86400;
    return static_cast<double>(node.windows.back().closes - node.windows.front().opens);
}

int takers_of(const Problem& problem, int stop) {
    int takers = 0;
    for (int r = 0; r < static_cast<int>(problem.routes.size()); ++r)
        takers += skill::kept(problem, stop, r) && forbidden::kept(problem, stop, r) && pin::kept(problem, stop, r);
    return takers;
}

Seconds far_of(const Problem& problem, int stop) {
    Seconds nearest = FOREVER;
    for (const Route& r : problem.routes)
        nearest = std::min(nearest, problem.drive(r.profile, r.start, problem.nodes[stop].place));
    return nearest;
}

} // namespace

Recreate::Recreate(const Problem& problem) : visit_of_(problem.stops, NONE), keys_(5) {
    for (int stop = 0; stop < problem.stops; ++stop) {
        if (visit_of_[stop] != NONE) continue;
        int group = problem.nodes[stop].group;
        Visit visit = group == NONE ? Visit{stop} : problem.links[group].stops;
        for (int member : visit) visit_of_[member] = static_cast<int>(visits_.size());
        std::stable_sort(visit.begin(), visit.end(),
                         [&](int a, int b) { return takers_of(problem, a) < takers_of(problem, b); });
        const Node& node = problem.nodes[visit.front()];
        keys_[0].push_back(slack_of(node));
        keys_[1].push_back(-static_cast<double>(node.duration) * static_cast<double>(visit.size()));
        keys_[2].push_back(-static_cast<double>(far_of(problem, visit.front())));
        keys_[3].push_back(static_cast<double>(takers_of(problem, visit.front())) -
                           100.0 * static_cast<double>(visit.size() + node.links.size()));
        keys_[4].push_back(node.windows.empty() ? 0 : static_cast<double>(node.windows.front().opens));
        visits_.push_back(std::move(visit));
    }
}

std::vector<int> Recreate::order(const Schedule& schedule, Random& random) const {
    std::vector<int> left;
    for (int v = 0; v < static_cast<int>(visits_.size()); ++v)
        for (int stop : visits_[v])
            if (!schedule.assigned(stop)) {
                left.push_back(v);
                break;
            }
    random.shuffle(left);
    int kind = random.below(9); // one in three is left as shuffled
    if (kind < 6) {
        const std::vector<double>& key = keys_[kind == 5 ? 0 : kind];
        std::stable_sort(left.begin(), left.end(), [&](int a, int b) { return key[a] < key[b]; });
    }
    return left;
}

// Places the stops from `next` on, cheapest in sum below `bound`; returns that sum, or FOREVER.
Price Recreate::place_rest(Schedule& schedule, const Visit& visit, std::size_t next, Price bound, double blink,
                           Random& random, std::vector<Place>& chosen) const {
    if (next == visit.size()) return 0;
    if (schedule.assigned(visit[next])) return place_rest(schedule, visit, next + 1, bound, blink, random, chosen);
    if (next + 1 == visit.size()) {
        Place place = best_place(schedule, visit[next], bound, blink, random);
        if (place.route != NONE) chosen = {place};
        return place.delta;
    }
    std::vector<Place> starts;
    for (int route = 0; route < static_cast<int>(schedule.problem().routes.size()); ++route)
        if (may_take(schedule, visit[next], route)) {
            Place place = best_on_route(schedule, visit[next], route, FOREVER, blink, random);
            if (place.route != NONE) starts.push_back(place);
        }
    std::stable_sort(starts.begin(), starts.end(), [](const Place& a, const Place& b) { return a.delta < b.delta; });
    Price best = FOREVER;
    for (std::size_t i = 0; i < starts.size() && i < STARTS_OF_GROUP; ++i) {
        Schedule::Mark mark = schedule.mark();
        schedule.insert(visit[next], starts[i].route, starts[i].position);
        std::vector<Place> rest;
        Price sum =
            place_rest(schedule, visit, next + 1, std::min(bound, best) - starts[i].delta, blink, random, rest);
        schedule.undo(mark);
        if (sum == FOREVER || sum + starts[i].delta >= std::min(bound, best)) continue;
        best = sum + starts[i].delta;
        chosen = {starts[i]};
        chosen.insert(chosen.end(), rest.begin(), rest.end());
    }
    return best;
}

bool Recreate::visit(Schedule& schedule, const Visit& visit, double blink, Random& random) const {
    std::vector<Place> chosen;
    if (place_rest(schedule, visit, 0, 0, blink, random, chosen) == FOREVER) return false;
    for (const Place& place : chosen) {
        schedule.insert(place.stop, place.route, place.position);
        schedule.bind(place.route);
    }
    schedule.forget();
    return true;
}

void Recreate::operator()(Schedule& schedule, double blink, Random& random) const {
    int tried = 0;
    for (int v : order(schedule, random)) {
        if (blink > 0 && ++tried > TRIED_AT_MOST) break;
        visit(schedule, visits_[v], blink, random);
    }
}

bool Recreate::breaks(Schedule& schedule, const std::vector<int>& routes, Random& random) const {
    for (int route : routes)
        for (int pause : schedule.problem().routes[route].breaks) {
            if (schedule.assigned(pause)) continue;
            Place place = best_on_route(schedule, pause, route, FOREVER, 0, random);
            if (place.route == NONE) return false;
            schedule.insert(pause, route, place.position);
            schedule.forget();
            schedule.bind(route);
        }
    return true;
}

} // namespace cordata
