"""What a day takes in and what it leaves to other days, other valleys and other people."""

from datetime import timedelta

import pytest

from cordata.accounts.models import Area
from cordata.care.actions import cancel_visit, make_visits, record_arrival, record_departure
from cordata.care.models import Encounter, Visit
from cordata.places.models import Closure
from cordata.places.queries import segments
from cordata.rounds.models import Stop
from cordata.rounds.queries import is_old, load_day
from cordata.rounds.queries.inputs import Outdated, hours_driven
from cordata.rounds.queries.plans import delays
from cordata.rounds.rules.problem import NO_ROAD
from cordata.workforce.actions import mark_absent
from cordata.workforce.models import Professional, Shift
from tests.clock import EIGHT, NINE, NOON, SEVEN, TEN, TODAY, at
from tests.rounds.problems import hm

TOMORROW = TODAY + timedelta(days=1)
YESTERDAY = TODAY - timedelta(days=1)


def demand(loaded, visit):
    return next(one for one in loaded.problem.demands if one.key == str(visit.pk))


def worker(loaded, professional):
    return next((one for one in loaded.problem.workers if one.key == str(professional.pk)), None)


def close(anna, from_at, until_at):
    return Closure.objects.create(
        segment=segments()[0].key, label="x", from_at=from_at, until_at=until_at, reason="works", by=anna, at=SEVEN
    )


class TestADayAmongOthers:
    def test_leaves_the_visits_of_yesterday_and_tomorrow_where_they_are(self, valley, small_day):
        for other in (YESTERDAY, TOMORROW):
            Visit.objects.create(order=small_day["claudio"].order, day=other)

        asked = {one.key for one in load_day(valley, TODAY, SEVEN).problem.demands}

        assert asked == {str(visit.pk) for visit in small_day.values()}

    def test_is_not_old_because_tomorrow_changes(self, valley, planned_day, claudio, luc, make_order, make_shift):
        make_order(claudio, starts_on=TOMORROW)
        make_visits(area=valley, day=TOMORROW)
        make_shift(luc, TOMORROW)

        assert is_old(planned_day, SEVEN) == []

    def test_sends_nobody_who_works_tomorrow(self, valley, luc, valentina, make_shift):
        make_shift(luc)
        make_shift(valentina, TOMORROW)

        assert [one.key for one in load_day(valley, TODAY, SEVEN).problem.workers] == [str(luc.pk)]

    def test_does_not_send_home_who_is_away_tomorrow(self, valley, luc, make_shift, anna):
        make_shift(luc)
        make_shift(luc, TOMORROW)
        mark_absent(professional=luc, day=TOMORROW, from_at=at(7, 30, TOMORROW), reason="sick", by=anna, at=SEVEN)

        assert worker(load_day(valley, TODAY, SEVEN), luc).closes == hm(14)

    def test_can_be_read_when_nobody_works_and_nothing_is_asked(self, valley):
        problem = load_day(valley, TODAY, SEVEN).problem

        assert (problem.demands, problem.workers, problem.seconds.shape) == ((), (), (0, 0))

    def test_can_be_read_when_nobody_works(self, valley, claudio, make_order):
        make_order(claudio)
        make_visits(area=valley, day=TODAY)

        problem = load_day(valley, TODAY, SEVEN).problem

        assert (len(problem.demands), problem.workers) == (1, ())


