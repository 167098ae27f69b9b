from datetime import timedelta

import pytest
from cordata_engine import InvalidProblem

from cordata.care.actions import add_urgent_visit, cancel_visit, record_arrival, record_departure
from cordata.care.models import Visit, VisitOrder
from cordata.day import actions
from cordata.day.models import PlanningRun
from cordata.day.tasks import Diary, run_planning
from cordata.rounds.models import Plan, Stop
from cordata.rounds.queries import is_old, latest_plan, stored_day
from cordata.rounds.rules.changes import ChangeKind
from cordata.rounds.rules.planned import Progress
from cordata.workforce.models import Absence
from tests.clock import EIGHT, NINE, SEVEN, TODAY, at

State = PlanningRun.State


@pytest.fixture
def ask(valley, anna):
    """Ask for today's plan, at seven unless told."""

    def ask(*, keeps_plan=False, seconds=0, asked_at=SEVEN):
        return actions.request_plan(
            area=valley, day=TODAY, keeps_plan=keeps_plan, seconds=seconds, by=anna, at=asked_at
        )

    return ask


@pytest.fixture
def carry_out(ask):
    """Ask for today's plan and make it at once, as a worker would."""

    def carry_out(**wishes):
        run = ask(**wishes)
        run_planning.call(run.pk)
        run.refresh_from_db()
        return run

    return carry_out


