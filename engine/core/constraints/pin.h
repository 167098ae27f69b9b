#pragma once
#include "../problem.h"

namespace cordata::pin {

inline bool kept(const Problem& problem, int stop, int route) {
    int pinned = problem.nodes[stop].pin_route;
    return pinned == NONE || pinned == route;
}

// How much later than its pinned start the professional arrives.
inline Seconds overrun(const Node& node, Seconds arrives) {
    return node.fixed() ? std::max<Seconds>(0, arrives - node.pin_start) : 0;
}

} // namespace cordata::pin
