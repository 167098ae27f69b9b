#pragma once
#include "../problem.h"

namespace cordata::gap {

// By how many seconds two starts are too close or too far.
inline Seconds overrun(const Link& link, Seconds first, Seconds second) {
    return std::max({Seconds{0}, first + link.min_gap - second, second - first - link.max_gap});
}

} // namespace cordata::gap
