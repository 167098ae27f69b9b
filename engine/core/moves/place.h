// Where a stop fits best: the scan every insertion rests on.
#pragma once
#include <vector>

#include "../random.h"
#include "../schedule.h"

namespace cordata {

struct Place {
    int stop = NONE, route = NONE, position = NONE;
    Price delta = FOREVER;
};

// Whether a link lets its stops be on these two routes.
bool link_allows(const Link& link, int route, int other_route);

// Whether the stop may go to the route at all, given where the stops it is linked to are.
bool may_take(const Schedule& schedule, int stop, int route);

// The cheapest position on a route that costs less than `bound` and keeps every hard constraint; `blink` is the share
// of positions overlooked at random (Christiaens and Vanden Berghe 2020).
Place best_on_route(Schedule& schedule, int node, int route, Price bound, double blink, Random& random);

Place best_place(Schedule& schedule, int stop, Price bound, double blink, Random& random);

} // namespace cordata
