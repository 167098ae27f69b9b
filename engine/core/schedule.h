// Sequences of stops with their times: the least schedule, kept up to date as stops come and go.
#pragma once
#include <vector>

#include "problem.h"

namespace cordata {

struct Timing {
    Seconds start = NEVER, arrives = NEVER, ends = NEVER;
    Price cost = 0; // leg, waiting, lateness, shift from the incumbent
    int place = NONE;
};

class Schedule {
public:
    explicit Schedule(const Problem& problem);

    const Problem& problem() const { return *problem_; }
    const std::vector<int>& sequence(int route) const { return sequences_[route]; }
    const Timing& timing(int node) const { return timings_[node]; }
    int route_of(int node) const { return route_of_[node]; }
    bool assigned(int node) const { return route_of_[node] != NONE; }
    int position(int node) const { return position_[node]; }
    int first_stop(int route) const { return ends_[route].first; }
    int last_stop(int route) const { return ends_[route].last; }
    bool used(int route) const { return ends_[route].last != NONE; }
    Seconds returns(int route) const { return ends_[route].returns; }
    Price cost() const { return cost_; }
    // The latest start that keeps every hard constraint of the others; as of the last `bind`.
    Seconds latest(int node) const { return latest_[node]; }
    Price idle_price(int route) const { return idle_price_[route]; }
    // A break at the end of a route that is back before it falls due.
    bool skipped(int node) const { return problem_->nodes[node].is_break() && timings_[node].start == NEVER; }
    Seconds departs(int route) const;
    // The earliest start that links to visited stops allow.
    Seconds linked(int node) const;
    // Seconds (or pieces) by which hard times are broken.
    Seconds overrun() const;

    // A state to come back to. Only insertions may have happened since.
    struct Mark {
        std::size_t timings, ends, inserted;
        Price cost;
    };
    Mark mark() const { return {old_timings_.size(), old_ends_.size(), inserted_.size(), cost_}; }
    void undo(const Mark& mark);
    void forget(); // makes all insertions final

    // Inserts and moves the times of all it touches; false (undo it!) when a hard time no longer holds.
    bool insert(int node, int route, int position);
    // As insert, whatever it breaks.
    void force(int node, int route, int position);
    // Takes nodes out; `rebuild` must follow.
    void remove(int node);
    // Times everything anew; false when links deadlock.
    bool rebuild();
    // Recomputes `latest` for all.
    void bind();
    // Lowers `latest` after an insertion on a route.
    void bind(int route);

    void loosen(int link, bool loose) { loose_[link] = loose; }
    bool loose(int link) const { return loose_[link]; }
    void unbind_windows(int stop) { unbound_ = stop; }

private:
    struct Ends {
        int route, first = NONE, last = NONE; // positions of the outermost stops
        Seconds returns = 0;
        Price cost = 0; // leg home, overtime
    };
    struct OldTiming {
        int node;
        Timing timing;
    };

    void put(int node, int route, int position);
    bool walk(int route, int from, bool strict);
    bool settle(bool strict);
    Timing time_stop(int node, int route, int place, Seconds ready, bool seen) const;
    Timing time_break(int node, int place, Seconds ready, bool seen) const;
    void store(int node, const Timing& timing);
    bool holds(int node, const Timing& now) const;
    bool push_links(int node, bool strict);
    bool finish_route(int route, int place, Seconds ready, bool strict);
    void keep_ends(int route);
    void bind_route(int route);
    void settle_bounds();
    Seconds bind_tail(int route) const;
    Seconds bind_stop(int node, Seconds limit);
    int place_before(int route, int position) const;

    const Problem* problem_;
    std::vector<std::vector<int>> sequences_;
    std::vector<int> route_of_, position_;
    std::vector<Timing> timings_;
    std::vector<Ends> ends_;
    std::vector<Seconds> latest_;
    std::vector<Price> idle_price_;
    std::vector<char> loose_;
    int unbound_ = NONE;
    Price cost_ = 0;

    std::vector<OldTiming> old_timings_;
    std::vector<Ends> old_ends_;
    std::vector<int> inserted_;
    std::vector<int> touched_; // nodes to walk again, or routes to bind again
    int patience_ = 0;         // walks left before links count as deadlocked
};

} // namespace cordata
