#include "explain.h"

#include <cstdlib>
#include <optional>

#include "constraints/forbidden.h"
#include "constraints/pin.h"
#include "constraints/skill.h"
#include "moves/place.h"

namespace cordata {

namespace {

constexpr Code AS_IT_IS = Code::WORTH;

// Tries one stop, with its partners, everywhere, one constraint of its own given up at a time.
class Trial {
public:
    Trial(const Problem& problem, const Schedule& plan, const std::vector<Broken>& before, int stop)
        : problem_(problem), plan_(plan), before_(before), stop_(stop) {
        int group = problem.nodes[stop].group;
        if (group != NONE)
            for (int other : problem.links[group].stops)
                if (other != stop && !plan.assigned(other)) partners_.push_back(other);
    }

    std::vector<Witness> reasons() {
        if (best_of(AS_IT_IS)) return {*found_};
        std::vector<Witness> all;
        for (int code = 0; code <= static_cast<int>(Code::TOGETHER); ++code)
            if (best_of(static_cast<Code>(code))) all.push_back(*found_);
        if (all.empty()) all.emplace_back();
        return all;
    }

private:
    bool best_of(Code code) {
        code_ = code;
        found_.reset();
        trial_ = plan_;
        if (code == Code::WINDOW && problem_.nodes[stop_].windows.empty()) return false;
        for (int link : problem_.nodes[stop_].links)
            if (gives_up(link)) trial_.loosen(link, true);
        for (int route = 0; route < static_cast<int>(problem_.routes.size()); ++route)
            if (worth_trying(route)) on_route(route);
        return found_.has_value();
    }

    bool gives_up(int link) const {
        LinkKind kind = problem_.links[link].kind;
        return (code_ == Code::SAME_TIME && kind == LinkKind::SAME_TIME) ||
               (code_ == Code::GAP && kind == LinkKind::ORDERED) ||
               (code_ == Code::APART && kind == LinkKind::APART) ||
               (code_ == Code::TOGETHER && kind == LinkKind::TOGETHER);
    }

    // Whether nothing but the constraint given up keeps the stop off the route, and giving it up changes something.
    bool worth_trying(int route) const {
        bool skilled = skill::kept(problem_, stop_, route), allowed = forbidden::kept(problem_, stop_, route),
             pinned = pin::kept(problem_, stop_, route);
        if ((!skilled && code_ != Code::SKILL) || (!allowed && code_ != Code::FORBIDDEN) ||
            (!pinned && code_ != Code::PIN))
            return false;
        if ((code_ == Code::SKILL && skilled) || (code_ == Code::FORBIDDEN && allowed) ||
            (code_ == Code::PIN && pinned))
            return false;
        if (code_ == Code::BREAK && problem_.routes[route].breaks.empty()) return false;
        bool links_given_up = false;
        for (int index : problem_.nodes[stop_].links) {
            links_given_up = links_given_up || gives_up(index);
            if (!gives_up(index) && !link_keeps(index, route)) return false;
        }
        return links_given_up || code_ < Code::SAME_TIME || code_ > Code::TOGETHER;
    }

    bool link_keeps(int index, int route) const {
        for (int other : problem_.links[index].stops)
            if (other != stop_ && plan_.assigned(other) &&
                !link_allows(problem_.links[index], route, plan_.route_of(other)))
                return false;
        return true;
    }

    void on_route(int route) {
        Schedule kept = trial_;
        if (code_ == Code::BREAK)
            for (int pause : problem_.routes[route].breaks)
                if (trial_.assigned(pause)) trial_.remove(pause);
        for (int p = 0; p <= static_cast<int>(trial_.sequence(route).size()); ++p) {
            if (hopeless(stop_, route, p, 0)) continue;
            for (bool early : {false, true}) {
                if (early && code_ != Code::WINDOW) continue;
                trial_.unbind_windows(early ? stop_ : NONE);
                trial_.force(stop_, route, p);
                if (trial_.rebuild() && keeps_the_rest(route, true)) with_partners(0, route);
                if (code_ != Code::BREAK) with_breaks(route);
                trial_.remove(stop_);
            }
        }
        trial_ = std::move(kept);
    }

    // A break that fell not due in the plan may fall due with the stop: it can stand anywhere then.
    void with_breaks(int route) {
        for (int pause : problem_.routes[route].breaks) {
            if (trial_.assigned(pause)) continue;
            for (int p = 0; p <= static_cast<int>(trial_.sequence(route).size()); ++p) {
                trial_.force(pause, route, p);
                if (trial_.rebuild() && keeps_the_rest(route, true)) with_partners(0, route);
                trial_.remove(pause);
            }
        }
    }

    // Whether the times alone refuse the position, by the latest starts of the plan as it stands. They say nothing
    // where the plan breaks something already, or the route itself is given more time.
    bool hopeless(int stop, int route, int position, Seconds from) const {
        bool longer_day = stop == stop_ && (code_ == Code::SHIFT || code_ == Code::BREAK);
        if (!before_.empty() || longer_day) return false;
        const Route& r = problem_.routes[route];
        const Node& node = problem_.nodes[stop];
        const std::vector<int>& sequence = trial_.sequence(route);
        bool first = position == 0 || !plan_.used(route);
        int place = first ? r.start : plan_.timing(sequence[position - 1]).place;
        Seconds ready = first ? r.opens : plan_.timing(sequence[position - 1]).ends;
        Seconds start = std::max(from, ready + problem_.drive(r.profile, place, node.place));
        if (stop != stop_ || code_ != Code::WINDOW) start = node.earliest(start);
        std::size_t next = position;
        while (next < sequence.size() && !problem_.is_stop(sequence[next])) ++next;
        bool last = next == sequence.size();
        int to = last ? r.end : problem_.nodes[sequence[next]].place;
        Seconds arrives = start + node.duration + problem_.drive(r.profile, node.place, to);
        return arrives > (last ? r.limit() : plan_.latest(sequence[next]));
    }

