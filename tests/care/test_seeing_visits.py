"""Whose visits somebody may see."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from cordata.care.models import Encounter, OrderWindow, Visit, VisitOrder, VisitWindow
from cordata.people.models import CircleMember
from tests.clock import EIGHT, NINE, SEVEN, TODAY


class TestVisitsSeenBy:
    def test_the_coordinator_are_all_of_the_area(self, small_day, anna):
        assert set(Visit.objects.seen_by(anna, on=TODAY)) == set(small_day.values())

    def test_the_coordinator_beyond_the_pass_are_none(self, small_day, camille):
        assert not Visit.objects.seen_by(camille, on=TODAY).exists()

    def test_a_professional_are_those_of_the_circles_they_are_in(self, small_day, valentina, claudio, rosina):
        yesterday = TODAY - timedelta(days=1)
        CircleMember.objects.create(resident=claudio, professional=valentina, purpose="care", since_on=TODAY)
        CircleMember.objects.create(
            resident=rosina, professional=valentina, purpose="care", since_on=yesterday, until_on=yesterday
        )

        assert list(Visit.objects.seen_by(valentina.user, on=TODAY)) == [small_day["claudio"]]


class TestWhatMayNeverBeStored:
    @pytest.mark.parametrize("fault", [{"minutes": 0}, {"people": 0}, {"people": 3}, {"priority": 0}, {"priority": 6}])
    def test_is_an_order_that_nobody_could_make(self, claudio, make_order, fault):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_order(claudio, **fault)

    def test_is_an_order_that_ends_before_it_starts(self, claudio, make_order):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_order(claudio, ends_on=TODAY - timedelta(days=1))

    def test_is_an_order_with_an_empty_window(self, claudio, make_order):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_order(claudio, between=(9, 9))

        assert not OrderWindow.objects.exists()

    def test_is_a_second_visit_of_an_order_on_one_day(self, small_day):
        with pytest.raises(IntegrityError), transaction.atomic():
            Visit.objects.create(order=small_day["claudio"].order, day=TODAY)

    def test_is_a_visit_s_window_that_closes_as_it_opens(self, small_day):
        with pytest.raises(IntegrityError), transaction.atomic():
            VisitWindow.objects.create(visit=small_day["claudio"], opens_at=NINE, closes_at=NINE)

    def test_is_somebody_who_left_before_they_came(self, small_day, luc):
        with pytest.raises(IntegrityError), transaction.atomic():
            Encounter.objects.create(visit=small_day["claudio"], professional=luc, arrived_at=EIGHT, left_at=SEVEN)


def test_an_order_of_no_weekday_asks_once_and_on_its_first_day(claudio):
    order = VisitOrder(resident=claudio, starts_on=TODAY, weekdays=[])

    assert [order.falls_on(TODAY + timedelta(days=days)) for days in (0, 1, 7)] == [True, False, False]
