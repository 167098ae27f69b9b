#pragma once
#include "../problem.h"

namespace cordata::pause {

inline Seconds latest(const Node& node) { return node.windows.front().latest; }

inline Seconds overrun(const Node& node, Seconds start) { return std::max<Seconds>(0, start - latest(node)); }

// A break is due unless the route is back by its latest start, or leaves after it.
inline bool due(const Node& node, Seconds departs, Seconds returns) {
    return returns > latest(node) && departs <= latest(node);
}

} // namespace cordata::pause