class TestAValleyAmongOthers:
    @pytest.fixture
    def beyond(self, tarentaise, valentina, make_shift) -> Professional:
        """Valentina, who now works beyond the pass until late at night."""
        Professional.objects.filter(pk=valentina.pk).update(area=tarentaise)
        make_shift(valentina, ends_at=at(23))
        return valentina

    def test_sends_nobody_from_beyond_the_pass(self, valley, luc, make_shift, beyond):
        make_shift(luc)

        assert [one.key for one in load_day(valley, TODAY, SEVEN).problem.workers] == [str(luc.pk)]

    def test_plans_around_the_hours_its_own_people_drive(self, valley, luc, make_shift, beyond):
        make_shift(luc)

        assert hours_driven(valley, TODAY, at(12, day=YESTERDAY)) == (at(7, 30), at(14))

    def test_is_not_old_because_somebody_beyond_the_pass_is_away(self, planned_day, luc, tarentaise, anna):
        Professional.objects.filter(pk=luc.pk).update(area=tarentaise)
        stored = is_old(planned_day, SEVEN)
        mark_absent(professional=luc, day=TODAY, from_at=NINE, reason="sick", by=anna, at=SEVEN)

        assert is_old(planned_day, SEVEN) == stored

    def test_counts_the_visit_of_a_helper_from_beyond_the_pass(self, valley, small_day, luc, tarentaise):
        Professional.objects.filter(pk=luc.pk).update(area=tarentaise)
        record_arrival(visit=small_day["claudio"], professional=luc, at=EIGHT)

        loaded = load_day(valley, TODAY, NINE)

        assert (worker(loaded, luc).opens, demand(loaded, small_day["claudio"]).done[0].worker) == (hm(8), str(luc.pk))

    def test_keeps_the_hours_of_its_own_clock(self, small_day):
        Area.objects.update(time_zone="Europe/London")
        valley = Area.objects.get(code="valle-d-aosta")

        assert {one.opens for one in load_day(valley, TODAY, SEVEN).problem.workers} == {hm(6, 30)}


class TestHoursDriven:
    def test_are_noon_where_nobody_works(self, valley):
        assert hours_driven(valley, TODAY, at(7, day=YESTERDAY)) == (NOON, NOON)

    def test_begin_now_on_the_day_itself(self, valley, luc, make_shift):
        make_shift(luc)

        assert hours_driven(valley, TODAY, TEN) == (TEN, at(14))

    def test_end_now_once_the_last_shift_is_over(self, valley, luc, make_shift):
        make_shift(luc)

        assert hours_driven(valley, TODAY, at(17)) == (at(17), at(17))

    def test_make_a_plan_old_by_a_road_closed_for_the_first_hour(self, planned_day, anna):
        close(anna, at(7, 30), at(8, 30))

        assert is_old(planned_day, SEVEN) == [Outdated.ROADS]

    def test_mind_no_closure_that_is_over_before_anybody_leaves(self, planned_day, anna):
        close(anna, at(5), at(7, 30))

        assert is_old(planned_day, SEVEN) == []

    def test_mind_no_closure_that_is_over_by_now(self, planned_day, anna):
        before = is_old(planned_day, TEN)

        close(anna, EIGHT, NINE)

        assert is_old(planned_day, TEN) == before == []


class TestWhoIsFamiliar:
    def come(self, visit, professional, days):
        past = Visit.objects.create(order=visit.order, day=TODAY - timedelta(days=days))
        came = EIGHT - timedelta(days=days)
        Encounter.objects.create(visit=past, professional=professional, arrived_at=came, left_at=came)

    def test_is_remembered_for_ninety_days_to_the_day(self, valley, small_day, luc, aida):
        self.come(small_day["claudio"], luc, 90)
        self.come(small_day["claudio"], aida, 91)

        assert demand(load_day(valley, TODAY, SEVEN), small_day["claudio"]).familiar == {str(luc.pk): 1}

    def test_is_so_to_whom_they_visited_and_nobody_else(self, valley, small_day, luc):
        self.come(small_day["claudio"], luc, 7)

        assert demand(load_day(valley, TODAY, SEVEN), small_day["rosina"]).familiar == {}

    def test_does_not_grow_with_the_visit_of_today(self, valley, small_day, luc):
        record_arrival(visit=small_day["claudio"], professional=luc, at=EIGHT)

        assert demand(load_day(valley, TODAY, NINE), small_day["claudio"]).familiar == {}


