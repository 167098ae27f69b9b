"""Translation between a day and the engine where two things are alike, missing, or already past."""

import pytest

from cordata.rounds.rules.planned import Blocker
from cordata.rounds.rules.problem import After, Before, Done, PinTo, Rest, TimeWindow
from cordata.rounds.solve import lay_out, plan, try_positions
from tests.rounds.problems import HOUR, LEG, MINUTE, day, hm, starts, visit, worker

STEPS = 500


class TestVisitsThatFollowOthers:
    def test_stand_alone_when_the_first_is_not_asked_for(self):
        alone = visit("physio", after=After("nobody", HOUR))

        assert starts(plan(day([alone], [worker("luc")]), steps=STEPS))["physio", 0] == ("luc", hm(8) + LEG)

    def test_keep_each_its_own_gap_after_visits_already_made(self):
        made = [
            visit("a", done=(Done(0, "luc", hm(8), hm(8, 30)),)),
            visit("b", done=(Done(0, "marco", hm(8, 30), hm(9)),)),
        ]
        later = [visit("after a", after=After("a", HOUR)), visit("after b", after=After("b", 2 * HOUR))]
        crew = [worker("luc"), worker("marco")]

        planned = plan(day([*made, *later], crew, now=hm(9)), steps=STEPS)

        assert starts(planned)["after a", 0][1] >= hm(9, 30)
        assert starts(planned)["after b", 0][1] >= hm(11)
        assert [one.worker for one in planned.rounds] == ["luc", "marco"]

    def test_leave_the_sheet_as_it_is_when_laid_out_after_visits_made(self):
        made = [
            visit("a", done=(Done(0, "luc", hm(8), hm(8, 30)),)),
            visit("b", done=(Done(0, "luc", hm(9), hm(9, 30)),)),
        ]
        later = [visit("c", after=After("a")), visit("d", after=After("b"))]
        problem = day([*made, *later], [worker("luc")], now=hm(9, 30))

        (planned,) = lay_out(problem, {"luc": (("a", 0), ("b", 0), ("d", 0), ("c", 0))}).rounds

        assert [stop.key for stop in planned.stops] == ["a", "b", "d", "c"]


class TestWhatIsBroken:
    def test_is_told_on_the_round_it_belongs_to(self):
        crew = [worker("luc", opens=8, closes=9), worker("valentina")]
        problem = day([visit(name) for name in "abcd"], crew)

        luc, valentina = lay_out(problem, {"luc": (("a", 0), ("b", 0), ("c", 0)), "valentina": (("d", 0),)}).rounds

        assert [one.constraint for one in luc.violations] == ["shift"]
        assert valentina.violations == ()
        assert valentina.overtime == 0

    def test_is_measured_in_seconds(self):
        late = visit("claudio", windows=(TimeWindow(hm(6), hm(7), is_hard=True),))

        (stop,) = lay_out(day([late], [worker("luc")]), {"luc": (("claudio", 0),)}).rounds[0].stops

        assert [(one.constraint, one.amount) for one in stop.violations] == [("window", HOUR + LEG)]


class TestWhatIsLeftOut:
    def test_has_its_own_reason_beside_a_visit_set_aside(self):
        lacking = visit("rosina", skills=frozenset({"palliative"}))
        problem = day([visit("claudio", is_aside=True), lacking], [worker("luc")])

        found = {one.key: one.blockers for one in plan(problem, steps=STEPS).unplaced}

        assert found["claudio"] == (Blocker("set_aside"),)
        assert [one.constraint for one in found["rosina"]] == ["skill"]

    def test_stays_off_though_it_was_pinned_and_preferred(self):
        aside = visit("claudio", is_aside=True, pins=(PinTo(0, "luc"),), preferred=frozenset({"luc"}))

        assert starts(plan(day([aside], [worker("luc")]), steps=STEPS)) == {}

    def test_is_whoever_may_not_come(self):
        unwanted = visit("claudio", forbidden=frozenset({"luc"}))

        (left_out,) = plan(day([unwanted], [worker("luc")]), steps=STEPS).unplaced

        assert [(one.constraint, one.worker) for one in left_out.blockers] == [("forbidden", "luc")]


class TestWishes:
    @pytest.mark.parametrize(
        "wish", [{"preferred": frozenset({"valentina"})}, {"familiar": {"valentina": 3}}, {"language": "de"}]
    )
    def test_send_the_professional_somebody_wishes_for(self, wish):
        crew = [worker("luc", languages=frozenset({"it"})), worker("valentina", languages=frozenset({"it", "de"}))]

        planned = plan(day([visit("claudio", **wish)], crew), steps=STEPS)

        assert starts(planned)["claudio", 0][0] == "valentina"

    def test_for_somebody_who_does_not_work_today_do_no_harm(self):
        absent = frozenset({"aida"})
        wishes = {"preferred": absent, "familiar": {"aida": 3}, "before": (Before(0, "aida", hm(9)),)}

        planned = plan(day([visit("claudio", **wishes)], [worker("luc")]), steps=STEPS)

        assert starts(planned)["claudio", 0][0] == "luc"


