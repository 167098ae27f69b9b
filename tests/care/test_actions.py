from datetime import UTC, date, datetime, time, timedelta

import pytest

from cordata.care import actions
from cordata.care.models import Cancellation, Encounter, OrderWindow, Visit, VisitOrder
from cordata.care.queries import OrdersInCircle
from tests.clock import EIGHT, NINE, SEVEN, TEN, TODAY, at

SPRING = date(2026, 3, 29)  # the clock goes forward at 2:00


class TestMakeVisits:
    def test_makes_one_visit_for_each_order_of_the_day(self, valley, claudio, rosina, make_order):
        make_order(claudio)
        make_order(rosina)

        visits = actions.make_visits(area=valley, day=TODAY)

        assert {visit.order.resident for visit in visits} == {claudio, rosina}

    def test_makes_nothing_the_second_time(self, valley, claudio, make_order):
        make_order(claudio)
        actions.make_visits(area=valley, day=TODAY)

        assert actions.make_visits(area=valley, day=TODAY) == []
        assert Visit.objects.count() == 1

    def test_does_not_bring_a_cancelled_visit_back(self, valley, claudio, make_order, anna):
        make_order(claudio)
        (visit,) = actions.make_visits(area=valley, day=TODAY)
        actions.cancel_visit(visit=visit, reason="resident", by=anna, at=SEVEN)

        actions.make_visits(area=valley, day=TODAY)

        assert not Visit.objects.due().exists()

    @pytest.mark.parametrize(("weekdays", "days"), [([3], {0, 7}), ([3, 4], {0, 1, 7, 8}), ([], {0})])
    def test_follows_the_weekdays_or_comes_once(self, weekdays, days, valley, claudio, make_order):
        make_order(claudio, weekdays=weekdays)

        made = {n for n in range(10) if actions.make_visits(area=valley, day=TODAY + timedelta(days=n))}

        assert made == days

    def test_ends_with_the_order(self, valley, claudio, make_order):
        make_order(claudio, weekdays=[0, 1, 2, 3, 4, 5, 6], ends_on=TODAY)

        assert actions.make_visits(area=valley, day=TODAY + timedelta(days=1)) == []
        assert actions.make_visits(area=valley, day=TODAY - timedelta(days=1)) == []

    def test_does_not_begin_before_the_order(self, valley, claudio, make_order):
        make_order(claudio, weekdays=[0, 1, 2, 3, 4, 5, 6], starts_on=TODAY + timedelta(days=1))

        assert actions.make_visits(area=valley, day=TODAY) == []
        assert len(actions.make_visits(area=valley, day=TODAY + timedelta(days=1))) == 1

    def test_gives_each_visit_the_windows_of_its_own_order(self, valley, claudio, rosina, make_order):
        OrderWindow.objects.create(order=make_order(claudio, between=(8, 9)), opens=time(16), closes=time(17))
        make_order(rosina, between=(10, 11))

        made = {visit.order.resident: visit for visit in actions.make_visits(area=valley, day=TODAY)}

        opened = {who: [one.opens_at for one in visit.windows.order_by("opens_at")] for who, visit in made.items()}
        assert opened == {claudio: [EIGHT, at(16)], rosina: [TEN]}

    def test_leaves_other_areas_alone(self, valley, tarentaise, claudio, make_order):
        make_order(claudio)

        assert actions.make_visits(area=tarentaise, day=TODAY) == []

    def test_opens_windows_at_the_valleys_own_hour(self, valley, claudio, make_order):
        make_order(claudio, between=(8, 9), is_hard=True)
        (visit,) = actions.make_visits(area=valley, day=TODAY)

        (window,) = visit.windows.order_by("pk")

        assert (window.opens_at, window.closes_at) == (
            datetime(2026, 11, 26, 7, tzinfo=UTC),
            datetime(2026, 11, 26, 8, tzinfo=UTC),
        )
        assert window.is_hard

    def test_opens_windows_at_the_same_hour_on_the_day_the_clock_changes(self, valley, claudio, make_order):
        make_order(claudio, starts_on=SPRING, between=(8, 9))
        (visit,) = actions.make_visits(area=valley, day=SPRING)

        assert visit.windows.get().opens_at == datetime(2026, 3, 29, 6, tzinfo=UTC)

    def test_makes_as_many_queries_for_any_number_of_orders(
        self, valley, claudio, make_order, django_assert_max_num_queries
    ):
        for _number in range(30):
            make_order(claudio)

        with django_assert_max_num_queries(7):
            actions.make_visits(area=valley, day=TODAY)


