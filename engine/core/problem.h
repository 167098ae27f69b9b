// What is planned, as the search reads it: whole seconds from midnight, metres, everything by index.
#pragma once
#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

namespace cordata {

using Seconds = std::int64_t;
using Price = std::int64_t;
constexpr Seconds FOREVER = std::numeric_limits<Seconds>::max() / 4;
constexpr Seconds NEVER = -FOREVER;
constexpr int NONE = -1;

struct Window {
    Seconds opens, closes, latest;
};

// What a route is for a stop, one bit each.
enum Trait : std::uint8_t {
    LACKS_SKILL = 1,
    FORBIDDEN = 2,
    NOT_PREFERRED = 4,
    UNFAMILIAR = 8,
    LACKS_LANGUAGE = 16,
    MOVED = 32
};

struct Weights {
    Price travel, distance, lateness, overtime, waiting, unassigned, preference, continuity, language, change, shift;
};

// A stop starts `offset` seconds after the other at the earliest.
struct Arc {
    int other, link;
    Seconds offset;
};

enum class LinkKind { SAME_TIME, ORDERED, APART, TOGETHER };

struct Link {
    LinkKind kind;
    std::vector<int> stops;
    Seconds min_gap = 0, max_gap = FOREVER;
};

// A stop or a break; breaks follow the stops and know their route.
struct Node {
    int place = NONE;
    Seconds duration = 0;
    std::vector<Window> windows;
    int pin_route = NONE;
    Seconds pin_start = NEVER;
    int incumbent_route = NONE;
    Seconds incumbent_start = NEVER;
    Price price = 0;
    int break_of = NONE, break_index = NONE;
    int group = NONE;               // its SAME_TIME link
    std::vector<Arc> after, before; // arcs into it, arcs out of it
    std::vector<int> links;

    bool is_break() const { return break_of != NONE; }
    bool fixed() const { return pin_start != NEVER; }

    // The earliest start at or after `t` that the windows allow; beyond the last one, `t` itself.
    Seconds earliest(Seconds t) const {
        for (const Window& w : windows)
            if (t <= w.latest) return std::max(t, w.opens);
        return t;
    }
    // The latest start at or before `t` that the windows allow, or NEVER.
    Seconds latest(Seconds t) const {
        if (windows.empty()) return t;
        for (auto w = windows.rbegin(); w != windows.rend(); ++w)
            if (t >= w->opens) return std::min(t, w->latest);
        return NEVER;
    }
    Seconds late(Seconds start) const {
        for (auto w = windows.rbegin(); w != windows.rend(); ++w)
            if (start >= w->opens) return std::max<Seconds>(0, start - w->closes);
        return 0;
    }
    // How far a start lies outside the windows: after them positive, before the first negative.
    Seconds outside(Seconds start) const {
        if (windows.empty()) return 0;
        if (start < windows.front().opens) return start - windows.front().opens;
        for (auto w = windows.rbegin(); w != windows.rend(); ++w)
            if (start >= w->opens) return std::max<Seconds>(0, start - w->latest);
        return 0;
    }
};

struct Route {
    int start, end, profile;
    Seconds opens, closes, overtime;
    std::vector<int> breaks; // nodes
    Seconds limit() const { return closes + overtime; }
};

struct Problem {
    int places = 0;
    std::vector<std::vector<Seconds>> travel;        // by profile, row from, column to
    std::vector<std::vector<std::int64_t>> distance; // as travel, or empty
    std::vector<std::vector<Price>> leg_price;       // what a leg costs
    std::vector<Node> nodes;                         // stops, then breaks
    std::vector<Route> routes;
    std::vector<Link> links;
    std::vector<std::uint8_t> traits; // stop by route
    std::vector<Price> fixed_price;   // stop by route: preference, continuity, language, change
    Weights weights{};
    int stops = 0;

    Seconds drive(int profile, int from, int to) const {
        return travel[profile][static_cast<std::size_t>(from) * places + to];
    }
    Price drive_price(int profile, int from, int to) const {
        return leg_price[profile][static_cast<std::size_t>(from) * places + to];
    }
    std::int64_t metres(int profile, int from, int to) const {
        return distance.empty() ? 0 : distance[profile][static_cast<std::size_t>(from) * places + to];
    }
    std::uint8_t trait(int stop, int route) const {
        return traits[static_cast<std::size_t>(stop) * routes.size() + route];
    }
    Price fixed(int stop, int route) const {
        return fixed_price[static_cast<std::size_t>(stop) * routes.size() + route];
    }
    bool is_stop(int node) const { return node < stops; }

    void finish();
};

} // namespace cordata