class TestWindows:
    def test_that_do_not_touch_stay_two(self):
        two = (TimeWindow(hm(8), hm(8, 5), is_hard=True), TimeWindow(hm(10), hm(10, 30), is_hard=True))

        planned = plan(day([visit("claudio", windows=two)], [worker("luc")]), steps=STEPS)

        assert starts(planned)["claudio", 0][1] == hm(10)

    def test_keep_the_softness_of_the_one_that_closes_last(self):
        soft_last = (TimeWindow(hm(6), hm(7), is_hard=True), TimeWindow(hm(7), hm(7, 30)))

        planned = plan(day([visit("claudio", windows=soft_last)], [worker("luc")]), steps=STEPS)

        assert starts(planned)["claudio", 0][1] == hm(8) + LEG
        assert planned.rounds[0].stops[0].late == 40 * MINUTE

    def test_that_closed_a_while_ago_are_not_late_but_missed_for_the_next(self):
        two = (TimeWindow(hm(7), hm(8, 30)), TimeWindow(hm(10), hm(11)))
        people = [visit("delfina", 8, 8, duration=HOUR, windows=(TimeWindow(hm(8, 10), hm(8, 10), is_hard=True),))]
        asked = day([*people, visit("claudio", windows=two)], [worker("luc")])

        planned = plan(asked, steps=STEPS)
        by_hand = lay_out(asked, {"luc": (("delfina", 0), ("claudio", 0))})

        assert starts(planned)["claudio", 0] == starts(by_hand)["claudio", 0] == ("luc", hm(10))

    def test_that_closed_just_now_still_take_a_start(self):
        two = (TimeWindow(hm(7), hm(8)), TimeWindow(hm(10), hm(11)))

        planned = lay_out(day([visit("claudio", windows=two)], [worker("luc")]), {"luc": (("claudio", 0),)})

        assert starts(planned)["claudio", 0][1] == hm(8) + LEG
        assert planned.rounds[0].stops[0].late == LEG

    def test_count_the_lateness_of_a_visit_made_from_the_window_it_belongs_to(self):
        two = (TimeWindow(hm(8), hm(8, 30)), TimeWindow(hm(10), hm(11)))
        made = visit("claudio", windows=two, done=(Done(0, "luc", hm(9), hm(9, 30)),))

        planned = plan(day([made], [worker("luc")], now=hm(9, 30)), steps=10)

        assert planned.rounds[0].stops[0].late == 30 * MINUTE
        assert planned.cost["lateness"] > 0

    def test_blame_nobody_who_came_before_any_of_them(self):
        early = visit("claudio", 10, 11, done=(Done(0, "luc", hm(9), hm(9, 30)),))

        assert plan(day([early], [worker("luc")], now=hm(9, 30)), steps=10).rounds[0].stops[0].late == 0


class TestHands:
    def test_put_a_visit_only_where_they_were_asked(self):
        crew = [worker("luc"), worker("valentina")]
        problem = day([visit("claudio")], crew)

        options = try_positions(problem, {"luc": (), "valentina": ()}, ("claudio", 0), ["valentina"])

        assert [option.worker for option in options] == ["valentina"]

    def test_change_nothing_about_a_visit_already_made(self):
        made = visit("claudio", done=(Done(0, "luc", hm(8), hm(8, 30)),))
        problem = day([made, visit("rosina")], [worker("luc"), worker("valentina")], now=hm(9))

        planned = lay_out(problem, {"luc": (), "valentina": (("claudio", 0), ("rosina", 0))})

        assert starts(planned)["claudio", 0] == ("luc", hm(8))

    def test_leave_a_break_that_is_due_on_a_round_with_visits(self):
        rests = (Rest(30 * MINUTE, hm(9), hm(10)),)
        problem = day([visit(name) for name in "abcd"], [worker("luc", rests=rests)])

        (planned,) = lay_out(problem, {"luc": tuple((name, 0) for name in "abcd")}).rounds

        assert [stop.key for stop in planned.stops].count(None) == 1
        assert planned.returns == planned.departs + 5 * LEG + 5 * 30 * MINUTE


class TestFixedTimes:
    def test_that_have_passed_are_made_as_soon_as_can_be_and_said_so(self):
        missed = visit("claudio", pins=(PinTo(0, "luc", hm(9)),))

        planned = plan(day([missed], [worker("luc")], now=hm(10)), steps=STEPS)

        (stop,) = planned.rounds[0].stops
        assert (stop.arrives, stop.starts) == (hm(10) + LEG, hm(10) + LEG)
        assert [(one.constraint, one.amount) for one in stop.violations] == [("pin", HOUR + LEG)]

    def test_that_can_be_kept_are(self):
        first = visit("claudio", pins=(PinTo(0, "luc", hm(9)),))
        then = visit("delfina", pins=(PinTo(0, "luc", hm(9, 40)),))

        planned = plan(day([first, then], [worker("luc")]), steps=STEPS)

        assert starts(planned) == {("claudio", 0): ("luc", hm(9)), ("delfina", 0): ("luc", hm(9, 40))}
