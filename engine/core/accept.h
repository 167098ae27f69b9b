// Which candidate replaces the current plan: simulated annealing that cools as one over the steps made.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>

#include "problem.h"
#include "random.h"

namespace cordata {

// The temperature depends on the step alone, never on the clock, so a seed and a number of steps make one plan. It
// halves whenever the steps double: wherever a search of unknown length is ended, half of it was spent near its end's
// temperature. Hotter again every `round` steps, lest a long search stands still.
class Annealing {
public:
    Annealing(double hot, double halved_after, std::int64_t round)
        : hot_(hot), halved_after_(halved_after), round_(round) {}

    bool operator()(Price candidate, Price current, std::int64_t step, Random& random) const {
        double temperature = hot_ / (1 + static_cast<double>(step % round_) / halved_after_);
        return static_cast<double>(candidate - current) < -temperature * std::log(1.0 - random.unit());
    }

private:
    double hot_, halved_after_;
    std::int64_t round_;
};

} // namespace cordata
