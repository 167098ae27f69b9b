// Puts left-out stops back, one visit after another, each where it costs least then.
#pragma once
#include <vector>

#include "place.h"

namespace cordata {

// Stops that come and go together: one, or a SAME_TIME group.
using Visit = std::vector<int>;

class Recreate {
public:
    explicit Recreate(const Problem& problem);

    // Inserts what fits and is worth its cost; what does not stays out.
    void operator()(Schedule& schedule, double blink, Random& random) const;
    // Inserts the breaks of the routes that lack them; false when one fits nowhere.
    bool breaks(Schedule& schedule, const std::vector<int>& routes, Random& random) const;
    // Inserts one visit at its best; false when it stays out.
    bool visit(Schedule& schedule, const Visit& visit, double blink, Random& random) const;

    const std::vector<Visit>& visits() const { return visits_; }
    int visit_of(int stop) const { return visit_of_[stop]; }

private:
    Price place_rest(Schedule& schedule, const Visit& visit, std::size_t next, Price bound, double blink,
                     Random& random, std::vector<Place>& chosen) const;
    std::vector<int> order(const Schedule& schedule, Random& random) const;

    std::vector<Visit> visits_;
    std::vector<int> visit_of_;
    std::vector<std::vector<double>> keys_; // by order, a value a visit; low goes first
};

} // namespace cordata
