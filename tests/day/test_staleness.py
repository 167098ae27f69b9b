"""What a plan on screen says about the world that changed since it was made."""

from datetime import timedelta

import pytest
from django.utils import translation

from cordata.accounts.models import Role
from cordata.care.actions import add_urgent_visit, cancel_visit
from cordata.day.actions import pin_visit
from cordata.day.queries.neighbours import areas_coordinated, neighbours
from cordata.day.queries.staleness import roads_changed, shifts_changed, visits_changed, why_old
from cordata.places.actions import close_road, reopen_road
from cordata.places.models import Commune
from cordata.places.queries import segments
from cordata.workforce.actions import mark_absent
from tests.clock import EIGHT, NINE, NOON, TEN, TODAY, VALLEY, at

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def close(anna):
    """Close the first stretch of road from an instant."""

    def close(from_at, until_at=None, said_at=EIGHT):
        road = segments()[0].key
        return close_road(segment=road, from_at=from_at, until_at=until_at, reason="snow", by=anna, at=said_at)

    return close


def urgent(resident, anna, day=TODAY):
    return add_urgent_visit(
        resident=resident,
        kind="injection",
        minutes=15,
        window=(at(10, day=day), at(11, day=day)),
        priority=5,
        skills=[],
        by=anna,
        at=EIGHT,
    )


class TestAFreshPlan:
    def test_is_not_old(self, planned_day):
        assert why_old(planned_day, EIGHT, VALLEY) == ()


class TestRoads:
    def test_tells_each_road_closed_since(self, planned_day, close):
        label = close(EIGHT).label

        assert roads_changed(planned_day, NINE, VALLEY) == [f"{label} closed since 08:00: snow."]

    def test_tells_what_will_be_closed_later_today(self, planned_day, close):
        label = close(NOON).label

        assert roads_changed(planned_day, NINE, VALLEY) == [f"{label} will be closed from 12:00: snow."]

    def test_does_not_repeat_what_the_plan_knew(self, planned_day, close):
        close(EIGHT, said_at=planned_day.made_at)

        assert roads_changed(planned_day, NINE, VALLEY) == ["The roads open now are not those the plan was made over."]

    def test_does_not_tell_what_is_over_or_another_days(self, planned_day, close):
        close(EIGHT, NINE)
        close(at(10, day=TOMORROW))

        assert roads_changed(planned_day, TEN, VALLEY) == ["The roads open now are not those the plan was made over."]

    def test_tells_what_is_open_again(self, planned_day, close, anna):
        closure = close(EIGHT)
        reopen_road(closure=closure, by=anna, at=NINE)

        assert roads_changed(planned_day, TEN, VALLEY) == [f"{closure.label} open again since 09:00."]


class TestVisits:
    def test_counts_the_cancelled_and_the_added(self, planned_day, small_day, claudio, rosina, anna):
        cancel_visit(visit=small_day["claudio"], reason="hospital", by=anna, at=EIGHT)
        for resident in (claudio, rosina):
            urgent(resident, anna)

        assert why_old(planned_day, NINE, VALLEY) == ("1 visit was cancelled.", "2 visits were added.")

    def test_leaves_out_what_was_added_and_cancelled_again(self, planned_day, claudio, anna):
        cancel_visit(visit=urgent(claudio, anna), reason="other", by=anna, at=EIGHT)

        assert visits_changed(planned_day, NINE, VALLEY) == ["1 visit was cancelled."]

    def test_leaves_out_other_days_and_areas(self, planned_day, small_day, claudio, emilio, anna, tarentaise):
        urgent(claudio, anna, day=TOMORROW)
        urgent(emilio, anna)
        emilio.household.commune.area = tarentaise
        emilio.household.commune.save()

        assert visits_changed(planned_day, NINE, VALLEY) == [
            "The visits asked for are not those the plan was made for."
        ]

    def test_that_were_changed_make_the_plan_old_all_the_same(self, planned_day, small_day):
        small_day["claudio"].order.__class__.objects.filter(visits=small_day["claudio"]).update(minutes=45)

        assert why_old(planned_day, NINE, VALLEY) == ("The visits asked for are not those the plan was made for.",)


