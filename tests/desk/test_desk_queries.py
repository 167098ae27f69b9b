"""What the morning tells, and what it leaves out."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from cordata.accounts.models import Role
from cordata.care.actions import make_visits
from cordata.care.models import VisitOrder
from cordata.day import actions
from cordata.day.queries.board import board
from cordata.desk.queries.morning import morning
from cordata.people.models import CircleMember, DoubleCandidate
from cordata.places.actions import close_road, reopen_road
from cordata.places.queries import segments
from cordata.rounds.models import Stop
from cordata.workforce.actions import mark_absent
from tests.clock import EIGHT, NOON, SEVEN, TODAY, at

pytestmark = pytest.mark.django_db
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def area_of(user, when=EIGHT):
    (told,) = morning(user, TODAY, when).areas
    return told


class TestAnAreaInTheMorning:
    def test_without_a_plan_counts_the_visits_alone(self, anna, small_day):
        told = area_of(anna)

        assert (told.visits, told.rounds, told.late, told.unplaced) == (4, 0, 0, 0)
        assert (told.is_planned, told.is_published, told.stale, told.absent) == (False, False, (), ())

    def test_with_a_plan_counts_the_rounds_that_have_visits(self, anna, planned_day):
        told = area_of(anna)

        going = {stop.round_id for stop in Stop.objects.filter(round__plan=planned_day)}
        assert (told.rounds, told.is_planned, told.is_published) == (len(going), True, False)

    def test_is_published_until_the_plan_changes(self, anna, planned_day, small_day, valley):
        edit = {"area": valley, "day": TODAY, "by": anna, "at": SEVEN}
        actions.publish(version=1, **edit)
        before = area_of(anna).is_published

        actions.set_aside(visit=small_day["claudio"], version=1, **edit)

        assert (before, area_of(anna).is_published, area_of(anna).unplaced) == (True, False, 1)

    def test_counts_a_visit_for_two_without_a_place_once(
        self, anna, valley, valentina, delfina, make_shift, make_order, plan_today
    ):
        make_shift(valentina)
        make_order(delfina, VisitOrder.Kind.TRANSFER, (9, 12), ("transfer",), people=2)
        make_visits(area=valley, day=TODAY)
        plan = plan_today()

        drawn = board(plan, valley, TODAY, anna, EIGHT)

        assert area_of(anna).unplaced == 1
        assert (drawn.due, drawn.placed, drawn.not_placed) == (1, 0, 1)
        assert [part.amount for part in drawn.cost if part.is_bad] == ["1 visit"]

    def test_counts_as_late_what_is_late_by_a_minute(self, anna, planned_day, small_day):
        Stop.objects.filter(visit=small_day["claudio"]).update(late_s=60)
        Stop.objects.filter(visit=small_day["rosina"]).update(late_s=59)

        assert area_of(anna).late == 1

    def test_does_not_count_what_was_late_in_an_earlier_plan(self, anna, planned_day, small_day, valley):
        Stop.objects.filter(round__plan=planned_day).update(late_s=600)
        actions.set_aside(visit=small_day["claudio"], version=1, area=valley, day=TODAY, by=anna, at=SEVEN)
        Stop.objects.filter(round__plan__version=2).update(late_s=0)

        assert area_of(anna).late == 0

    def test_does_not_count_a_round_of_nothing_but_a_break(self, anna, planned_day, small_day):
        before = area_of(anna).rounds
        Stop.objects.filter(visit=small_day["emilio"]).update(visit=None)

        assert area_of(anna).rounds == before - 1

    def test_says_why_the_plan_is_old(self, anna, planned_day, luc):
        mark_absent(professional=luc, day=TODAY, from_at=at(10), reason="sick", by=anna, at=EIGHT)

        assert area_of(anna).stale == ("Luc Favre is absent from 10:00.",)

    def test_names_who_is_absent_the_earliest_first(self, anna, planned_day, valentina, luc):
        for who, hour in ((luc, 10), (valentina, 9)):
            mark_absent(professional=who, day=TODAY, from_at=at(hour), reason="sick", by=anna, at=SEVEN)

        assert area_of(anna).absent == ("Valentina Chabod", "Luc Favre")

    def test_does_not_tell_yesterdays_absences(self, anna, small_day, luc):
        luc.absences.create(day=YESTERDAY, from_at=at(9, day=YESTERDAY), reason="sick", by=anna, at=SEVEN)

        assert area_of(anna).absent == ()

    def test_does_not_tell_who_is_absent_beyond_the_pass(self, anna, small_day, luc, tarentaise):
        luc.absences.create(day=TODAY, from_at=EIGHT, reason="sick", by=anna, at=SEVEN)
        luc.area = tarentaise
        luc.save()

        assert area_of(anna).absent == ()


class TestTheMorning:
    def test_tells_only_the_areas_one_coordinates_today(self, anna, tarentaise, usl, small_day):
        for starts, ends in ((TOMORROW, None), (YESTERDAY - timedelta(days=9), YESTERDAY)):
            Role.objects.create(
                user=anna, kind="coordinator", organisation=usl, area=tarentaise, starts_on=starts, ends_on=ends
            )

        assert [one.code for one in morning(anna, TODAY, EIGHT).areas] == ["valle-d-aosta"]

    def test_tells_an_area_once_however_often_it_was_given(self, anna, valley, usl):
        Role.objects.create(user=anna, kind="coordinator", organisation=usl, area=valley, starts_on=YESTERDAY)

        assert len(morning(anna, TODAY, EIGHT).areas) == 1

    def test_names_the_roads_closed_now(self, anna):
        def close(from_at, until_at=None):
            key = segments()[0].key
            return close_road(segment=key, from_at=from_at, until_at=until_at, reason="snow", by=anna, at=SEVEN)

        close(SEVEN, EIGHT), close(SEVEN, NOON), close(at(6, day=TOMORROW))
        reopen_road(closure=close(SEVEN, at(18)), by=anna, at=EIGHT)

        assert [(one.why, one.until_at) for one in morning(anna, TODAY, at(9)).closed] == [("snow", NOON)]

    def test_names_the_roads_that_close_later_today(self, client, anna):
        tonight = timezone.localtime().replace(hour=23, minute=59)
        close_road(segment=segments()[0].key, from_at=tonight, until_at=None, reason="snow", by=anna, at=SEVEN)
        client.force_login(anna)

        assert "closed from 23:59" in client.get("/morning/").content.decode()


class TestTheRegisterInTheMorning:
    def test_counts_what_ends_soon_and_not_what_ends_later(self, anna, claudio, rosina, ending, decide):
        for resident, days in ((claudio, 20), (rosina, 31)):
            decide(resident, "study", expires_at=NOON + timedelta(days=days))

        told = morning(anna, TODAY, NOON)

        assert (told.decisions_ending, told.members_leaving) == (1, 1)

    def test_does_not_count_who_came_for_a_rounds_day(self, anna, ending):
        CircleMember.objects.update(purpose="round")

        assert morning(anna, TODAY, NOON).members_leaving == 0

    def test_counts_pairs_that_wait_and_whose_two_sides_one_sees(self, anna, claudio, rosina, emilio):
        for first, second, verdict in ((claudio, rosina, ""), (claudio, emilio, "different")):
            DoubleCandidate.objects.create(first=first, second=second, verdict=verdict, score=80, found_at=SEVEN)

        assert morning(anna, TODAY, NOON).doubles == 1

    def test_counts_nothing_of_the_area_beyond_the_pass(self, camille, claudio, rosina, ending, decide):
        decide(claudio, "study", expires_at=NOON + timedelta(days=20))
        DoubleCandidate.objects.create(first=claudio, second=rosina, score=80, found_at=SEVEN)

        told = morning(camille, TODAY, NOON)

        assert (told.decisions_ending, told.members_leaving, told.doubles) == (0, 0, 0)

    def test_names_the_openings_that_wait_for_a_review(self, anna, opened):
        assert [one.who for one in morning(anna, TODAY, NOON).waiting] == ["Luc Favre"]
