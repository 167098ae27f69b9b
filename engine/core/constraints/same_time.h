#pragma once
#include <cstdlib>

#include "../problem.h"

namespace cordata::same_time {

// How far apart two stops of a group start; sharing a route counts 1 when the starts agree.
inline Seconds overrun(int route_a, Seconds start_a, int route_b, Seconds start_b) {
    return start_a != start_b ? std::abs(start_a - start_b) : (route_a == route_b ? 1 : 0);
}

inline bool routes_kept(int route_a, int route_b) { return route_a != route_b; }

} // namespace cordata::same_time
