import pytest

from cordata.day import actions
from cordata.day.queries.versions import last_publication
from cordata.people.models import Resident
from tests.clock import SEVEN, TODAY


@pytest.fixture
def day(valley, anna):
    """What every change to today says: where, when, by whom."""
    return {"area": valley, "day": TODAY, "by": anna, "at": SEVEN}


class TestPublish:
    def test_hands_out_the_plan_its_editor_saw(self, day, planned_day, valley, anna):
        publication = actions.publish(version=1, **day)

        assert (publication.plan, publication.by) == (planned_day, anna)
        assert last_publication(valley, TODAY) == publication

    def test_lets_each_professional_see_the_people_of_their_round_that_day(self, day, planned_day, aida, emilio):
        assert not Resident.objects.seen_by(aida.user, on=TODAY).exists()

        actions.publish(version=1, **day)

        assert list(Resident.objects.seen_by(aida.user, on=TODAY).order_by("pk")) == [emilio]
        assert not Resident.objects.seen_by(aida.user, on=TODAY.replace(day=27)).exists()

    def test_is_refused_when_nothing_has_changed_since(self, day, planned_day):
        actions.publish(version=1, **day)

        with pytest.raises(actions.NothingChanged):
            actions.publish(version=1, **day)

    def test_is_refused_when_only_a_pin_has_changed(self, day, planned_day, small_day):
        actions.publish(version=1, **day)
        actions.pin_visit(visit=small_day["claudio"], member=0, with_time=False, version=1, **day)

        with pytest.raises(actions.NothingChanged):
            actions.publish(version=2, **day)

    def test_again_hands_out_the_change(self, day, planned_day, small_day, valley):
        actions.publish(version=1, **day)
        plan = actions.set_aside(visit=small_day["claudio"], version=1, **day)

        actions.publish(version=2, **day)

        assert last_publication(valley, TODAY).plan == plan

    def test_is_refused_to_whoever_has_not_seen_the_latest(self, day, planned_day, small_day):
        actions.set_aside(visit=small_day["claudio"], version=1, **day)

        with pytest.raises(actions.PlanHasMoved):
            actions.publish(version=1, **day)

    def test_is_refused_before_there_is_a_plan(self, day, small_day):
        with pytest.raises(actions.NothingPlanned):
            actions.publish(version=0, **day)


class TestChangesSincePublication:
    def test_are_unknown_before_the_first(self, planned_day):
        assert actions.changes_since_publication(planned_day) is None

    def test_are_none_right_after(self, day, planned_day):
        actions.publish(version=1, **day)

        assert actions.changes_since_publication(planned_day) == ()

    def test_tell_what_was_changed_after(self, day, planned_day, small_day):
        actions.publish(version=1, **day)
        plan = actions.set_aside(visit=small_day["emilio"], version=1, **day)

        assert [change.key for change in actions.changes_since_publication(plan)] == [str(small_day["emilio"].pk)]
