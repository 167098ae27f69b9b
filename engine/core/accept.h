// Which candidate replaces the current plan: simulated annealing in cycles of doubling length.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>

#include "problem.h"
#include "random.h"

namespace cordata {

// The temperature depends on the step alone, never on the clock, so a seed and a number of steps make one plan, and a
// search of unknown length has always finished a cycle at least a quarter as long as all its steps.
class Annealing {
public:
    Annealing(double hot, double cold, std::int64_t first_cycle) : hot_(hot), cold_(cold), length_(first_cycle), ends_(first_cycle) {}

    // True when a new cycle starts at this step.
    bool advance(std::int64_t step) {
        if (step < ends_) return false;
        length_ *= 2;
        ends_ = step + length_;
        return true;
    }
    bool operator()(Price candidate, Price current, std::int64_t step, Random& random) const {
        double left = static_cast<double>(ends_ - step) / static_cast<double>(length_);
        double temperature = cold_ * std::pow(hot_ / cold_, left);
        return static_cast<double>(candidate - current) < -temperature * std::log(1.0 - random.unit());
    }

private:
    double hot_, cold_;
    std::int64_t length_, ends_;
};

} // namespace cordata
