#pragma once
#include <cstdlib>

#include "../problem.h"

namespace cordata::window {

// How far a start lies outside the hard windows; only a pinned start can be early.
inline Seconds overrun(const Node& node, Seconds start) { return std::abs(node.outside(start)); }

} // namespace cordata::window
