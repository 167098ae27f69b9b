// Empties one route, so that its stops go elsewhere or start over.
#pragma once
#include "ruin.h"

namespace cordata {

inline void ruin_route(Schedule& schedule, const Ruin& ruin, Random& random) {
    const std::vector<int> before = schedule.sequence(random.below(static_cast<int>(ruin.problem().routes.size())));
    for (int node : before)
        if (ruin.problem().is_stop(node) && schedule.assigned(node)) ruin.remove(schedule, node);
}

} // namespace cordata
