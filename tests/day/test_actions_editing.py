import pytest

from cordata.care.actions import cancel_visit, record_arrival
from cordata.day import actions
from cordata.rounds.models import Plan, Stop
from cordata.rounds.queries import is_old, latest_plan, load_day, stored_day
from tests.clock import EIGHT, SEVEN, TODAY, at


@pytest.fixture
def day(valley, anna):
    """What every change to today says: where, when, by whom."""
    return {"area": valley, "day": TODAY, "by": anna, "at": SEVEN}


def who_makes(plan, visit, member=0):
    """Return the stop of a visit in a plan, or None."""
    return Stop.objects.filter(round__plan=plan, visit=visit, member=member).select_related("round").first()


@pytest.fixture
def other_nurse(planned_day, small_day, luc, valentina):
    """The nurse who does not have Claudio's visit."""
    return luc if who_makes(planned_day, small_day["claudio"]).round.professional == valentina else valentina


class TestMoveVisit:
    def test_makes_the_next_version_with_the_visit_on_the_other_round(self, day, planned_day, small_day, other_nurse):
        plan = actions.move_visit(
            visit=small_day["claudio"], member=0, to_professional=other_nurse, position=0, version=1, **day
        )

        assert (plan.version, plan.because, plan.about) == (2, Plan.Because.MOVED, small_day["claudio"])
        assert who_makes(plan, small_day["claudio"]).round.professional == other_nurse
        assert who_makes(planned_day, small_day["claudio"]).round.professional != other_nurse

    def test_pins_the_visit_to_whom_it_was_given(self, day, planned_day, small_day, other_nurse):
        plan = actions.move_visit(visit=small_day["claudio"], member=0, to_professional=other_nurse, version=1, **day)

        assert who_makes(plan, small_day["claudio"]).pin == Stop.Pin.PROFESSIONAL

    def test_to_a_time_starts_then_and_pins_the_time(self, day, planned_day, small_day, other_nurse):
        plan = actions.move_visit(
            visit=small_day["claudio"], member=0, to_professional=other_nurse, start=at(11, 15), version=1, **day
        )

        stop = who_makes(plan, small_day["claudio"])
        assert (stop.starts_at, stop.pin) == (at(11, 15), Stop.Pin.TIME)

    def test_says_what_it_breaks_and_does_it_all_the_same(self, day, planned_day, small_day, aida):
        plan = actions.move_visit(visit=small_day["claudio"], member=0, to_professional=aida, version=1, **day)

        stop = who_makes(plan, small_day["claudio"])
        assert stop.violations == [{"constraint": "skill", "amount": 1}]

    def test_refuses_the_same_person_twice_at_one_visit(self, day, planned_day, small_day):
        other = who_makes(planned_day, small_day["delfina"], member=1).round.professional

        with pytest.raises(actions.NotToMove, match="already one of the two"):
            actions.move_visit(visit=small_day["delfina"], member=0, to_professional=other, version=1, **day)

    def test_refuses_somebody_who_does_not_work(self, day, planned_day, small_day, make_professional):
        marco = make_professional("Marco", "Rosset", "nurse", ["nursing"])

        with pytest.raises(actions.NotToMove, match="Marco Rosset does not work"):
            actions.move_visit(visit=small_day["claudio"], member=0, to_professional=marco, version=1, **day)

    def test_refuses_a_visit_somebody_has_been_at(self, day, planned_day, small_day, luc):
        record_arrival(visit=small_day["claudio"], professional=luc, at=EIGHT)

        with pytest.raises(actions.NotToMove, match="already been"):
            actions.move_visit(visit=small_day["claudio"], member=0, to_professional=luc, version=1, **day)

    def test_refuses_a_cancelled_visit(self, day, planned_day, small_day, luc, anna):
        cancel_visit(visit=small_day["claudio"], reason="hospital", by=anna, at=EIGHT)

        with pytest.raises(actions.NotToMove, match="any more"):
            actions.move_visit(visit=small_day["claudio"], member=0, to_professional=luc, version=1, **day)

    def test_refuses_a_day_without_a_plan(self, day, small_day, luc):
        with pytest.raises(actions.NothingPlanned):
            actions.move_visit(visit=small_day["claudio"], member=0, to_professional=luc, version=0, **day)

    def test_tells_the_second_editor_what_the_first_has_changed(self, day, planned_day, small_day, other_nurse, bruno):
        move = {"visit": small_day["claudio"], "member": 0, "to_professional": other_nurse, "version": 1}
        actions.move_visit(**move, **day)

        with pytest.raises(actions.PlanHasMoved, match="Anna Perrod has changed the plan meanwhile") as refused:
            actions.move_visit(**move, **{**day, "by": bruno})

        assert (refused.value.expected, refused.value.found) == (1, 2)
        assert str(small_day["claudio"].pk) in {change.key for change in refused.value.changes}

    def test_leaves_the_plan_old_where_it_was_old(self, day, planned_day, small_day, other_nurse, anna):
        cancel_visit(visit=small_day["emilio"], reason="resident", by=anna, at=SEVEN)

        plan = actions.move_visit(visit=small_day["claudio"], member=0, to_professional=other_nurse, version=1, **day)

        assert is_old(plan, SEVEN) == ["visits"]
        assert who_makes(plan, small_day["emilio"]) is None