class TestCancelVisit:
    def test_keeps_who_did_so_when_and_why(self, small_day, anna):
        actions.cancel_visit(visit=small_day["claudio"], reason=Cancellation.Reason.HOSPITAL, by=anna, at=SEVEN)

        kept = Cancellation.objects.get(visit=small_day["claudio"])
        assert (kept.by, kept.at, kept.reason) == (anna, SEVEN, "hospital")
        assert small_day["claudio"] not in Visit.objects.due()

    def test_is_refused_once_somebody_has_been_there(self, small_day, anna, luc):
        actions.record_arrival(visit=small_day["claudio"], professional=luc, at=EIGHT)

        with pytest.raises(actions.VisitAlreadyMade):
            actions.cancel_visit(visit=small_day["claudio"], reason="resident", by=anna, at=NINE)

    def test_leaves_every_other_promise_standing(self, small_day, anna):
        actions.cancel_visit(visit=small_day["claudio"], reason="resident", by=anna, at=SEVEN)

        assert set(Visit.objects.due()) == {small_day[name] for name in ("rosina", "delfina", "emilio")}

    def test_is_refused_the_second_time(self, small_day, anna):
        actions.cancel_visit(visit=small_day["claudio"], reason="resident", by=anna, at=SEVEN)

        with pytest.raises(actions.VisitAlreadyCancelled):
            actions.cancel_visit(visit=small_day["claudio"], reason="resident", by=anna, at=SEVEN)


class TestRestoreVisit:
    def test_promises_the_visit_again(self, small_day, anna):
        actions.cancel_visit(visit=small_day["claudio"], reason="resident", by=anna, at=SEVEN)

        actions.restore_visit(visit=small_day["claudio"])

        assert small_day["claudio"] in Visit.objects.due()

    def test_restores_that_one_alone(self, small_day, anna):
        for name in ("claudio", "rosina"):
            actions.cancel_visit(visit=small_day[name], reason="resident", by=anna, at=SEVEN)

        actions.restore_visit(visit=small_day["claudio"])

        assert small_day["rosina"] not in Visit.objects.due()

    def test_is_refused_while_it_stands(self, small_day):
        with pytest.raises(actions.VisitNotCancelled):
            actions.restore_visit(visit=small_day["claudio"])


class TestAddUrgentVisit:
    @pytest.fixture
    def asked(self, claudio, anna):
        return {
            "resident": claudio,
            "kind": "catheter",
            "minutes": 20,
            "window": (NINE, at(11)),
            "priority": 5,
            "skills": ["catheter"],
            "by": anna,
            "at": SEVEN,
        }

    def test_promises_a_visit_today(self, asked, claudio, anna):
        visit = actions.add_urgent_visit(**asked)

        assert (visit.day, visit.order.resident, visit.order.ordered_by) == (TODAY, claudio, anna)
        assert [skill.pk for skill in visit.order.skills.order_by("pk")] == ["catheter"]
        assert visit.windows.get().closes_at == at(11)

    def test_is_not_made_again_with_the_visits_of_the_day(self, asked, valley):
        actions.add_urgent_visit(**asked)

        assert actions.make_visits(area=valley, day=TODAY) == []

    @pytest.mark.parametrize("closes", [NINE, EIGHT, at(8, day=TODAY + timedelta(days=1))])
    def test_refuses_a_window_that_ends_before_it_begins_or_another_day(self, asked, closes):
        with pytest.raises(actions.EmptyWindow):
            actions.add_urgent_visit(**{**asked, "window": (NINE, closes)})

    def test_refuses_a_visit_longer_than_its_window(self, asked):
        with pytest.raises(actions.EmptyWindow, match="shorter than the visit"):
            actions.add_urgent_visit(**{**asked, "minutes": 121, "window": (NINE, at(11))})

    def test_refuses_the_same_again_within_two_minutes(self, asked):
        actions.add_urgent_visit(**asked)
        soon, later = asked["at"] + timedelta(seconds=119), asked["at"] + timedelta(minutes=2)

        with pytest.raises(actions.VisitAlreadyAdded, match="added a minute ago"):
            actions.add_urgent_visit(**{**asked, "at": soon})

        assert actions.add_urgent_visit(**{**asked, "at": later}).pk

    def test_takes_the_same_again_once_the_first_is_cancelled(self, asked, anna):
        first = actions.add_urgent_visit(**asked)
        actions.cancel_visit(visit=first, reason="other", by=anna, at=asked["at"])

        assert actions.add_urgent_visit(**asked) != first

    def test_falls_on_the_valley_s_day_when_it_is_yesterday_in_utc(self, asked):
        visit = actions.add_urgent_visit(**{**asked, "window": (at(0, 30), at(1))})

        assert visit.day == visit.order.starts_on == visit.order.ends_on == TODAY

    def test_is_promised_once_and_not_the_week_after(self, asked, valley):
        actions.add_urgent_visit(**asked)

        assert actions.make_visits(area=valley, day=TODAY + timedelta(days=7)) == []

    def test_keeps_a_note_as_it_was_dictated(self, asked):
        visit = actions.add_urgent_visit(**asked, note="<b>Schlüssel</b> مفتاح 🗝️ {{ x }}")

        assert VisitOrder.objects.get(pk=visit.order_id).note == "<b>Schlüssel</b> مفتاح 🗝️ {{ x }}"


