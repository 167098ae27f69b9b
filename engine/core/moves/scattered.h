// Takes out stops anywhere.
#pragma once
#include "ruin.h"

namespace cordata {

inline void ruin_scattered(Schedule& schedule, const Ruin& ruin, int count, Random& random) {
    for (int i = 0; i < count; ++i) ruin.remove(schedule, random.below(ruin.problem().stops));
}

} // namespace cordata