class TestRequestPlan:
    def test_hands_the_day_to_a_worker_once_it_is_stored(self, ask, small_day, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks() as handed_over:
            run = ask()

        assert run.state == State.WAITING
        assert len(handed_over) == 1

    def test_makes_the_visits_of_the_day_first(self, ask, valley, claudio, make_order):
        make_order(claudio)

        ask()

        assert Visit.objects.on(TODAY).count() == 1

    def test_is_refused_while_the_day_is_being_planned(self, ask, small_day):
        first = ask()

        with pytest.raises(actions.AlreadyPlanning) as refused:
            ask(asked_at=SEVEN + timedelta(seconds=5))

        assert refused.value.run == first

    @pytest.mark.parametrize("state", [State.WAITING, State.RUNNING])
    def test_is_not_held_up_for_ever_by_a_job_that_was_killed(self, ask, small_day, state):
        lost = ask()
        PlanningRun.objects.filter(pk=lost.pk).update(state=state, heard_at=SEVEN)

        again = ask(asked_at=SEVEN + timedelta(minutes=6))

        lost.refresh_from_db()
        assert (lost.state, again.state) == (State.FAILED, State.WAITING)
        assert "stopped answering" in lost.failure

    def test_may_be_asked_again_once_done(self, ask, carry_out, small_day):
        carry_out()

        assert ask().state == State.WAITING


class TestRunPlanning:
    def test_stores_a_plan_with_a_place_for_every_visit(self, carry_out, small_day, anna, valley):
        run = carry_out()

        assert (run.state, run.failure) == (State.DONE, "")
        assert (run.plan.version, run.plan.because, run.plan.made_by) == (1, Plan.Because.PLANNED, anna)
        assert latest_plan(valley, TODAY) == run.plan
        assert stored_day(run.plan).unplaced == ()

    def test_leaves_a_trail_of_costs(self, carry_out, small_day):
        run = carry_out(seconds=1)

        _seconds, cost, unplaced = run.trail[-1]
        assert cost == sum(run.plan.cost.values())
        assert unplaced == 0

    def test_does_nothing_for_a_run_that_was_given_up(self, ask, small_day, valley):
        run = ask()
        PlanningRun.objects.filter(pk=run.pk).update(state=State.FAILED)

        run_planning.call(run.pk)

        assert latest_plan(valley, TODAY) is None

    def test_does_not_overwrite_a_change_made_meanwhile(self, ask, planned_day, small_day, valley, bruno):
        run = ask()
        actions.set_aside(area=valley, day=TODAY, visit=small_day["claudio"], version=1, by=bruno, at=SEVEN)

        run_planning.call(run.pk)

        run.refresh_from_db()
        assert (run.state, run.plan) == (State.FAILED, None)
        assert "Bruno Jacquin has changed the plan" in run.failure
        assert latest_plan(valley, TODAY).because == Plan.Because.SET_ASIDE

    def test_says_that_it_failed_and_lets_the_worker_know(self, ask, small_day):
        run = ask()
        VisitOrder.objects.filter(visits=small_day["claudio"]).update(minutes=10_000_000)  # nineteen years

        with pytest.raises(InvalidProblem) as logged:
            run_planning.call(run.pk)

        run.refresh_from_db()
        assert run.state == State.FAILED
        assert "The plan before it stands" in run.failure
        assert "Claudio" not in str(logged.value)

    def test_says_which_visits_wait_for_each_other(self, ask, small_day):
        run, claudio, rosina = ask(), small_day["claudio"].order, small_day["rosina"].order
        VisitOrder.objects.filter(pk=claudio.pk).update(follows=rosina)
        VisitOrder.objects.filter(pk=rosina.pk).update(follows=claudio)

        run_planning.call(run.pk)

        run.refresh_from_db()
        assert run.state == State.FAILED
        assert "wait for each other" in run.failure
        assert "Claudio" in run.failure

    def test_leaves_a_visit_off_that_was_set_aside(self, carry_out, planned_day, small_day, valley, anna):
        actions.set_aside(area=valley, day=TODAY, visit=small_day["claudio"], version=1, by=anna, at=SEVEN)

        run = carry_out(keeps_plan=True)

        (missing,) = run.plan.unplaced.order_by("pk")
        assert (missing.visit, missing.reasons[0]["constraint"]) == (small_day["claudio"], "set_aside")

    def test_places_it_again_when_the_day_is_planned_afresh(self, carry_out, planned_day, small_day, valley, anna):
        actions.set_aside(area=valley, day=TODAY, visit=small_day["claudio"], version=1, by=anna, at=SEVEN)

        run = carry_out(keeps_plan=False)

        assert Stop.objects.filter(round__plan=run.plan, visit=small_day["claudio"]).exists()

    def test_plans_around_what_is_pinned(self, carry_out, planned_day, small_day, luc, valley, anna):
        move = {"visit": small_day["claudio"], "member": 0, "to_professional": luc, "start": at(11, 45)}
        actions.move_visit(area=valley, day=TODAY, version=1, by=anna, at=SEVEN, **move)

        run = carry_out()

        stop = Stop.objects.get(round__plan=run.plan, visit=small_day["claudio"])
        assert (stop.round.professional, stop.starts_at, stop.pin) == (luc, at(11, 45), Stop.Pin.TIME)


class TestStopPlanning:
    def test_ends_a_run_that_has_not_begun(self, ask, small_day, anna):
        run = actions.stop_planning(run=ask(), by=anna, at=SEVEN)

        assert (run.state, run.stop_asked_by) == (State.FAILED, anna)

    def test_tells_a_running_search_to_end(self, ask, small_day, anna):
        run = ask()
        PlanningRun.objects.filter(pk=run.pk).update(state=State.RUNNING)
        actions.stop_planning(run=run, by=anna, at=SEVEN)

        assert Diary(run)(Progress(1, 0.1, 500, {}, 0)) is True

    def test_lets_a_search_go_on_otherwise(self, ask, small_day):
        run = ask()
        PlanningRun.objects.filter(pk=run.pk).update(state=State.RUNNING)

        assert Diary(run)(Progress(1, 0.1, 500, {}, 0)) is False

    def test_notes_progress_at_most_twice_a_second(self, ask, small_day):
        run = ask()
        PlanningRun.objects.filter(pk=run.pk).update(state=State.RUNNING)
        diary = Diary(run)

        for tenth in range(10):
            diary(Progress(tenth, tenth / 10, 500 - tenth, {}, 0))

        run.refresh_from_db()
        assert run.trail == [[0.0, 500, 0], [0.5, 495, 0]]


class TestReplanning:
    def test_of_an_unchanged_day_changes_nothing(self, carry_out, planned_day):
        run = carry_out(keeps_plan=True)

        assert run.plan.because == Plan.Because.REPLANNED
        assert actions.changes_between(planned_day, run.plan) == ()

    def test_gives_the_visits_of_a_sick_nurse_to_others(self, carry_out, planned_day, small_day, valentina, luc, anna):
        nurse = Stop.objects.get(round__plan=planned_day, visit=small_day["claudio"]).round.professional
        actions.mark_absent(
            professional=nurse, day=TODAY, from_at=SEVEN, reason=Absence.Reason.SICK, by=anna, at=SEVEN
        )

        run = carry_out(keeps_plan=True)

        told = {change.key: change.kind for change in actions.changes_between(planned_day, run.plan)}
        assert told[str(small_day["claudio"].pk)] == ChangeKind.MOVED_TO_OTHER
        assert not Stop.objects.filter(round__plan=run.plan, round__professional=nurse).exists()

    def test_keeps_what_is_done_and_under_way(self, carry_out, planned_day, small_day, anna):
        nurse = Stop.objects.get(round__plan=planned_day, visit=small_day["claudio"]).round.professional
        record_arrival(visit=small_day["claudio"], professional=nurse, at=at(8, 3))
        record_departure(visit=small_day["claudio"], professional=nurse, at=at(8, 29))
        cancel_visit(visit=small_day["emilio"], reason="resident", by=anna, at=at(8, 30))

        run = carry_out(keeps_plan=True, asked_at=at(8, 30))

        stops = Stop.objects.filter(round__plan=run.plan, visit__isnull=False)
        done = stops.get(visit=small_day["claudio"])
        assert (done.round.professional, done.starts_at, done.ends_at) == (nurse, at(8, 3), at(8, 29))
        assert all(stop.starts_at > at(8, 30) for stop in stops.exclude(pk=done.pk).order_by("pk"))

    def test_lists_an_urgent_and_a_cancelled_visit(self, carry_out, planned_day, small_day, claudio, anna):
        cancel_visit(visit=small_day["emilio"], reason="hospital", by=anna, at=SEVEN)
        urgent = add_urgent_visit(
            resident=claudio,
            kind="catheter",
            minutes=20,
            window=(NINE, at(11)),
            priority=5,
            skills=["catheter"],
            by=anna,
            at=SEVEN,
        )

        run = carry_out(keeps_plan=True)

        told = {change.key: change.kind for change in actions.changes_between(planned_day, run.plan)}
        assert told[str(small_day["emilio"].pk)] == ChangeKind.CANCELLED
        assert told[str(urgent.pk)] == ChangeKind.NEWLY_ADDED

    def test_makes_the_plan_young_again(self, carry_out, planned_day, small_day, valentina, anna):
        cancel_visit(visit=small_day["emilio"], reason="hospital", by=anna, at=SEVEN)
        actions.mark_absent(
            professional=valentina, day=TODAY, from_at=EIGHT, reason=Absence.Reason.FAMILY, by=anna, at=SEVEN
        )
        was = is_old(planned_day, SEVEN)

        run = carry_out(keeps_plan=True)

        assert (was, is_old(run.plan, SEVEN)) == (["visits", "shifts"], [])
