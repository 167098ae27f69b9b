import pytest
from django.urls import reverse

from cordata.day.queries.changes import tell_changes
from cordata.day.queries.promises import broken_promises
from cordata.rounds.models import Stop
from cordata.rounds.rules.changes import Change, ChangeKind, Spot
from tests.clock import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def outside(planned_day, small_day) -> Stop:
    """Claudio's visit, put outside the hours he agreed to and twelve minutes late."""
    Stop.objects.filter(round__plan=planned_day, visit=small_day["claudio"]).update(
        violations=[{"constraint": "window", "amount": 720}], late_s=720
    )
    return Stop.objects.get(round__plan=planned_day, visit=small_day["claudio"])


class TestBrokenPromises:
    def test_are_told_with_who_when_and_what(self, planned_day, outside, anna):
        broken = broken_promises(planned_day, anna)

        assert broken.visits == 1
        assert "Claudio D." in broken.sentences[0]
        assert broken.sentences[0].endswith(": outside the hours agreed, late by 12 min.")

    def test_are_none_in_a_plan_that_keeps_them(self, planned_day, anna):
        assert broken_promises(planned_day, anna).sentences == ()

    def test_do_not_name_people_to_those_who_may_not_see_them(self, planned_day, outside, camille):
        assert not any("Claudio" in one for one in broken_promises(planned_day, camille).sentences)

    def test_are_listed_before_the_plan_is_handed_out(self, client, outside, anna):
        client.force_login(anna)

        page = client.get(reverse("publication", args=["valle-d-aosta", TODAY])).content.decode()

        assert "1 visit breaks a promise" in page
        assert "Publish all the same" in page

    def test_stand_on_the_board_and_on_the_round(self, client, outside, anna):
        client.force_login(anna)
        whose = outside.round.professional_id

        board = client.get(reverse("day", args=["valle-d-aosta", TODAY])).content.decode()
        round_ = client.get(reverse("round", args=["valle-d-aosta", TODAY, whose])).content.decode()

        assert "promises broken" in board
        assert "outside the hours agreed" in round_


class TestToldChanges:
    def test_leave_small_shifts_of_the_same_professional_apart(self, planned_day, small_day, anna, valley, luc):
        key, who = str(small_day["claudio"].pk), str(luc.pk)
        ten, twenty, eleven = Spot(who, 36000), Spot(who, 37200), Spot(who, 39600)
        shifts = [Change(ChangeKind.MOVED_IN_TIME, key, 0, ten, later) for later in (twenty, eleven)]

        told = tell_changes(shifts, valley, TODAY, anna)

        assert [len(told.main), len(told.knock_on), len(told)] == [1, 1, 2]
