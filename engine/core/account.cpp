#include "account.h"

#include <cstdlib>

#include "constraints/apart.h"
#include "constraints/forbidden.h"
#include "constraints/gap.h"
#include "constraints/pause.h"
#include "constraints/pin.h"
#include "constraints/same_time.h"
#include "constraints/shift.h"
#include "constraints/skill.h"
#include "constraints/together.h"
#include "constraints/window.h"

namespace cordata {

namespace {

enum Part {
    TRAVEL,
    DISTANCE,
    LATENESS,
    OVERTIME,
    WAITING,
    UNASSIGNED,
    PREFERENCE,
    CONTINUITY,
    LANGUAGE,
    CHANGE,
    SHIFT
};

void add_stop(Parts& parts, const Schedule& schedule, int stop, int route) {
    const Problem& problem = schedule.problem();
    const Node& node = problem.nodes[stop];
    const Weights& w = problem.weights;
    std::uint8_t traits = problem.trait(stop, route);
    parts[LATENESS] += w.lateness * node.late(schedule.timing(stop).start);
    parts[PREFERENCE] += traits & NOT_PREFERRED ? w.preference : 0;
    parts[CONTINUITY] += traits & UNFAMILIAR ? w.continuity : 0;
    parts[LANGUAGE] += traits & LACKS_LANGUAGE ? w.language : 0;
    parts[CHANGE] += traits & MOVED ? w.change : 0;
    if (node.incumbent_route != NONE)
        parts[SHIFT] += w.shift * std::abs(schedule.timing(stop).start - node.incumbent_start);
}

void add_route(Parts& parts, const Schedule& schedule, int route) {
    const Problem& problem = schedule.problem();
    const Route& r = problem.routes[route];
    const Weights& w = problem.weights;
    int place = r.start;
    const std::vector<int>& sequence = schedule.sequence(route);
    for (int q = 0; q < static_cast<int>(sequence.size()); ++q) {
        int node = sequence[q];
        if (schedule.skipped(node)) continue;
        const Timing& timing = schedule.timing(node);
        if (q > schedule.first_stop(route))
            parts[WAITING] += w.waiting * std::max<Seconds>(0, timing.start - timing.arrives);
        if (!problem.is_stop(node)) continue;
        parts[TRAVEL] += w.travel * problem.drive(r.profile, place, timing.place);
        parts[DISTANCE] += w.distance * problem.metres(r.profile, place, timing.place);
        add_stop(parts, schedule, node, route);
        place = timing.place;
    }
    parts[TRAVEL] += w.travel * problem.drive(r.profile, place, r.end);
    parts[DISTANCE] += w.distance * problem.metres(r.profile, place, r.end);
    parts[OVERTIME] += w.overtime * shift::overtime(r, schedule.returns(route));
}

class Inspection {
public:
    explicit Inspection(const Schedule& schedule) : schedule_(schedule), problem_(schedule.problem()) {}

    std::vector<Broken> all() {
        for (int stop = 0; stop < problem_.stops; ++stop) stop_alone(stop);
        for (int route = 0; route < static_cast<int>(problem_.routes.size()); ++route)
            if (schedule_.used(route)) route_alone(route);
        for (int link = 0; link < static_cast<int>(problem_.links.size()); ++link) linked(link);
        return std::move(found_);
    }

private:
    void note(Code code, int stop, int route, int link, Seconds amount) {
        if (amount > 0) found_.push_back({code, stop, route, link, amount});
    }

    void stop_alone(int stop) {
        const Node& node = problem_.nodes[stop];
        int route = schedule_.route_of(stop);
        if (route == NONE) return note(Code::PIN, stop, node.pin_route, NONE, node.fixed());
        note(Code::SKILL, stop, route, NONE, !skill::kept(problem_, stop, route));
        note(Code::FORBIDDEN, stop, route, NONE, !forbidden::kept(problem_, stop, route));
        bool pinned_here = pin::kept(problem_, stop, route);
        note(Code::PIN, stop, route, NONE, pinned_here ? pin::overrun(node, schedule_.timing(stop).arrives) : 1);
        note(Code::WINDOW, stop, route, NONE, window::overrun(node, schedule_.timing(stop).start));
    }

    void route_alone(int route) {
        note(Code::SHIFT, NONE, route, NONE, shift::overrun(problem_.routes[route], schedule_.returns(route)));
        for (int pause : problem_.routes[route].breaks) {
            const Node& node = problem_.nodes[pause];
            if (schedule_.assigned(pause)) {
                if (!schedule_.skipped(pause))
                    note(Code::BREAK, NONE, route, NONE, pause::overrun(node, schedule_.timing(pause).start));
            } else if (pause::due(node, schedule_.departs(route), schedule_.returns(route))) {
                note(Code::BREAK, NONE, route, NONE, node.duration);
            }
        }
    }

