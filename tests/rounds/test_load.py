from datetime import timedelta

import pytest

from cordata.care.actions import cancel_visit, make_visits, record_arrival, record_departure
from cordata.care.models import Encounter, Visit
from cordata.places.models import Closure
from cordata.places.queries import segments
from cordata.rounds.models import Stop
from cordata.rounds.queries import is_old, load_day, stored_day
from cordata.rounds.queries.inputs import Outdated
from cordata.rounds.queries.plans import delays
from cordata.rounds.rules.problem import After, Done, Rest, TimeWindow
from cordata.workforce.actions import mark_absent, withdraw_absence
from cordata.workforce.models import Absence, Shift
from tests.clock import EIGHT, NINE, NOON, SEVEN, TODAY, at
from tests.rounds.problems import hm

QUERIES = 22


def demand(loaded, visit):
    return next(one for one in loaded.problem.demands if one.key == str(visit.pk))


def worker(loaded, professional):
    return next((one for one in loaded.problem.workers if one.key == str(professional.pk)), None)


class TestLoadDay:
    def test_states_what_a_visit_asks(self, valley, small_day, delfina):
        found = demand(load_day(valley, TODAY, SEVEN), small_day["delfina"])

        assert (found.duration, found.people) == (1800, 2)
        assert (found.skills, found.windows) == (frozenset({"transfer"}), (TimeWindow(hm(9), hm(12)),))
        assert found.point == (delfina.household.lat, delfina.household.lon)

    def test_states_who_works_from_where_and_until_when(self, valley, small_day, luc):
        found = worker(load_day(valley, TODAY, SEVEN), luc)

        assert (found.opens, found.closes, found.overtime) == (hm(7, 30), hm(14), 1800)
        assert "injection" in found.skills
        assert found.languages == {"it", "fr"}

    def test_orders_the_drives_by_bases_twice_then_homes(self, valley, small_day):
        problem = load_day(valley, TODAY, SEVEN).problem

        assert problem.seconds.shape == (10, 10)
        assert problem.seconds[0, 3] == 0
        assert problem.seconds[0, 6] > 0

    def test_leaves_cancelled_visits_and_other_valleys_out(self, valley, tarentaise, small_day, anna):
        cancel_visit(visit=small_day["claudio"], reason="resident", by=anna, at=SEVEN)

        assert len(load_day(valley, TODAY, SEVEN).problem.demands) == 3
        assert load_day(tarentaise, TODAY, SEVEN).problem.demands == ()

    def test_takes_the_order_of_two_visits_from_their_orders(self, valley, small_day, claudio, make_order):
        nurse = small_day["claudio"]
        physio = make_order(claudio, "physiotherapy", follows=nurse.order, gap_min_minutes=15, gap_max_minutes=90)
        make_visits(area=valley, day=TODAY)

        found = demand(load_day(valley, TODAY, SEVEN), Visit.objects.get(order=physio))

        assert found.after == After(str(nurse.pk), 900, 5400)

    def test_remembers_who_came_in_the_last_ninety_days(self, valley, small_day, luc, aida):
        for days, professional in ((7, luc), (14, luc), (91, aida)):
            past = Visit.objects.create(order=small_day["claudio"].order, day=TODAY - timedelta(days=days))
            came = EIGHT - timedelta(days=days)
            Encounter.objects.create(visit=past, professional=professional, arrived_at=came, left_at=came)

        assert demand(load_day(valley, TODAY, SEVEN), small_day["claudio"]).familiar == {str(luc.pk): 2}

    def test_knows_where_the_plan_has_a_visit(self, valley, planned_day, small_day):
        stop = Stop.objects.select_related("round").get(round__plan=planned_day, visit=small_day["claudio"])
        loaded = load_day(valley, TODAY, SEVEN)

        (before,) = demand(loaded, small_day["claudio"]).before

        assert (before.worker, before.start) == (str(stop.round.professional_id), loaded.clock.seconds(stop.starts_at))

    def test_afresh_forgets_where_the_plan_had_them(self, valley, planned_day, small_day):
        assert all(one.before == () for one in load_day(valley, TODAY, SEVEN).afresh.demands)

    def test_makes_as_many_queries_for_four_visits_as_for_forty(
        self, valley, planned_day, claudio, make_order, assert_num_queries
    ):
        for _number in range(36):
            make_order(claudio)
        make_visits(area=valley, day=TODAY)

        with assert_num_queries(QUERIES):
            load_day(valley, TODAY, SEVEN)


