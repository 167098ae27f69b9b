#pragma once
#include "../problem.h"

namespace cordata::forbidden {

inline bool kept(const Problem& problem, int stop, int route) { return !(problem.trait(stop, route) & FORBIDDEN); }

} // namespace cordata::forbidden
