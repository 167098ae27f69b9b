from dataclasses import replace

import pytest

from cordata.rounds.rules.planned import Blocker
from cordata.rounds.rules.problem import After, Before, Done, PinTo, Rest, TimeWindow
from cordata.rounds.solve import lay_out, plan, try_positions
from tests.rounds.problems import HOUR, LEG, MINUTE, NURSE, day, hm, starts, visit, worker

STEPS = 2000


class TestPlan:
    def test_gives_each_visit_a_place_within_its_window(self):
        problem = day([visit("claudio", 8, 9), visit("rosina", 10, 11)], [worker("luc")])

        planned = plan(problem, steps=STEPS)

        assert starts(planned)["claudio", 0][0] == "luc"
        assert hm(8) <= starts(planned)["claudio", 0][1] <= hm(9)
        assert hm(10) <= starts(planned)["rosina", 0][1] <= hm(11)

    def test_makes_the_same_plan_for_the_same_seed_and_steps(self):
        problem = day([visit(name) for name in "abcdefgh"], [worker("luc"), worker("valentina")])

        assert plan(problem, steps=STEPS, seed=3).rounds == plan(problem, steps=STEPS, seed=3).rounds

    def test_sends_two_people_at_the_same_time(self):
        problem = day([visit("delfina", people=2)], [worker("luc"), worker("valentina", opens=9)])

        planned = starts(plan(problem, steps=STEPS))

        assert {planned["delfina", 0][0], planned["delfina", 1][0]} == {"luc", "valentina"}
        assert planned["delfina", 0][1] == planned["delfina", 1][1]

    def test_leaves_a_visit_for_two_out_whole_when_one_person_works(self):
        planned = plan(day([visit("delfina", people=2)], [worker("luc")]), steps=STEPS)

        assert [(one.key, one.member) for one in planned.unplaced] == [("delfina", 0), ("delfina", 1)]

    def test_measures_a_gap_from_the_end_of_the_first_visit(self):
        after = visit("physio", 8, 14, after=After("nurse", 20 * MINUTE, 60 * MINUTE))
        planned = starts(plan(day([visit("nurse", 8, 9), after], [worker("luc"), worker("marco")]), steps=STEPS))

        gap = planned["physio", 0][1] - (planned["nurse", 0][1] + 30 * MINUTE)

        assert 20 * MINUTE <= gap <= 60 * MINUTE

    def test_says_which_skill_nobody_has(self):
        problem = day([visit("claudio", skills=frozenset({"palliative"}))], [worker("luc")])

        (unplaced,) = plan(problem, steps=STEPS).unplaced

        assert [(one.constraint, one.worker, one.skill) for one in unplaced.blockers] == [
            ("skill", "luc", "palliative")
        ]

    def test_keeps_a_pinned_visit_with_its_professional(self):
        far = visit("claudio", pins=(PinTo(0, "valentina"),))
        planned = plan(day([far], [worker("luc"), worker("valentina")]), steps=STEPS)

        assert starts(planned)["claudio", 0][0] == "valentina"

    def test_keeps_a_visit_pinned_to_its_time(self):
        pinned = visit("claudio", pins=(PinTo(0, "luc", hm(9, 20)),))

        assert starts(plan(day([pinned], [worker("luc")]), steps=STEPS))["claudio", 0] == ("luc", hm(9, 20))

    def test_forgets_a_pin_to_somebody_who_does_not_work(self):
        pinned = visit("claudio", pins=(PinTo(0, "valentina"),))

        assert starts(plan(day([pinned], [worker("luc")]), steps=STEPS))["claudio", 0][0] == "luc"

    def test_takes_a_hard_window_at_its_word(self):
        hard = visit("claudio", windows=(TimeWindow(hm(6), hm(7), is_hard=True),))

        (unplaced,) = plan(day([hard], [worker("luc")]), steps=STEPS).unplaced

        assert "window" in {one.constraint for one in unplaced.blockers}

    def test_joins_windows_that_touch(self):
        touching = (TimeWindow(hm(9), hm(10)), TimeWindow(hm(8), hm(9)))
        planned = plan(day([visit("claudio", windows=touching)], [worker("luc")]), steps=STEPS)

        assert planned.cost["lateness"] == 0

    def test_takes_the_break(self):
        rests = (Rest(30 * MINUTE, hm(9), hm(10)),)
        planned = plan(
            day([visit("a"), visit("b"), visit("c"), visit("d")], [worker("luc", rests=rests)]), steps=STEPS
        )

        (pause,) = [stop for stop in planned.rounds[0].stops if stop.key is None]

        assert hm(9) <= pause.starts <= hm(10)
        assert pause.ends - pause.starts == 30 * MINUTE

    def test_changes_little_when_it_starts_from_a_plan(self):
        crew = [worker("luc"), worker("valentina")]
        held = visit("claudio", before=(Before(0, "valentina", hm(10)),))
        planned = plan(day([held], crew), steps=STEPS)

        assert starts(planned)["claudio", 0][0] == "valentina"

    def test_tells_how_far_it_is_and_stops_when_told(self):
        told = []
        problem = day([visit(name) for name in "abcdefgh"], [worker("luc"), worker("valentina")])

        planned = plan(problem, seconds=5, watch=lambda progress: bool(told.append(progress)) or True)

        assert told
        assert planned.seconds < 2
        assert len(starts(planned)) == 8

    def test_plans_a_day_without_visits(self):
        assert plan(day([], [worker("luc")]), steps=10).total == 0

    def test_says_that_nobody_works(self):
        planned = plan(day([visit("claudio")], []), steps=10)

        assert [(one.key, one.blockers[0].constraint) for one in planned.unplaced] == [("claudio", "combination")]

    def test_needs_a_limit(self):
        with pytest.raises(ValueError, match="'seconds' or 'steps'"):
            plan(day([], [worker("luc")]))