class TestLoadDayWithAbsences:
    def test_leaves_out_who_is_away_all_day(self, valley, small_day, luc, anna):
        mark_absent(professional=luc, day=TODAY, from_at=SEVEN, reason=Absence.Reason.SICK, by=anna, at=SEVEN)

        assert worker(load_day(valley, TODAY, SEVEN), luc) is None

    def test_ends_the_day_of_who_leaves_early_without_overtime(self, valley, small_day, luc, anna):
        mark_absent(professional=luc, day=TODAY, from_at=NINE, reason=Absence.Reason.SICK, by=anna, at=SEVEN)

        found = worker(load_day(valley, TODAY, SEVEN), luc)

        assert (found.closes, found.overtime) == (hm(9), 0)

    def test_drops_the_pins_of_the_hours_somebody_is_away(self, valley, planned_day, small_day, anna):
        stop = Stop.objects.select_related("round").get(round__plan=planned_day, visit=small_day["claudio"])
        Stop.objects.filter(pk=stop.pk).update(pin=Stop.Pin.TIME)
        assert demand(load_day(valley, TODAY, SEVEN), small_day["claudio"]).pins

        who = stop.round.professional
        mark_absent(professional=who, day=TODAY, from_at=stop.starts_at, reason="sick", by=anna, at=SEVEN)

        assert demand(load_day(valley, TODAY, SEVEN), small_day["claudio"]).pins == ()

    def test_gives_no_visit_of_somebody_away_to_others_before_they_left(self, valley, planned_day, small_day, anna):
        stop = Stop.objects.select_related("round").get(round__plan=planned_day, visit=small_day["claudio"])

        who = stop.round.professional
        mark_absent(professional=who, day=TODAY, from_at=stop.starts_at, reason="sick", by=anna, at=SEVEN)

        loaded = load_day(valley, TODAY, SEVEN)
        left = loaded.clock.seconds(stop.starts_at)
        assert demand(loaded, small_day["claudio"]).windows == (TimeWindow(max(left, hm(8)), hm(12)),)
        assert demand(loaded, small_day["rosina"]).windows[0].opens in {hm(8), left}


class TestLoadDayUnderWay:
    def test_has_no_now_until_somebody_has_arrived(self, valley, small_day):
        assert load_day(valley, TODAY, NOON).problem.now is None

    def test_knows_who_came_when_and_left(self, valley, planned_day, small_day, luc):
        record_arrival(visit=small_day["claudio"], professional=luc, at=at(8, 3))
        record_departure(visit=small_day["claudio"], professional=luc, at=at(8, 35))

        loaded = load_day(valley, TODAY, NINE)

        assert loaded.problem.now == hm(9)
        assert demand(loaded, small_day["claudio"]).done == (Done(0, str(luc.pk), hm(8, 3), hm(8, 35)),)

    def test_expects_somebody_still_there_to_stay_as_long_as_the_visit_takes(self, valley, small_day, luc):
        record_arrival(visit=small_day["claudio"], professional=luc, at=at(8, 50))

        assert demand(load_day(valley, TODAY, NINE), small_day["claudio"]).done[0].end == hm(9, 20)

    def test_knows_which_of_two_people_came(self, valley, planned_day, small_day):
        second = Stop.objects.select_related("round").get(
            round__plan=planned_day, visit=small_day["delfina"], member=1
        )
        record_arrival(visit=small_day["delfina"], professional=second.round.professional, at=NINE)

        (done,) = demand(load_day(valley, TODAY, NINE), small_day["delfina"]).done

        assert done.member == 1

    def test_counts_somebody_who_came_without_a_shift(self, valley, small_day, luc):
        Shift.objects.filter(professional=luc).delete()
        record_arrival(visit=small_day["claudio"], professional=luc, at=EIGHT)

        found = worker(load_day(valley, TODAY, NINE), luc)

        assert (found.opens, found.closes) == (hm(8), hm(8))

    def test_knows_a_break_that_was_had(self, valley, small_day, luc, valentina, plan_today):
        window = {"break_minutes": 30, "break_opens_at": at(8), "break_closes_at": at(9)}
        Shift.objects.update(**window)
        plan = plan_today()
        pause = Stop.objects.filter(round__plan=plan, visit=None).select_related("round").order_by("pk").first()
        record_arrival(visit=small_day["claudio"], professional=luc, at=EIGHT)

        found = worker(load_day(valley, TODAY, at(13, 30)), pause.round.professional)

        taken = load_day(valley, TODAY, SEVEN).clock.seconds(pause.starts_at)
        assert found.rests == (Rest(1800, hm(8), hm(9), taken),)