    void linked(int index) {
        const Link& link = problem_.links[index];
        if (link.kind == LinkKind::SAME_TIME) return together_in_time(index);
        int a = link.stops[0], b = link.stops[1], route_a = schedule_.route_of(a), route_b = schedule_.route_of(b);
        if (route_a == NONE || route_b == NONE) return;
        if (link.kind == LinkKind::ORDERED)
            note(Code::GAP, b, route_b, index,
                 gap::overrun(link, schedule_.timing(a).start, schedule_.timing(b).start));
        if (link.kind == LinkKind::APART) note(Code::APART, b, route_b, index, !apart::kept(route_a, route_b));
        if (link.kind == LinkKind::TOGETHER)
            note(Code::TOGETHER, b, route_b, index, !together::kept(route_a, route_b));
    }

    void together_in_time(int index) {
        const std::vector<int>& stops = problem_.links[index].stops;
        bool begun = false, missing = false;
        for (std::size_t i = 0; i < stops.size(); ++i) {
            int route = schedule_.route_of(stops[i]);
            missing = missing || route == NONE;
            begun = begun || (route != NONE && !problem_.nodes[stops[i]].fixed());
            Seconds worst = 0;
            for (std::size_t j = 0; j < i && route != NONE; ++j)
                if (int other = schedule_.route_of(stops[j]); other != NONE)
                    worst = std::max(worst, same_time::overrun(other, schedule_.timing(stops[j]).start, route,
                                                               schedule_.timing(stops[i]).start));
            note(Code::SAME_TIME, stops[i], route, index, worst);
        }
        for (int stop : stops)
            if (begun && missing && !schedule_.assigned(stop)) note(Code::SAME_TIME, stop, NONE, index, 1);
    }

    const Schedule& schedule_;
    const Problem& problem_;
    std::vector<Broken> found_;
};

void place_break(Schedule& schedule, int pause, int route) {
    int best = 0, size = static_cast<int>(schedule.sequence(route).size());
    std::pair<Seconds, Price> least{FOREVER, FOREVER};
    for (int p = size; p >= 0; --p) {
        schedule.force(pause, route, p);
        schedule.rebuild();
        std::pair<Seconds, Price> now{schedule.overrun(), schedule.cost()};
        if (now < least) {
            least = now;
            best = p;
        }
        schedule.remove(pause);
    }
    schedule.force(pause, route, best);
    schedule.rebuild();
}

} // namespace

Parts parts_of(const Schedule& schedule) {
    Parts parts{};
    const Problem& problem = schedule.problem();
    for (int route = 0; route < static_cast<int>(problem.routes.size()); ++route)
        if (schedule.used(route)) add_route(parts, schedule, route);
    for (int stop = 0; stop < problem.stops; ++stop)
        if (!schedule.assigned(stop)) parts[UNASSIGNED] += problem.nodes[stop].price;
    return parts;
}

std::vector<Broken> broken_by(const Schedule& schedule) { return Inspection(schedule).all(); }

void rebuild_loosely(Schedule& schedule) {
    if (schedule.rebuild()) return;
    int links = static_cast<int>(schedule.problem().links.size());
    for (int link = 0; link < links; ++link) schedule.loosen(link, true);
    for (int link = 0; link < links; ++link) {
        schedule.loosen(link, false);
        if (!schedule.rebuild()) schedule.loosen(link, true);
    }
    schedule.rebuild();
}

void place_breaks(Schedule& schedule, bool everywhere) {
    const Problem& problem = schedule.problem();
    for (int route = 0; route < static_cast<int>(problem.routes.size()); ++route)
        for (int pause : problem.routes[route].breaks) {
            const Node& node = problem.nodes[pause];
            if (schedule.assigned(pause) || pause::latest(node) < problem.routes[route].opens) continue;
            if (!everywhere &&
                (!schedule.used(route) || !pause::due(node, schedule.departs(route), schedule.returns(route))))
                continue;
            place_break(schedule, pause, route);
        }
}

Schedule lay_out(const Problem& problem, const Order& order) {
    Schedule schedule(problem);
    for (int route = 0; route < static_cast<int>(order.size()); ++route)
        for (int item : order[route]) {
            int node = item >= 0 ? item : problem.routes[route].breaks[~item];
            schedule.force(node, route, static_cast<int>(schedule.sequence(route).size()));
        }
    rebuild_loosely(schedule);
    place_breaks(schedule, false);
    return schedule;
}

} // namespace cordata