class TestPreviewMove:
    def test_tells_the_price_by_part_and_stores_nothing(self, day, valley, planned_day, small_day, other_nurse):
        preview = actions.preview_move(
            area=valley, day=TODAY, visit=small_day["claudio"], member=0, to_professional=other_nurse, at=SEVEN
        )

        assert preview.total == sum(preview.cost_after.values()) - sum(preview.cost_before.values())
        assert preview.ends_at > preview.starts_at
        assert latest_plan(valley, TODAY) == planned_day

    def test_tells_what_it_would_break(self, valley, planned_day, small_day, aida):
        preview = actions.preview_move(
            area=valley, day=TODAY, visit=small_day["claudio"], member=0, to_professional=aida, at=SEVEN
        )

        assert [(one.key, one.broken.constraint) for one in preview.violations] == [
            (str(small_day["claudio"].pk), "skill")
        ]

    def test_says_exactly_what_the_move_then_does(self, day, valley, planned_day, small_day, other_nurse):
        move = {"visit": small_day["claudio"], "member": 0, "to_professional": other_nurse, "position": 0}

        preview = actions.preview_move(area=valley, day=TODAY, at=SEVEN, **move)
        plan = actions.move_visit(version=1, **move, **day)

        assert who_makes(plan, small_day["claudio"]).starts_at == preview.starts_at
        assert plan.cost == preview.cost_after


class TestSetAside:
    def test_takes_everybody_a_visit_needs_off_their_rounds(self, day, planned_day, small_day):
        plan = actions.set_aside(visit=small_day["delfina"], version=1, **day)

        assert not Stop.objects.filter(round__plan=plan, visit=small_day["delfina"]).exists()
        assert plan.unplaced.count() == 2
        assert plan.unplaced.order_by("pk").first().reasons[0]["constraint"] == "set_aside"

    def test_refuses_a_visit_that_is_on_no_round(self, day, planned_day, small_day):
        actions.set_aside(visit=small_day["claudio"], version=1, **day)

        with pytest.raises(actions.NotToMove, match="on no round"):
            actions.set_aside(visit=small_day["claudio"], version=2, **day)

    def test_stays_set_aside_when_something_else_is_moved(self, day, planned_day, small_day, other_nurse):
        actions.set_aside(visit=small_day["emilio"], version=1, **day)

        plan = actions.move_visit(visit=small_day["claudio"], member=0, to_professional=other_nurse, version=2, **day)

        assert plan.unplaced.get().reasons[0]["constraint"] == "set_aside"

    def test_ends_when_the_visit_is_put_on_a_round(self, day, planned_day, small_day, luc):
        actions.set_aside(visit=small_day["claudio"], version=1, **day)

        plan = actions.move_visit(visit=small_day["claudio"], member=0, to_professional=luc, version=2, **day)

        assert not plan.unplaced.exists()
        assert not any(one.is_aside for one in load_day(day["area"], TODAY, SEVEN).problem.demands)


class TestPinVisit:
    def test_changes_nothing_but_the_pin(self, day, planned_day, small_day):
        plan = actions.pin_visit(visit=small_day["claudio"], member=0, with_time=True, version=1, **day)

        assert stored_day(plan) == stored_day(planned_day)
        assert who_makes(plan, small_day["claudio"]).pin == Stop.Pin.TIME

    def test_refuses_a_visit_that_is_on_no_round(self, day, planned_day, small_day):
        actions.set_aside(visit=small_day["claudio"], version=1, **day)

        with pytest.raises(actions.NotToMove, match="Move it to one first"):
            actions.pin_visit(visit=small_day["claudio"], member=0, with_time=False, version=2, **day)

    def test_can_be_taken_back(self, day, planned_day, small_day):
        actions.pin_visit(visit=small_day["claudio"], member=0, with_time=False, version=1, **day)

        plan = actions.unpin_visit(visit=small_day["claudio"], member=0, version=2, **day)

        assert who_makes(plan, small_day["claudio"]).pin == Stop.Pin.NONE

    def test_cannot_be_taken_back_where_there_is_none(self, day, planned_day, small_day):
        with pytest.raises(actions.NotToMove, match="not pinned"):
            actions.unpin_visit(visit=small_day["claudio"], member=0, version=1, **day)


class TestPinnedTwoPersonVisit:
    def test_moves_to_another_time_as_a_whole(self, day, planned_day, small_day):
        first, second = who_makes(planned_day, small_day["delfina"]), who_makes(planned_day, small_day["delfina"], 1)
        move = {"visit": small_day["delfina"], "start": at(11, 30)}
        actions.pin_visit(visit=small_day["delfina"], member=0, with_time=True, version=1, **day)

        plan = actions.move_visit(member=1, to_professional=second.round.professional, version=2, **move, **day)

        assert who_makes(plan, small_day["delfina"]).starts_at == at(11, 30)
        assert who_makes(plan, small_day["delfina"]).round.professional == first.round.professional
        assert who_makes(plan, small_day["delfina"], 1).starts_at == at(11, 30)

    def test_stays_with_both_through_a_swap_of_one(self, day, planned_day, small_day, make_professional, make_shift):
        marco = make_professional("Marco", "Rosset", "nurse", ["nursing", "transfer"])
        make_shift(marco)

        plan = actions.move_visit(visit=small_day["delfina"], member=1, to_professional=marco, version=1, **day)

        first, second = who_makes(plan, small_day["delfina"]), who_makes(plan, small_day["delfina"], member=1)
        assert second.round.professional == marco
        assert first.starts_at == second.starts_at