class TestPlanOfADayUnderWay:
    def test_keeps_what_is_done_where_and_when_it_happened(self):
        done = visit("claudio", done=(Done(0, "luc", hm(8, 7), hm(8, 41)),))
        planned = plan(day([done, visit("rosina")], [worker("luc")], now=hm(9)), steps=STEPS)

        (first, second) = planned.rounds[0].stops

        assert (first.key, first.starts, first.ends) == ("claudio", hm(8, 7), hm(8, 41))
        assert (second.key, second.starts) == ("rosina", hm(9) + LEG)

    def test_plans_nothing_before_now(self):
        planned = plan(day([visit("claudio")], [worker("luc")], now=hm(10)), steps=STEPS)

        assert starts(planned)["claudio", 0][1] == hm(10) + LEG

    def test_goes_on_from_a_visit_under_way_when_it_is_expected_to_end(self):
        under_way = visit("claudio", done=(Done(0, "luc", hm(8, 50), hm(9, 20)),))
        planned = plan(day([under_way, visit("rosina")], [worker("luc")], now=hm(9)), steps=STEPS)

        assert starts(planned)["rosina", 0][1] == hm(9, 20) + LEG

    def test_bears_records_that_contradict_the_roads(self):
        both = [
            visit(key, done=(Done(0, "luc", hm(8, minute), hm(8, minute + 2)),))
            for key, minute in (("a", 0), ("b", 3))
        ]
        planned = plan(day([*both, visit("c")], [worker("luc")], now=hm(9)), steps=STEPS)

        assert [stop.key for stop in planned.rounds[0].stops] == ["a", "b", "c"]

    def test_sends_the_second_person_although_the_first_is_there(self):
        half = visit("delfina", people=2, done=(Done(0, "luc", hm(9), hm(9, 30)),))
        planned = plan(day([half], [worker("luc"), worker("valentina")], now=hm(9, 5)), steps=STEPS)

        assert starts(planned)["delfina", 1][0] == "valentina"

    def test_keeps_the_gap_after_a_visit_already_made(self):
        made = visit("nurse", done=(Done(0, "luc", hm(9), hm(9, 50)),))
        later = visit("physio", after=After("nurse", HOUR))
        planned = plan(day([made, later], [worker("luc"), worker("marco")], now=hm(9, 50)), steps=STEPS)

        assert starts(planned)["physio", 0][1] == hm(10, 50)

    def test_gives_nobody_a_break_they_have_had(self):
        rests = (Rest(30 * MINUTE, hm(8, 30), hm(10), taken=hm(8, 40)),)
        made = visit("claudio", done=(Done(0, "luc", hm(8), hm(8, 30)),))
        problem = day([made, visit("rosina")], [worker("luc", rests=rests)], now=hm(9))

        stops = plan(problem, steps=STEPS).rounds[0].stops

        assert [(stop.key, stop.starts) for stop in stops] == [
            ("claudio", hm(8)),
            (None, hm(8, 40)),
            ("rosina", hm(9, 10) + LEG),
        ]

    def test_counts_the_way_home_of_someone_with_nothing_left(self):
        made = visit("claudio", done=(Done(0, "luc", hm(8), hm(8, 30)),))
        (planned,) = plan(day([made], [worker("luc")], now=hm(9)), steps=STEPS).rounds

        assert (planned.home_travel, planned.returns) == (LEG, hm(8, 30) + LEG)


