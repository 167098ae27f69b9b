from collections import Counter

import pytest

from cordata.config.demo import valley as dice
from cordata.config.demo.recipes import RECIPES
from tests.config.conftest import MONDAY

NURSES = ("family_nurse", "nurse")


def visits_on(valley, weekday):
    return [order for order in valley.orders if weekday in order.weekdays]


class TestTheTeam:
    def test_is_of_twenty_with_valentina_and_aida_every_day(self, aosta):
        stars = [one for one in aosta.team if one.email]

        assert len(aosta.team) == 20
        assert [one.given_name for one in stars] == ["Valentina", "Aida"]
        assert all(not one.free_days for one in stars)

    @pytest.mark.parametrize("weekday", range(7))
    def test_has_somebody_for_each_skill_that_is_asked_for_that_day(self, aosta, weekday):
        there = {skill for one in aosta.team if weekday not in one.free_days for skill in one.skills}

        asked = {skill for order in visits_on(aosta, weekday) for skill in order.skills}

        assert asked <= there

    def test_works_early_and_late(self, aosta):
        starts = Counter(one.hours.starts.hour for one in aosta.team if one.kind in NURSES)

        assert starts[7] > starts[12] > 0

    def test_has_a_shift_for_each_day_that_is_not_free(self, aosta):
        valentina = aosta.team[0]

        days = [shift.day for shift in aosta.shifts if shift.professional == valentina.key]

        assert len(days) == dice.SHIFT_DAYS


class TestOrders:
    @pytest.mark.parametrize("weekday", range(7))
    def test_make_some_130_visits_a_day(self, aosta, weekday):
        assert 110 <= len(visits_on(aosta, weekday)) <= 145

    def test_are_the_same_for_the_same_seed_and_monday(self, lands, aosta):
        again = dice.make(lands["valle-d-aosta"], scale=1, seed=1, monday=MONDAY)

        assert again == aosta

    def test_grow_with_the_scale(self, lands, aosta):
        double = dice.make(lands["valle-d-aosta"], scale=2, seed=1, monday=MONDAY)

        assert len(visits_on(double, 2)) == pytest.approx(2 * len(visits_on(aosta, 2)), rel=0.1)
        assert len(double.team) == 40

    def test_are_of_every_kind_and_each_asks_for_its_skill(self, aosta):
        assert {order.kind for order in aosta.orders} == set(RECIPES)
        assert all(order.skills == {RECIPES[order.kind].skill} for order in aosta.orders)

    def test_take_blood_before_the_morning_collection_and_never_later(self, aosta):
        windows = {window for order in aosta.orders if order.kind == "blood_sample" for window in order.windows}

        assert [(window.opens.hour, window.closes.hour, window.is_hard) for window in windows] == [(7, 9, True)]

    def test_need_two_people_for_a_transfer(self, aosta):
        assert {order.people for order in aosta.orders if order.kind == "transfer"} == {2}

    def test_send_the_physiotherapist_after_the_nurse_to_the_same_person_on_the_same_days(self, aosta):
        by_key = {order.key: order for order in aosta.orders}
        followers = [order for order in aosta.orders if order.follows]

        assert followers
        for order in followers:
            nurse = by_key[order.follows]
            assert (order.kind, nurse.kind, order.resident) == ("physiotherapy", "dressing", nurse.resident)
            assert set(order.weekdays) <= set(nurse.weekdays)

    def test_of_diabetics_hold_the_injections(self, aosta):
        diabetic = {one.key for one in aosta.residents if "T90" in one.conditions}

        assert {order.resident for order in aosta.orders if order.kind == "injection"} <= diabetic


class TestThePast:
    def test_is_a_fortnight_in_which_mostly_the_usual_person_came(self, aosta):
        made = dice.past(aosta, until=MONDAY, seed=1)
        usual = {order.key: order.usual for order in aosta.orders}

        assert len({visit.day for visit in made}) == dice.PAST_DAYS
        assert max(visit.day for visit in made) < MONDAY
        assert sum(visit.professional == usual[visit.order] for visit in made) / len(made) > 0.75

    def test_holds_no_visit_twice(self, aosta):
        made = dice.past(aosta, until=MONDAY, seed=1)

        assert len({(visit.order, visit.day) for visit in made}) == len(made)