    void with_partners(std::size_t next, int route) {
        if (code_ == Code::SAME_TIME || next == partners_.size()) return note(route);
        int partner = partners_[next];
        for (int r = 0; r < static_cast<int>(problem_.routes.size()); ++r) {
            if (!may_take(trial_, partner, r)) continue;
            for (int p = 0; p <= static_cast<int>(trial_.sequence(r).size()); ++p) {
                if (hopeless(partner, r, p, trial_.timing(stop_).start)) continue;
                trial_.force(partner, r, p);
                if (trial_.rebuild() && keeps_the_rest(route, next + 1 < partners_.size()))
                    with_partners(next + 1, route);
                trial_.remove(partner);
            }
        }
    }

    bool excused(const Broken& broken, int route, bool partial) const {
        if (broken.code == Code::SAME_TIME && broken.route == NONE && partial) return true;
        if (broken.link != NONE) {
            const std::vector<int>& stops = problem_.links[broken.link].stops;
            return gives_up(broken.link) && std::find(stops.begin(), stops.end(), stop_) != stops.end();
        }
        if (broken.code != code_) return false;
        return code_ == Code::SHIFT || code_ == Code::BREAK ? broken.route == route : broken.stop == stop_;
    }

    bool keeps_the_rest(int route, bool partial) const {
        for (const Broken& broken : newly_broken(broken_by(trial_), before_))
            if (!excused(broken, route, partial)) return false;
        return true;
    }

    void note(int route) {
        Witness now{code_, route, trial_.timing(stop_).start, 0, {}};
        for (int partner : partners_)
            if (trial_.assigned(partner)) now.partners.emplace_back(partner, trial_.route_of(partner));
        std::int64_t measure = trial_.cost() - plan_.cost();
        if (code_ == AS_IT_IS) now.detail = measure;
        if (code_ == Code::SHIFT) now.detail = measure = trial_.returns(route) - problem_.routes[route].limit();
        if (code_ == Code::WINDOW) measure = std::abs(now.detail = outside(now.start));
        if (code_ != AS_IT_IS && nothing_given_up(now)) return;
        if (found_ && least_ <= measure) return;
        found_ = now;
        least_ = measure;
    }

    // A break not taken could fall due if the stop started later.
    bool takes_all_breaks(int route) const {
        for (int pause : problem_.routes[route].breaks)
            if (!trial_.assigned(pause) || trial_.skipped(pause)) return false;
        return true;
    }

    // How far outside its windows the stop starts; a start that is early is put off as long as nobody minds.
    Seconds outside(Seconds& start) {
        const Node& node = problem_.nodes[stop_];
        if (node.outside(start) < 0 && takes_all_breaks(trial_.route_of(stop_))) {
            trial_.bind();
            start = std::max(start, std::min(trial_.latest(stop_), node.windows.front().opens - 1));
        }
        return node.outside(start);
    }

    bool nothing_given_up(const Witness& now) const {
        return (code_ == Code::WINDOW && now.detail == 0) || (code_ == Code::SHIFT && now.detail <= 0);
    }

    const Problem& problem_;
    const Schedule& plan_;
    const std::vector<Broken>& before_;
    int stop_;
    std::vector<int> partners_;
    Code code_ = AS_IT_IS;
    Schedule trial_ = plan_;
    std::optional<Witness> found_;
    std::int64_t least_ = 0;
};

} // namespace

std::vector<Broken> newly_broken(const std::vector<Broken>& now, const std::vector<Broken>& before) {
    std::vector<Broken> fresh;
    for (const Broken& broken : now) {
        Seconds known = 0;
        for (const Broken& old : before)
            if (old.same_as(broken)) known = std::max(known, old.amount);
        if (broken.amount > known) fresh.push_back(broken);
    }
    return fresh;
}

std::vector<std::vector<Witness>> explain(const Problem& problem, const Order& order, const std::vector<int>& stops) {
    Schedule plan = lay_out(problem, order);
    plan.bind();
    std::vector<Broken> before = broken_by(plan);
    std::vector<std::vector<Witness>> all;
    for (int stop : stops) all.push_back(Trial(problem, plan, before, stop).reasons());
    return all;
}

std::vector<Insertion> insertions(const Problem& problem, const Order& order, int stop,
                                  const std::vector<int>& routes) {
    Schedule now = lay_out(problem, order);
    std::vector<Broken> before = broken_by(now);
    Parts parts_now = parts_of(now);
    Order without = order;
    for (std::vector<int>& sequence : without) std::erase(sequence, stop);
    std::vector<Insertion> all;
    for (int route : routes) {
        std::pair<Seconds, Price> least{FOREVER, FOREVER};
        Insertion best{};
        for (int p = 0; p <= static_cast<int>(without[route].size()); ++p) {
            Order later = without;
            later[route].insert(later[route].begin() + p, stop);
            Schedule plan = lay_out(problem, later);
            std::vector<Broken> broken = newly_broken(broken_by(plan), before);
            std::pair<Seconds, Price> measure{0, plan.cost()};
            for (const Broken& b : broken) measure.first += b.amount;
            if (measure >= least) continue;
            least = measure;
            best = {route, p, plan.timing(stop).start, parts_of(plan), std::move(broken)};
        }
        for (std::size_t i = 0; i < best.delta.size(); ++i) best.delta[i] -= parts_now[i];
        all.push_back(std::move(best));
    }
    return all;
}

} // namespace cordata
