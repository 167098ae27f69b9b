#pragma once

namespace cordata::apart {

inline bool kept(int route_a, int route_b) { return route_a != route_b; }

} // namespace cordata::apart