class TestHours:
    def test_tells_who_became_absent_the_earliest_first(self, planned_day, valentina, luc, anna):
        for who, hour in ((valentina, 10), (luc, 9)):
            mark_absent(professional=who, day=TODAY, from_at=at(hour), reason="sick", by=anna, at=EIGHT)

        assert why_old(planned_day, NINE, VALLEY) == (
            "Luc Favre is absent from 09:00.",
            "Valentina Chabod is absent from 10:00.",
        )

    def test_leaves_out_who_was_absent_before_and_who_is_elsewhere(
        self, planned_day, valentina, luc, aida, anna, tarentaise
    ):
        valentina.absences.create(day=TODAY, from_at=NOON, reason="sick", by=anna, at=planned_day.made_at)
        luc.absences.create(day=TOMORROW, from_at=at(9, day=TOMORROW), reason="sick", by=anna, at=EIGHT)
        aida.absences.create(day=TODAY, from_at=NOON, reason="sick", by=anna, at=EIGHT)
        aida.area = tarentaise
        aida.save()

        assert shifts_changed(planned_day, NINE, VALLEY) == ["Somebody's working hours have changed."]

    def test_are_still_told_with_the_name_after_an_edit_by_hand(self, planned_day, valley, small_day, luc, anna):
        mark_absent(professional=luc, day=TODAY, from_at=NOON, reason="sick", by=anna, at=EIGHT)
        pin = {"visit": small_day["claudio"], "member": 0, "with_time": False, "version": 1, "by": anna}

        edited = pin_visit(area=valley, day=TODAY, at=NINE, **pin)

        assert why_old(edited, TEN, VALLEY) == ("Luc Favre is absent from 12:00.",)

    def test_that_were_changed_make_the_plan_old(self, planned_day, luc):
        luc.shifts.update(ends_at=NOON)

        assert why_old(planned_day, EIGHT, VALLEY) == ("Somebody's working hours have changed.",)


class TestTheWeekStrip:
    def test_runs_from_monday_to_sunday_with_the_day_and_the_planned_ones_marked(self, anna, planned_day, valley):
        around = neighbours(anna, valley, TODAY)

        assert [link.number for link in around.week] == [23, 24, 25, 26, 27, 28, 29]
        assert [link.number for link in around.week if link.is_current] == [26]
        assert [link.number for link in around.week if link.has_plan] == [26]
        assert (around.previous, around.following) == (TODAY - timedelta(days=1), TOMORROW)

    @pytest.mark.parametrize("weekday", [0, 6])
    def test_holds_its_first_and_its_last_day(self, anna, valley, weekday):
        day = TODAY + timedelta(days=weekday - TODAY.weekday())

        week = neighbours(anna, valley, day).week

        assert [link.is_current for link in week].index(True) == weekday
        assert week[0].day.weekday() == 0

    def test_does_not_mark_what_another_area_has_planned(self, anna, planned_day, tarentaise):
        assert not any(link.has_plan for link in neighbours(anna, tarentaise, TODAY).week)


class TestTheAreasOfACoordinator:
    def test_are_those_in_force(self, anna, valley, tarentaise, usl):
        def give(area, starts, ends=None, kind="coordinator"):
            Role.objects.create(user=anna, kind=kind, organisation=usl, area=area, starts_on=starts, ends_on=ends)

        give(valley, TODAY)
        give(tarentaise, TODAY - timedelta(days=2), TODAY)

        assert areas_coordinated(anna, TODAY) == [valley, tarentaise]
        assert areas_coordinated(anna, TOMORROW) == [valley]

    def test_begin_with_the_one_that_has_most_residents(self, anna, claudio, valley, tarentaise, usl):
        Role.objects.create(user=anna, kind="coordinator", organisation=usl, area=tarentaise, starts_on=TODAY)
        before = areas_coordinated(anna, TODAY)
        Commune.objects.filter(households__members=claudio).update(area=tarentaise)

        after = areas_coordinated(anna, TODAY)

        assert (before, after) == ([valley, tarentaise], [tarentaise, valley])

    def test_are_none_for_another_role(self, anna):
        Role.objects.update(kind="professional")

        assert areas_coordinated(anna, TODAY) == []

    def test_are_not_somebody_elses(self, camille, anna, tarentaise):
        assert areas_coordinated(camille, TODAY) == [tarentaise]
