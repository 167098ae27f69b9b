// Why a stop was left out: the single constraints that, given up, make it fit, each with a witness.
#pragma once
#include <vector>

#include "account.h"

namespace cordata {

struct Witness {
    Code code = Code::COMBINATION;
    int route = NONE;
    Seconds start = NONE;
    std::int64_t detail = 0;                   // seconds given up, or the extra cost of WORTH
    std::vector<std::pair<int, int>> partners; // stop, route
};

// The reasons of each stop, all left out of the order. In the plan as it stands: others keep their routes and order.
std::vector<std::vector<Witness>> explain(const Problem& problem, const Order& order, const std::vector<int>& stops);

struct Insertion {
    int route, position;
    Seconds start;
    Parts delta;
    std::vector<Broken> broken; // what the plan did not break before
};

// The best insertion on each route of a stop, taken out first where it is in the order.
std::vector<Insertion> insertions(const Problem& problem, const Order& order, int stop,
                                  const std::vector<int>& routes);

// What a plan breaks and the other does not, or more than the other.
std::vector<Broken> newly_broken(const std::vector<Broken>& now, const std::vector<Broken>& before);

} // namespace cordata
