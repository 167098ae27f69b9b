// What a schedule costs by part, and what it breaks.
#pragma once
#include <array>
#include <vector>

#include "schedule.h"

namespace cordata {

// As `Constraint` in Python, in its order.
enum class Code { SKILL, FORBIDDEN, PIN, WINDOW, SHIFT, BREAK, SAME_TIME, GAP, APART, TOGETHER, COMBINATION, WORTH };

struct Broken {
    Code code;
    int stop, route, link;
    Seconds amount;
    bool same_as(const Broken& other) const {
        return code == other.code && stop == other.stop && route == other.route && link == other.link;
    }
};

// One sequence a route; a stop by its number, the route's break k as ~k.
using Order = std::vector<std::vector<int>>;

// As `Weights` in Python, in its order.
using Parts = std::array<Price, 11>;

Parts parts_of(const Schedule& schedule);
std::vector<Broken> broken_by(const Schedule& schedule);

// Times sequences made by hand, whatever they break. Links that deadlock are loosened, and so broken.
Schedule lay_out(const Problem& problem, const Order& order);

// Adds the breaks that are missing where they break and cost least; `everywhere`: also those not due.
void place_breaks(Schedule& schedule, bool everywhere);

// Times everything, loosening links that deadlock.
void rebuild_loosely(Schedule& schedule);

} // namespace cordata
