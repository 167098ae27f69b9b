"""Moving a visit by hand to a time: nobody is in two places, and nobody is surprised."""

import pytest
from django.db import IntegrityError, transaction

from cordata.care.actions import record_arrival
from cordata.day import actions
from cordata.rounds.models import Stop
from cordata.rounds.queries import load_day, stored_day
from cordata.rounds.rules.problem import PinTo, TimeWindow
from cordata.rounds.solve import lay_out
from cordata.workforce.models import Shift
from tests.clock import SEVEN, TODAY, at
from tests.rounds.problems import LEG, MINUTE, hm, visit, worker
from tests.rounds.problems import day as problem_of


@pytest.fixture
def day(valley, anna):
    """What every change to today says: where, when, by whom."""
    return {"area": valley, "day": TODAY, "by": anna, "at": SEVEN}


@pytest.fixture
def move(day, planned_day, small_day, luc):
    """Move Claudio's visit to Luc's round."""

    def make(version=1, **words):
        return actions.move_visit(
            **{"visit": small_day["claudio"], "member": 0, "to_professional": luc, "version": version, **day, **words}
        )

    return make


@pytest.fixture
def emilio_at_ten(move, small_day):
    """Emilio, far up in Cogne, fixed at ten on Luc's round."""
    return move(visit=small_day["emilio"], start=at(10), anyway=True)


def stop_of(plan, visit):
    return Stop.objects.get(round__plan=plan, visit=visit, member=0)


class TestAnExactTime:
    def test_during_a_fixed_visit_is_refused_by_name(self, move, emilio_at_ten):
        with pytest.raises(actions.NotToMove, match=r"^Luc is with Emilio G\. until 10:30, and the drive to Claudio"):
            move(start=at(10, 20), version=2)

    def test_during_the_drive_to_a_fixed_visit_is_refused_by_name(self, move, emilio_at_ten):
        with pytest.raises(actions.NotToMove, match=r"^Luc is with Claudio D\. until 10:15, and the drive to Emilio"):
            move(start=at(9, 45), version=2)

    def test_before_anybody_can_be_there_is_refused(self, move):
        with pytest.raises(actions.NotToMove, match=r"cannot set out for Claudio D\. before 07:30"):
            move(start=at(7, 35), anyway=True)

    def test_during_a_visit_under_way_is_refused(self, move, planned_day, small_day, luc):
        record_arrival(visit=small_day["emilio"], professional=luc, at=at(9))

        with pytest.raises(actions.NotToMove, match=r"is with Emilio G\. until 09:30"):
            move(start=at(9, 20), at=at(9, 5))

    def test_during_a_visit_that_can_wait_goes_before_it(self, move, small_day):
        first = move(visit=small_day["emilio"], anyway=True)
        busy = stop_of(first, small_day["emilio"])

        plan = move(
            start=busy.starts_at.replace(second=0) + (busy.ends_at - busy.starts_at) / 2, version=2, anyway=True
        )

        claudio, emilio = stop_of(plan, small_day["claudio"]), stop_of(plan, small_day["emilio"])
        assert claudio.ends_at <= emilio.starts_at or emilio.ends_at <= claudio.arrives_at

    def test_outside_the_hours_agreed_is_asked_first(self, move, small_day):
        with pytest.raises(actions.NeedsAsking, match=r"^13:00 is outside .* with Claudio D\.: 08:00–12:00\.$"):
            move(start=at(13))

        assert stop_of(move(start=at(13), anyway=True), small_day["claudio"]).late_s == 3600

    def test_beyond_the_working_day_is_asked_first(self, move, luc):
        Shift.objects.filter(professional=luc).update(ends_at=at(11, 10))

        with pytest.raises(actions.NeedsAsking, match=r"Luc would be back at 11:\d\d instead of 11:40 at the latest"):
            move(start=at(10, 50))


class TestADrag:
    def test_leaves_the_time_to_the_plan(self, move, small_day):
        plan = move(around=at(11, 15))

        stop = stop_of(plan, small_day["claudio"])
        assert stop.pin == Stop.Pin.PROFESSIONAL
        assert stop.starts_at != at(11, 15)

    def test_puts_the_visit_after_what_starts_before(self, move, emilio_at_ten, small_day):
        plan = move(around=at(11), version=2)

        assert stop_of(plan, small_day["claudio"]).arrives_at > stop_of(plan, small_day["emilio"]).ends_at


class TestNobodyIsInTwoPlaces:
    def test_when_two_fixed_times_are_closer_than_the_drive(self):
        early = visit("claudio", pins=(PinTo(0, "luc", hm(9)),))
        soon = visit("delfina", pins=(PinTo(0, "luc", hm(9, 15)),))
        rows = {"luc": (("claudio", 0), ("delfina", 0))}

        planned = lay_out(problem_of([early, soon], [worker("luc")]), rows)

        last = planned.rounds[0].stops[1]
        assert (last.starts, last.wait) == (hm(9, 30) + LEG, 0)
        assert [(one.constraint, one.amount) for one in last.violations] == [("pin", 25 * MINUTE)]

    def test_in_what_the_database_keeps(self, planned_day, small_day):
        stop = stop_of(planned_day, small_day["claudio"])
        stop.arrives_at = stop.starts_at.replace(year=2027)

        with pytest.raises(IntegrityError), transaction.atomic():
            stop.save()

    def test_though_the_roads_make_a_fixed_time_too_early(self, valley, emilio_at_ten):
        loaded, stored = load_day(valley, TODAY, SEVEN), stored_day(emilio_at_ten)
        loaded.by_hand.seconds[loaded.by_hand.seconds > 0] += 3600 * 3

        planned = lay_out(loaded.by_hand, stored.sequences, like=stored)

        assert all(stop.wait >= 0 for one in planned.rounds for stop in one.stops)


def test_windows_missed_by_a_hand_move_are_waited_for():
    two = (TimeWindow(hm(8), hm(8, 5)), TimeWindow(hm(11), hm(12)))
    asked = problem_of([visit("delfina"), visit("claudio", windows=two)], [worker("luc")])

    planned = lay_out(asked, {"luc": (("delfina", 0), ("claudio", 0))})

    assert planned.rounds[0].stops[1].starts == hm(11)
