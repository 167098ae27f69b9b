// Walks from plan to plan and keeps the cheapest one met.
#pragma once
#include <cstdint>

namespace cordata {

// `change` turns the candidate (a copy of the current plan) into a neighbour and may refuse, `accept` says whether it
// becomes the current one, `stop` ends the walk, `watch` looks on. All take the step; none knows the others.
template <class State, class Change, class Accept, class Stop, class Watch>
std::int64_t improve(State& best, Change change, Accept accept, Stop stop, Watch watch) {
    State current = best, candidate = best;
    std::int64_t step = 0, improved = 0;
    for (; !stop(step, step - improved, best.cost()); ++step) {
        candidate = current;
        if (change(candidate, step)) {
            if (accept(candidate.cost(), current.cost(), step)) std::swap(current, candidate);
            if (current.cost() < best.cost()) {
                best = current;
                improved = step;
            }
        }
        watch(step, current, best);
    }
    return step;
}

} // namespace cordata
