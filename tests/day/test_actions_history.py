import pytest

from cordata.care.actions import cancel_visit
from cordata.day import actions
from cordata.rounds.models import Plan, Stop
from cordata.rounds.queries import stored_day
from tests.clock import SEVEN, TODAY


@pytest.fixture
def day(valley, anna):
    """What every change to today says: where, when, by whom."""
    return {"area": valley, "day": TODAY, "by": anna, "at": SEVEN}


@pytest.fixture
def three_versions(day, planned_day, small_day):
    """A plan, then Claudio's visit pinned, then Rosina's set aside."""
    pinned = actions.pin_visit(visit=small_day["claudio"], member=0, with_time=False, version=1, **day)
    aside = actions.set_aside(visit=small_day["rosina"], version=2, **day)
    return planned_day, pinned, aside


def content(plan):
    """Return everything a plan says, pins included, whatever its version."""
    pins = Stop.objects.filter(round__plan=plan).exclude(pin="").order_by("visit_id").values_list("visit_id", "pin")
    return stored_day(plan), list(pins)


class TestUndo:
    def test_goes_back_as_a_new_version(self, day, three_versions):
        _first, second, _third = three_versions

        undone = actions.undo(version=3, **day)

        assert (undone.version, undone.because) == (4, Plan.Because.UNDONE)
        assert content(undone) == content(second)

    def test_walks_further_back_each_time(self, day, three_versions):
        first, _second, _third = three_versions

        actions.undo(version=3, **day)
        undone = actions.undo(version=4, **day)

        assert content(undone) == content(first)

    def test_ends_at_the_first_plan(self, day, three_versions):
        actions.undo(version=3, **day)
        actions.undo(version=4, **day)

        with pytest.raises(actions.NothingToUndo):
            actions.undo(version=5, **day)

    def test_after_a_new_change_returns_to_what_was_undone_to(self, day, three_versions, small_day):
        _first, second, _third = three_versions
        actions.undo(version=3, **day)
        actions.set_aside(visit=small_day["emilio"], version=4, **day)

        assert content(actions.undo(version=5, **day)) == content(second)

    def test_is_refused_to_whoever_has_not_seen_the_latest(self, day, three_versions):
        with pytest.raises(actions.PlanHasMoved):
            actions.undo(version=2, **day)

    def test_does_not_bring_a_cancelled_visit_back(self, day, three_versions, small_day, anna):
        cancel_visit(visit=small_day["rosina"], reason="resident", by=anna, at=SEVEN)

        undone = actions.undo(version=3, **day)

        assert str(small_day["rosina"].pk) not in {
            key for row in stored_day(undone).sequences.values() for key, _ in row
        }

    def test_keeps_the_pins_of_the_plan_it_returns_to(self, day, three_versions, small_day, anna):
        cancel_visit(visit=small_day["rosina"], reason="resident", by=anna, at=SEVEN)

        undone = actions.undo(version=3, **day)

        assert Stop.objects.get(round__plan=undone, visit=small_day["claudio"]).pin == Stop.Pin.PROFESSIONAL


class TestRedo:
    def test_makes_an_undone_change_again(self, day, three_versions):
        _first, _second, third = three_versions
        actions.undo(version=3, **day)

        redone = actions.redo(version=4, **day)

        assert redone.because == Plan.Because.REDONE
        assert content(redone) == content(third)

    def test_walks_forward_as_far_as_was_undone(self, day, three_versions):
        _first, _second, third = three_versions
        actions.undo(version=3, **day)
        actions.undo(version=4, **day)
        actions.redo(version=5, **day)

        assert content(actions.redo(version=6, **day)) == content(third)

    def test_ends_where_undoing_began(self, day, three_versions):
        actions.undo(version=3, **day)
        actions.redo(version=4, **day)

        with pytest.raises(actions.NothingToRedo):
            actions.redo(version=5, **day)

    def test_can_be_undone(self, day, three_versions):
        _first, second, _third = three_versions
        actions.undo(version=3, **day)
        actions.redo(version=4, **day)

        assert content(actions.undo(version=5, **day)) == content(second)

    def test_is_gone_after_a_new_change(self, day, three_versions, small_day):
        actions.undo(version=3, **day)
        actions.set_aside(visit=small_day["emilio"], version=4, **day)

        with pytest.raises(actions.NothingToRedo):
            actions.redo(version=5, **day)
