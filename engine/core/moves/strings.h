// Takes out strings of successive stops from neighbouring routes (Christiaens and Vanden Berghe 2020, section 5.1).
#pragma once
#include "ruin.h"

namespace cordata {

inline void ruin_strings(Schedule& schedule, const Ruin& ruin, double mean_removed, Random& random) {
    constexpr int LONGEST = 10;
    constexpr double SPLIT = 0.5;
    const Problem& problem = ruin.problem();
    int strings = 1 + static_cast<int>(random.unit() * (4 * mean_removed / (1 + LONGEST)));
    std::vector<char> hit(problem.routes.size(), 0);
    for (int stop : ruin.near(random.below(problem.stops))) {
        if (strings == 0) break;
        int route = schedule.route_of(stop);
        if (route == NONE || hit[route]) continue;
        hit[route] = 1;
        --strings;
        const std::vector<int> before = schedule.sequence(route);
        int size = static_cast<int>(before.size());
        int length = 1 + random.below(std::min(LONGEST, size));
        int kept = length < size && random.chance(SPLIT) ? 1 + random.below(std::min(3, size - length)) : 0;
        int span = length + kept, at = schedule.position(stop);
        int low = std::max(0, at - span + 1), from = low + random.below(std::min(at, size - span) - low + 1);
        int skip = kept ? from + random.below(length + 1) : from + span;
        for (int q = from; q < from + span; ++q)
            if ((q < skip || q >= skip + kept) && problem.is_stop(before[q]) && schedule.assigned(before[q]))
                ruin.remove(schedule, before[q]);
    }
}

} // namespace cordata
