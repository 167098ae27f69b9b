// Takes out some of the stops tied to those already out, so that both can move.
#pragma once
#include "ruin.h"

namespace cordata {

inline void ruin_linked(Schedule& schedule, const Ruin& ruin, Random& random) {
    constexpr double SHARE = 0.5;
    const Problem& problem = ruin.problem();
    for (const Link& link : problem.links) {
        if (link.kind == LinkKind::SAME_TIME) continue; // these come and go together anyway
        int a = link.stops[0], b = link.stops[1];
        if (schedule.assigned(a) != schedule.assigned(b) && random.chance(SHARE))
            ruin.remove(schedule, schedule.assigned(a) ? a : b);
    }
}

} // namespace cordata