class TestLayOut:
    def test_gives_the_times_of_rounds_as_they_stand(self):
        problem = day([visit("claudio"), visit("rosina")], [worker("luc"), worker("valentina")])

        planned = lay_out(problem, {"luc": (("rosina", 0), ("claudio", 0)), "valentina": ()})

        assert starts(planned) == {
            ("rosina", 0): ("luc", hm(8) + LEG),
            ("claudio", 0): ("luc", hm(8, 30) + 2 * LEG),
        }

    def test_agrees_with_the_plan_it_is_given(self):
        problem = day([visit(name) for name in "abcdef"], [worker("luc"), worker("valentina")])
        planned = plan(problem, steps=STEPS)

        again = lay_out(problem, planned.sequences)

        assert (again.rounds, again.cost) == (planned.rounds, planned.cost)

    def test_leaves_breaks_between_the_visits_where_they_were(self):
        crew = [worker("luc", rests=(Rest(30 * MINUTE, hm(9), hm(10, 30)),))]
        problem = day([visit("a"), visit("b"), visit("c"), visit("d")], crew)
        earlier = lay_out(problem, {"luc": (("a", 0), ("b", 0), ("c", 0), ("d", 0))})
        stops = list(earlier.rounds[0].stops)
        pause = next(stop for stop in stops if stop.key is None)
        stops.remove(pause)
        late = replace(earlier, rounds=(replace(earlier.rounds[0], stops=(*stops[:3], pause, *stops[3:])),))

        planned = lay_out(problem, late.sequences, like=late)

        assert [stop.key for stop in planned.rounds[0].stops] == ["a", "b", "c", None, "d"]

    def test_moves_a_break_that_would_come_too_late(self):
        crew = [worker("luc", rests=(Rest(30 * MINUTE, hm(9), hm(9, 45)),))]
        problem = day([visit("a"), visit("b"), visit("c"), visit("d")], crew)
        earlier = lay_out(problem, {"luc": (("a", 0), ("b", 0), ("c", 0))})

        planned = lay_out(problem, {"luc": (("d", 0), ("a", 0), ("b", 0), ("c", 0))}, like=earlier)

        assert all(stop.violations == () for stop in planned.rounds[0].stops)
        assert planned.rounds[0].violations == ()

    def test_says_what_a_hand_made_round_breaks(self):
        problem = day([visit("claudio", skills=frozenset({"palliative"}))], [worker("luc")])

        (stop,) = lay_out(problem, {"luc": (("claudio", 0),)}).rounds[0].stops

        assert [broken.constraint for broken in stop.violations] == ["skill"]

    def test_says_why_what_is_left_out_is_left_out(self):
        problem = day([visit("claudio")], [worker("luc")])

        (unplaced,) = lay_out(problem, {"luc": ()}).unplaced

        assert (unplaced.key, bool(unplaced.blockers)) == ("claudio", True)

    def test_leaves_out_what_is_not_asked_for_any_more(self):
        problem = day([visit("claudio")], [worker("luc")])

        planned = lay_out(problem, {"luc": (("cancelled", 0), ("claudio", 0)), "gone": (("claudio", 1),)})

        assert list(starts(planned)) == [("claudio", 0)]


