// One search: facts first, then the given plan, then all others greedily, then ruin and recreate until told to stop.
#pragma once
#include <functional>
#include <optional>

#include "accept.h"
#include "account.h"
#include "moves/recreate.h"
#include "moves/ruin.h"

namespace cordata {

struct Limits {
    std::int64_t steps = NONE, no_improvement = NONE;
    double seconds = NONE;
    Price target = NONE;
};

struct Outcome {
    Schedule plan;
    std::int64_t steps;
    double seconds;
};

// Told of the step, the seconds and the best plan; returns true to stop.
using Watcher = std::function<bool(std::int64_t, double, const Schedule&)>;

class Solver {
public:
    Solver(const Problem& problem, std::uint64_t seed);
    Outcome solve(const Limits& limits, const Order& start, const Watcher& watch);

private:
    Schedule construct(const Order& start);
    void place_facts(Schedule& schedule) const;
    void follow(Schedule& schedule, const Order& start) const;
    void drop_broken_visits(Schedule& schedule) const;
    bool ruin(Schedule& schedule);
    bool change(Schedule& schedule);

    const Problem& problem_;
    Random random_;
    Recreate recreate_;
    Ruin ruin_;
    Seconds facts_overrun_ = 0;
};

} // namespace cordata
