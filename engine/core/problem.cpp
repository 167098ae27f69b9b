#include "problem.h"

namespace cordata {

namespace {

void tie(Problem& problem, int from, int to, Seconds offset, int link) {
    if (problem.nodes[from].fixed() && problem.nodes[to].fixed()) return; // facts do not move each other
    problem.nodes[to].after.push_back({from, link, offset});
    problem.nodes[from].before.push_back({to, link, offset});
}

void tie_times(Problem& problem, int index) {
    const Link& link = problem.links[index];
    if (link.kind == LinkKind::SAME_TIME)
        for (int a : link.stops)
            for (int b : link.stops)
                if (a != b) tie(problem, a, b, 0, index);
    if (link.kind == LinkKind::ORDERED) {
        tie(problem, link.stops[0], link.stops[1], link.min_gap, index);
        if (link.max_gap < FOREVER) tie(problem, link.stops[1], link.stops[0], -link.max_gap, index);
    }
}

Price price_of_traits(const Weights& weights, std::uint8_t traits) {
    return (traits & NOT_PREFERRED ? weights.preference : 0) + (traits & UNFAMILIAR ? weights.continuity : 0) +
           (traits & LACKS_LANGUAGE ? weights.language : 0) + (traits & MOVED ? weights.change : 0);
}

} // namespace

// Derives what the search looks up: prices of legs and of stops on routes, arcs of links.
void Problem::finish() {
    for (std::size_t p = 0; p < travel.size(); ++p) {
        leg_price.emplace_back(travel[p].size());
        for (std::size_t i = 0; i < travel[p].size(); ++i)
            leg_price[p][i] =
                weights.travel * travel[p][i] + (distance.empty() ? 0 : weights.distance * distance[p][i]);
    }
    fixed_price.resize(traits.size());
    for (std::size_t i = 0; i < traits.size(); ++i) fixed_price[i] = price_of_traits(weights, traits[i]);
    for (int i = 0; i < static_cast<int>(links.size()); ++i) {
        tie_times(*this, i);
        for (int stop : links[i].stops) {
            nodes[stop].links.push_back(i);
            if (links[i].kind == LinkKind::SAME_TIME) nodes[stop].group = i;
        }
    }
}

} // namespace cordata