class TestTryPositions:
    def test_tells_what_each_professional_would_cost(self):
        problem = day([visit("claudio"), visit("rosina")], [worker("luc"), worker("valentina")])

        options = try_positions(problem, {"luc": (("rosina", 0),), "valentina": ()}, ("claudio", 0))

        assert {option.worker: option.cost["travel"] for option in options} == {"luc": LEG, "valentina": 2 * LEG}

    def test_counts_positions_without_breaks_and_with_what_is_done(self):
        rests = (Rest(30 * MINUTE, hm(10), hm(11)),)
        made = visit("rosina", done=(Done(0, "luc", hm(8), hm(8, 30)),))
        problem = day(
            [made, visit("emilio", 9, 10), visit("claudio", 12, 13)], [worker("luc", rests=rests)], now=hm(9)
        )

        (option,) = try_positions(problem, {"luc": (("rosina", 0), ("emilio", 0))}, ("claudio", 0), ["luc"])

        assert option.position == 2

    def test_says_what_an_option_would_break(self):
        problem = day([visit("claudio")], [replace(worker("luc"), skills=frozenset())])
        needs = replace(problem, demands=(replace(problem.demands[0], skills=frozenset({"nursing"})),))

        (option,) = try_positions(needs, {"luc": ()}, ("claudio", 0), ["luc"])

        assert [broken.constraint for broken in option.violations] == ["skill"]


class TestSetAside:
    def test_keeps_a_visit_off_the_rounds_though_there_is_room(self):
        problem = day([visit("claudio", is_aside=True), visit("rosina")], [worker("luc")])

        planned = plan(problem, steps=STEPS)

        assert list(starts(planned)) == [("rosina", 0)]
        assert planned.unplaced[0].blockers == (Blocker("set_aside"),)

    def test_has_the_price_of_any_visit_left_out(self):
        aside = day([visit("claudio", is_aside=True, priority=5)], [worker("luc")])
        nobody = day([visit("claudio", priority=5)], [])

        assert plan(aside, steps=STEPS).cost["unassigned"] == plan(nobody, steps=STEPS).cost["unassigned"] > 0

    def test_lets_a_hand_put_it_on_a_round(self):
        problem = day([visit("claudio", is_aside=True)], [worker("luc")])

        planned = lay_out(problem, {"luc": (("claudio", 0),)})

        assert list(starts(planned)) == [("claudio", 0)]
        assert planned.rounds[0].stops[0].violations == ()

    def test_keeps_both_people_of_a_visit_off(self):
        planned = plan(day([visit("delfina", people=2, is_aside=True)], [worker("luc"), worker("aida")]), steps=STEPS)

        assert [one.blockers for one in planned.unplaced] == [(Blocker("set_aside"),)] * 2


class TestClosedRoads:
    def cut_off(self, problem, *rows):
        """Return a day on which nobody can drive to or from some matrix rows."""
        seconds = problem.seconds.copy()
        for row in rows:
            seconds[row, :] = seconds[:, row] = 10_000_000
            seconds[row, row] = 0
        return replace(problem, seconds=seconds)

    def test_leave_a_visit_out_whatever_is_pinned(self):
        pinned = visit("claudio", pins=(PinTo(0, "luc", hm(9)),))
        problem = self.cut_off(day([pinned, visit("rosina")], [worker("luc")]), 2)

        planned = plan(problem, steps=STEPS)

        assert [one.key for one in planned.unplaced] == ["claudio"]
        assert planned.unplaced[0].blockers == (Blocker("road"),)

    def test_are_no_reason_for_who_is_not_cut_off(self):
        problem = self.cut_off(
            day([visit("claudio", skills=NURSE)], [worker("luc"), worker("aida", skills=frozenset())]), 0
        )

        (missing,) = plan(problem, steps=STEPS).unplaced

        assert [(one.constraint, one.worker) for one in missing.blockers] == [("skill", "aida")]

    def test_take_a_visit_off_a_round_laid_out_by_hand(self):
        problem = self.cut_off(day([visit("claudio"), visit("rosina")], [worker("luc")]), 2)

        planned = lay_out(problem, {"luc": (("claudio", 0), ("rosina", 0))})

        assert list(starts(planned)) == [("rosina", 0)]
        assert [one.key for one in planned.unplaced] == ["claudio"]

    def test_keep_a_professional_cut_off_from_base_at_work_where_they_are(self):
        made = visit("claudio", done=(Done(0, "luc", hm(8), hm(8, 30)),))
        problem = self.cut_off(day([made, visit("rosina")], [worker("luc")], now=hm(9)), 0, 1)

        (planned,) = plan(problem, steps=STEPS).rounds

        assert [stop.key for stop in planned.stops] == ["claudio", "rosina"]
        assert planned.overtime == 0