class TestRecordArrivalAndDeparture:
    def test_keeps_a_visit_made_although_it_was_cancelled(self, small_day, anna, luc):
        actions.cancel_visit(visit=small_day["claudio"], reason="resident", by=anna, at=SEVEN)

        actions.record_arrival(visit=small_day["claudio"], professional=luc, at=EIGHT)

        assert Encounter.objects.get().visit == small_day["claudio"]

    def test_never_ends_a_visit_before_it_began(self, small_day, luc):
        actions.record_arrival(visit=small_day["claudio"], professional=luc, at=NINE)

        left = actions.record_departure(visit=small_day["claudio"], professional=luc, at=EIGHT)

        left.refresh_from_db()
        assert left.left_at == NINE

    def test_lets_one_of_two_people_leave_while_the_other_stays(self, small_day, luc, valentina):
        for professional in (luc, valentina):
            actions.record_arrival(visit=small_day["delfina"], professional=professional, at=NINE)

        actions.record_departure(visit=small_day["delfina"], professional=valentina, at=TEN)

        still_there = Encounter.objects.get(left_at=None)
        assert still_there.professional == luc

    def test_leaves_the_visit_it_was_asked_about_and_no_other(self, small_day, luc):
        for name in ("claudio", "rosina"):
            actions.record_arrival(visit=small_day[name], professional=luc, at=EIGHT)

        actions.record_departure(visit=small_day["rosina"], professional=luc, at=NINE)

        assert Encounter.objects.get(left_at=None).visit == small_day["claudio"]

    def test_keeps_when_somebody_came_and_left(self, small_day, luc):
        actions.record_arrival(visit=small_day["claudio"], professional=luc, at=EIGHT)
        actions.record_departure(visit=small_day["claudio"], professional=luc, at=at(8, 31))

        kept = Encounter.objects.get()
        assert (kept.professional, kept.arrived_at, kept.left_at) == (luc, EIGHT, at(8, 31))

    def test_refuses_a_second_arrival(self, small_day, luc):
        actions.record_arrival(visit=small_day["claudio"], professional=luc, at=EIGHT)

        with pytest.raises(actions.ArrivalAlreadyRecorded):
            actions.record_arrival(visit=small_day["claudio"], professional=luc, at=NINE)

    def test_refuses_a_departure_without_an_arrival(self, small_day, luc):
        with pytest.raises(actions.NoArrivalRecorded):
            actions.record_departure(visit=small_day["claudio"], professional=luc, at=NINE)

    def test_refuses_a_second_departure(self, small_day, luc):
        actions.record_arrival(visit=small_day["claudio"], professional=luc, at=EIGHT)
        actions.record_departure(visit=small_day["claudio"], professional=luc, at=NINE)

        with pytest.raises(actions.NoArrivalRecorded):
            actions.record_departure(visit=small_day["claudio"], professional=luc, at=NINE)

    def test_lets_two_people_arrive_at_a_visit_for_two(self, small_day, luc, valentina):
        for professional in (luc, valentina):
            actions.record_arrival(visit=small_day["delfina"], professional=professional, at=NINE)

        assert Encounter.objects.filter(visit=small_day["delfina"]).count() == 2


class TestFollow:
    def test_keeps_which_visit_comes_first(self, claudio, make_order):
        nurse, physio = make_order(claudio), make_order(claudio, "physiotherapy")

        actions.follow(order=physio, first=nurse)

        physio.refresh_from_db()
        assert physio.follows == nurse

    def test_refuses_a_circle_of_three_and_names_it(self, claudio, rosina, make_order):
        first, second, third = make_order(claudio), make_order(rosina), make_order(claudio, "physiotherapy")
        actions.follow(order=second, first=first)
        actions.follow(order=third, first=second)

        with pytest.raises(OrdersInCircle, match="Claudio Dayné → dressing, Rosina Berard"):
            actions.follow(order=first, first=third)

        first.refresh_from_db()
        assert first.follows is None

    def test_refuses_a_visit_after_itself(self, claudio, make_order):
        order = make_order(claudio)

        with pytest.raises(OrdersInCircle):
            actions.follow(order=order, first=order)
