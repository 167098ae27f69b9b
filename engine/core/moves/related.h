// Takes out stops close to one another in space and time (Shaw 1998), whoever makes them.
#pragma once
#include <cstdlib>

#include "ruin.h"

namespace cordata {

inline void ruin_related(Schedule& schedule, const Ruin& ruin, int count, Random& random) {
    const Problem& problem = ruin.problem();
    int seed = random.below(problem.stops);
    double time_share = random.unit() * 2;
    Seconds seed_start = schedule.assigned(seed) ? schedule.timing(seed).start : NEVER;
    std::vector<std::pair<double, int>> related;
    for (int stop = 0; stop < problem.stops; ++stop) {
        if (!schedule.assigned(stop)) continue;
        double gap = seed_start == NEVER ? 0 : static_cast<double>(std::abs(schedule.timing(stop).start - seed_start));
        related.emplace_back(
            (static_cast<double>(ruin.apart(seed, stop)) + time_share * gap) * (1 + 0.3 * random.unit()), stop);
    }
    std::sort(related.begin(), related.end());
    for (const auto& [_, stop] : related) {
        if (count <= 0) break;
        if (schedule.assigned(stop)) count -= ruin.remove(schedule, stop);
    }
}

} // namespace cordata
