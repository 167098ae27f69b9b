"""No plan takes anybody to somebody who has died or moved away."""

from datetime import timedelta

import pytest

from cordata.care.actions import make_visits
from cordata.care.models import Encounter, Visit
from cordata.people.actions.leaving import record_death, record_move, take_back_death
from cordata.rounds.queries import load_day
from cordata.rounds.queries.inputs import inputs_now
from tests.clock import NINE, TODAY, at

pytestmark = pytest.mark.django_db
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def planned(valley) -> int:
    """Count the visits that a plan of today would place."""
    return len(load_day(valley, TODAY, at(7)).problem.demands)


class TestADeath:
    def test_takes_visits_out_of_the_plan_from_that_day_on(self, small_day, valley, anna, claudio):
        before = planned(valley)

        record_death(resident=claudio, died_on=TODAY, by=anna, at=NINE)

        assert planned(valley) == before - 1
        assert small_day["claudio"] not in Visit.objects.due()

    def test_makes_the_plan_old(self, small_day, valley, anna, claudio):
        before = inputs_now(valley, TODAY, at(7))

        record_death(resident=claudio, died_on=YESTERDAY, by=anna, at=NINE)

        assert inputs_now(valley, TODAY, at(7)) != before

    def test_leaves_a_visit_that_was_made(self, small_day, anna, claudio, valentina):
        Encounter.objects.create(visit=small_day["claudio"], professional=valentina, arrived_at=at(8))

        record_death(resident=claudio, died_on=TODAY, by=anna, at=NINE)

        assert small_day["claudio"] in Visit.objects.due()

    def test_makes_no_new_visits(self, valley, anna, claudio, make_order):
        make_order(claudio, weekdays=list(range(7)))
        record_death(resident=claudio, died_on=TODAY, by=anna, at=NINE)

        assert make_visits(area=valley, day=TOMORROW) == []

    def test_taken_back_promises_the_visits_again(self, small_day, anna, claudio):
        record_death(resident=claudio, died_on=TODAY, by=anna, at=NINE)

        take_back_death(resident=claudio, by=anna, at=NINE)

        assert small_day["claudio"] in Visit.objects.due()


class TestAMove:
    @pytest.mark.parametrize(("left_on", "is_due"), [(YESTERDAY, False), (TODAY, True), (TOMORROW, True)])
    def test_ends_the_visits_after_the_last_day(self, left_on, is_due, small_day, anna, claudio):
        record_move(resident=claudio, left_on=left_on, whither="", by=anna, at=NINE)

        assert (small_day["claudio"] in Visit.objects.due()) is is_due

    def test_makes_visits_up_to_the_last_day(self, valley, anna, claudio, make_order):
        make_order(claudio, weekdays=list(range(7)))
        record_move(resident=claudio, left_on=TODAY, whither="", by=anna, at=NINE)

        assert len(make_visits(area=valley, day=TODAY)) == 1
        assert make_visits(area=valley, day=TOMORROW) == []