class TestIsOld:
    def test_says_nothing_of_a_plan_just_made(self, planned_day):
        assert is_old(planned_day, SEVEN) == []

    def test_says_that_a_road_was_closed(self, planned_day, anna):
        segment = segments()[0].key
        Closure.objects.create(segment=segment, label="x", from_at=SEVEN, reason="landslide", by=anna, at=SEVEN)

        assert is_old(planned_day, EIGHT) == [Outdated.ROADS]

    def test_says_that_visits_changed_until_they_change_back(self, planned_day, small_day, anna):
        cancellation = cancel_visit(visit=small_day["claudio"], reason="resident", by=anna, at=SEVEN)
        assert is_old(planned_day, SEVEN) == [Outdated.VISITS]

        cancellation.delete()

        assert is_old(planned_day, SEVEN) == []

    def test_says_that_somebody_is_away_until_they_are_back(self, planned_day, luc, anna):
        mark_absent(professional=luc, day=TODAY, from_at=NINE, reason="sick", by=anna, at=SEVEN)
        assert is_old(planned_day, SEVEN) == [Outdated.SHIFTS]

        withdraw_absence(professional=luc, day=TODAY)

        assert is_old(planned_day, SEVEN) == []

    def test_is_not_moved_by_an_arrival(self, planned_day, small_day, luc):
        record_arrival(visit=small_day["claudio"], professional=luc, at=EIGHT)

        assert is_old(planned_day, EIGHT) == []

    def test_says_that_a_road_will_be_closed_before_the_day_ends(self, planned_day, anna):
        segment = segments()[0].key
        Closure.objects.create(segment=segment, label="x", from_at=NOON, reason="blasting", by=anna, at=SEVEN)

        assert is_old(planned_day, EIGHT) == [Outdated.ROADS]

    def test_minds_no_closure_of_the_night(self, planned_day, anna):
        segment, night = segments()[0].key, at(21)
        Closure.objects.create(segment=segment, label="x", from_at=night, reason="works", by=anna, at=SEVEN)

        assert is_old(planned_day, EIGHT) == []

    def test_says_that_somebody_came_much_too_late(self, planned_day, small_day):
        stop = Stop.objects.filter(round__plan=planned_day, visit=small_day["claudio"]).select_related("round").get()
        came = stop.starts_at + timedelta(minutes=16)

        record_arrival(visit=stop.visit, professional=stop.round.professional, at=came)

        assert is_old(planned_day, came) == [Outdated.DELAYS]
        assert [one.arrived_at for one in delays(planned_day)] == [came]

    def test_makes_seven_queries_and_one_for_the_area(self, planned_day, assert_num_queries):
        planned_day.refresh_from_db()

        with assert_num_queries(8):
            is_old(planned_day, SEVEN)


class TestStoredDay:
    def test_is_what_was_stored(self, valley, small_day, plan_today):
        plan = plan_today()

        assert sum(stored_day(plan).cost.values()) == sum(plan.cost.values())
        assert {key for row in stored_day(plan).sequences.values() for key, _member in row} == {
            str(visit.pk) for visit in small_day.values()
        }

    @pytest.mark.parametrize("visits", [4, 40])
    def test_makes_as_many_queries_for_any_number_of_visits(
        self, visits, valley, small_day, claudio, make_order, plan_today, assert_num_queries
    ):
        for _number in range(visits - 4):
            make_order(claudio, minutes=5, between=(8, 14))
        make_visits(area=valley, day=TODAY)
        plan = plan_today()

        with assert_num_queries(3):
            stored_day(plan)
