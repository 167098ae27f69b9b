// What the ruins share: who is near whom, and how a visit is taken out.
#pragma once
#include <algorithm>
#include <vector>

#include "recreate.h"

namespace cordata {

class Ruin {
public:
    Ruin(const Problem& problem, const Recreate& recreate)
        : problem_(&problem), recreate_(&recreate), near_(problem.stops) {
        for (int a = 0; a < problem.stops; ++a) {
            for (int b = 0; b < problem.stops; ++b) near_[a].push_back(b);
            std::stable_sort(near_[a].begin(), near_[a].end(),
                             [&](int b, int c) { return apart(a, b) < apart(a, c); });
        }
    }
    const Problem& problem() const { return *problem_; }
    // All stops, nearest first; the stop itself is among the first.
    const std::vector<int>& near(int stop) const { return near_[stop]; }
    Seconds apart(int a, int b) const {
        int from = problem_->nodes[a].place, to = problem_->nodes[b].place;
        return problem_->drive(0, from, to) + problem_->drive(0, to, from);
    }
    // Takes a stop out with those that come with it; what is fixed stays.
    int remove(Schedule& schedule, int stop) const {
        int removed = 0;
        for (int member : recreate_->visits()[recreate_->visit_of(stop)]) {
            if (!schedule.assigned(member) || problem_->nodes[member].fixed()) continue;
            schedule.remove(member);
            ++removed;
        }
        return removed;
    }

private:
    const Problem* problem_;
    const Recreate* recreate_;
    std::vector<std::vector<int>> near_;
};

} // namespace cordata
