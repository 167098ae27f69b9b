"""What a screen reads of a day: only the day, only the area, only whom the reader may see."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cordata.accounts.models import Role
from cordata.care.actions import cancel_visit
from cordata.care.models import Cancellation, Encounter
from cordata.day import actions
from cordata.day.queries.load import load, professionals_at_work
from cordata.places.models import Commune
from cordata.rounds.models import Stop
from tests.clock import EIGHT, SEVEN, TODAY, at

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def edit(valley, anna):
    """What every change to today says: where, when, by whom."""
    return {"area": valley, "day": TODAY, "by": anna, "at": SEVEN}


class TestTheRowsOfADay:
    def test_hold_only_the_people_whom_the_reader_may_see(self, edit, planned_day, valley, aida, anna, emilio):
        before = load(planned_day, valley, TODAY, aida.user).residents
        actions.publish(version=1, **edit)

        mine, all_of_them = (load(planned_day, valley, TODAY, user).residents for user in (aida.user, anna))

        assert (before, list(mine.values()), len(all_of_them)) == ({}, [emilio], 4)

    def test_hold_only_who_works_that_day_in_the_area(self, planned_day, valley, anna, luc, aida, tarentaise):
        luc.shifts.update(day=TOMORROW)
        aida.area = tarentaise
        aida.save()

        rows = load(None, valley, TODAY, anna)

        assert [shift.professional.given_name for shift in rows.shifts.values()] == ["Valentina"]
        assert [one.given_name for one in professionals_at_work(valley, TODAY)] == ["Valentina"]

    def test_keep_a_face_for_whoever_has_a_round_and_no_shift_any_more(self, planned_day, valley, anna, luc):
        luc.shifts.all().delete()

        assert luc.pk in load(planned_day, valley, TODAY, anna).faces

    def test_leave_out_another_days_absence(self, planned_day, valley, anna, luc):
        luc.absences.create(day=TOMORROW, from_at=at(9, day=TOMORROW), reason="sick", by=anna, at=SEVEN)

        assert load(planned_day, valley, TODAY, anna).absences == {}

    def test_give_the_stops_in_their_order_and_the_windows_the_earliest_first(
        self, planned_day, small_day, valley, anna
    ):
        small_day["claudio"].windows.create(opens_at=at(6), closes_at=at(7))
        for one in Stop.objects.order_by("-position"):
            Stop.objects.filter(pk=one.pk).update(position=one.position + 10)

        rows = load(planned_day, valley, TODAY, anna)

        assert [window.opens_at for window in rows.windows[small_day["claudio"].pk]] == [at(6), at(8)]
        assert all(
            [stop.position for stop in one.stops.all()] == sorted(stop.position for stop in one.stops.all())
            for one in rows.rounds.values()
        )

    def test_hold_only_what_this_plan_has_not_placed(self, edit, planned_day, small_day, valley, anna):
        aside = actions.set_aside(visit=small_day["claudio"], version=1, **edit)

        left = [len(load(plan, valley, TODAY, anna).unplaced) for plan in (None, planned_day, aside)]

        assert left == [0, 0, 1]

    def test_know_who_has_been_where(self, planned_day, small_day, valley, anna, luc):
        met = Encounter.objects.create(visit=small_day["claudio"], professional=luc, arrived_at=EIGHT)

        assert load(planned_day, valley, TODAY, anna).encounters == {(small_day["claudio"].pk, luc.pk): met}


class TestTakingACancellationBack:
    def test_is_not_done_from_another_areas_day(self, client, anna, small_day, emilio, tarentaise, usl):
        Role.objects.create(
            user=anna, kind="coordinator", organisation=usl, area=tarentaise, starts_on=TODAY.replace(month=1)
        )
        cancel_visit(visit=small_day["emilio"], reason="hospital", by=anna, at=SEVEN)
        Commune.objects.filter(pk=emilio.household.commune_id).update(area=tarentaise)
        client.force_login(anna)

        answer = client.post(reverse("cancellation_withdrawal", args=["valle-d-aosta", TODAY, small_day["emilio"].pk]))

        assert answer.status_code == 404
        assert Cancellation.objects.count() == 1


class TestThePriceOfAMove:
    def test_names_as_others_only_the_others(self, planned_day, small_day, valley, valentina, luc):
        stop = Stop.objects.select_related("round__professional").get(visit=small_day["claudio"])
        other = luc if stop.round.professional == valentina else valentina

        preview = actions.preview_move(
            area=valley, day=TODAY, visit=small_day["claudio"], member=0, to_professional=other, at=SEVEN
        )

        assert str(small_day["claudio"].pk) not in {change.key for change in preview.others}

    def test_of_a_day_without_a_plan_is_refused(self, small_day, valley, luc):
        with pytest.raises(actions.NothingPlanned):
            actions.preview_move(
                area=valley, day=TODAY, visit=small_day["claudio"], member=0, to_professional=luc, at=SEVEN
            )
