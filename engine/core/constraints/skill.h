#pragma once
#include "../problem.h"

namespace cordata::skill {

// Whether the professional of the route has all skills the stop asks.
inline bool kept(const Problem& problem, int stop, int route) { return !(problem.trait(stop, route) & LACKS_SKILL); }

} // namespace cordata::skill