class TestADayUnderWay:
    def test_knows_when_a_passer_by_came_first(self, valley, small_day, luc):
        Shift.objects.filter(professional=luc).delete()
        for name, when in (("rosina", at(9, 30)), ("claudio", EIGHT)):
            record_arrival(visit=small_day[name], professional=luc, at=when)

        assert worker(load_day(valley, TODAY, TEN), luc).opens == hm(8)

    def test_bears_more_people_than_a_visit_needs(self, valley, small_day, luc, valentina):
        for professional, when in ((luc, EIGHT), (valentina, NINE)):
            record_arrival(visit=small_day["claudio"], professional=professional, at=when)

        (done,) = demand(load_day(valley, TODAY, TEN), small_day["claudio"]).done

        assert done.worker == str(luc.pk)

    def test_gives_two_who_come_unplanned_a_place_each(self, valley, small_day, luc, valentina):
        for professional, when in ((luc, NINE), (valentina, at(9, 5))):
            record_arrival(visit=small_day["delfina"], professional=professional, at=when)

        found = demand(load_day(valley, TODAY, TEN), small_day["delfina"]).done

        assert [(one.member, one.worker) for one in found] == [(0, str(luc.pk)), (1, str(valentina.pk))]

    def test_keeps_the_work_of_somebody_marked_away_before_their_shift(self, valley, small_day, luc, anna):
        record_arrival(visit=small_day["claudio"], professional=luc, at=EIGHT)
        record_departure(visit=small_day["claudio"], professional=luc, at=at(8, 30))
        mark_absent(professional=luc, day=TODAY, from_at=SEVEN, reason="sick", by=anna, at=NINE)

        found = worker(load_day(valley, TODAY, NINE), luc)

        assert (found.opens, found.closes, found.overtime) == (hm(7, 30), hm(7, 30), 0)

    def test_waits_for_somebody_who_stays_longer_than_the_visit_takes(self, valley, small_day, luc):
        record_arrival(visit=small_day["claudio"], professional=luc, at=EIGHT)

        assert demand(load_day(valley, TODAY, TEN), small_day["claudio"]).done[0].end == hm(10)

    def test_asks_nothing_after_a_visit_that_was_cancelled(self, valley, small_day, claudio, make_order, anna):
        physio = make_order(claudio, "physiotherapy", follows=small_day["claudio"].order)
        make_visits(area=valley, day=TODAY)
        cancel_visit(visit=small_day["claudio"], reason="resident", by=anna, at=SEVEN)

        assert demand(load_day(valley, TODAY, SEVEN), Visit.objects.get(order=physio)).after is None


class TestDelays:
    @pytest.fixture
    def second(self, planned_day, small_day) -> Stop:
        """The second of the two people who go to Delfina."""
        stops = Stop.objects.select_related("round__professional", "visit")
        return stops.get(round__plan=planned_day, visit=small_day["delfina"], member=1)

    def test_are_no_matter_up_to_a_quarter_of_an_hour(self, planned_day, second):
        came = second.starts_at + timedelta(minutes=15)

        record_arrival(visit=second.visit, professional=second.round.professional, at=came)

        assert delays(planned_day) == []

    def test_are_told_once_at_a_visit_for_two(self, planned_day, second):
        came = second.starts_at + timedelta(minutes=15, seconds=1)

        record_arrival(visit=second.visit, professional=second.round.professional, at=came)

        assert [one.arrived_at for one in delays(planned_day)] == [came]

    def test_are_not_counted_against_who_was_not_planned(self, planned_day, second, aida):
        record_arrival(visit=second.visit, professional=aida, at=at(13))

        assert delays(planned_day) == []


def test_a_home_no_open_road_leads_to_stays_in_the_day(valley, small_day, anna):
    for one in segments():
        Closure.objects.create(segment=one.key, label="x", from_at=SEVEN, reason="snow", by=anna, at=SEVEN)

    problem = load_day(valley, TODAY, SEVEN).problem

    assert len(problem.demands) == 4
    assert (problem.seconds >= NO_ROAD).any()
