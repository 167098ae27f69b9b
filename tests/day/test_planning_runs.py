"""Planning runs beside each other: of other days and areas, lost, stopped, begun twice, asked for by nobody."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from cordata.day import actions
from cordata.day.models import SILENT_AT_MOST, WAITS_AT_MOST, PlanningRun
from cordata.day.queries.runs import describe, last_run, running, say_progress
from cordata.day.tasks import Diary, run_planning
from cordata.rounds.models import Plan, Stop
from cordata.rounds.queries import latest_plan
from cordata.rounds.rules.planned import Progress
from tests.clock import EIGHT, SEVEN, TODAY

pytestmark = pytest.mark.django_db
State = PlanningRun.State
TOMORROW = TODAY + timedelta(days=1)
SECOND = timedelta(seconds=1)


@pytest.fixture
def ask(valley, anna):
    """Ask for a plan, of today in Valle d'Aosta and by Anna unless told."""

    def ask(**wishes: object) -> PlanningRun:
        said = {"area": valley, "day": TODAY, "keeps_plan": False, "seconds": 0, "by": anna, "at": SEVEN}
        return actions.request_plan(**{**said, **wishes})

    return ask


def carried_out(run: PlanningRun) -> PlanningRun:
    run_planning.call(run.pk)
    run.refresh_from_db()
    return run


class TestADayBeingPlanned:
    def test_holds_up_neither_another_day_nor_another_area(self, ask, tarentaise):
        ask()

        others = [ask(day=TOMORROW), ask(area=tarentaise)]

        assert [run.state for run in others] == [State.WAITING, State.WAITING]

    def test_cannot_be_planned_twice_at_a_time_whoever_writes_it(self, ask, valley):
        ask()

        with pytest.raises(IntegrityError), transaction.atomic():
            PlanningRun.objects.create(area=valley, day=TODAY, requested_at=SEVEN, state=State.RUNNING)

    def test_is_told_on_its_own_page_alone(self, ask, valley, tarentaise):
        run = ask()

        assert running(valley, TODAY, SEVEN).run_id == run.pk
        assert running(valley, TOMORROW, SEVEN) is None
        assert running(tarentaise, TODAY, SEVEN) is None
        assert (last_run(valley, TODAY), last_run(valley, TOMORROW), last_run(tarentaise, TODAY)) == (run, None, None)


class TestALostRun:
    def test_is_one_that_waited_longer_than_a_busy_queue_takes(self, ask):
        run = ask()

        assert not run.is_lost(SEVEN + WAITS_AT_MOST)
        assert run.is_lost(SEVEN + WAITS_AT_MOST + SECOND)

    def test_is_one_that_fell_silent(self, ask):
        run = ask()
        run.state, run.heard_at = State.RUNNING, EIGHT

        assert not run.is_lost(EIGHT + SILENT_AT_MOST)
        assert run.is_lost(EIGHT + SILENT_AT_MOST + SECOND)

    @pytest.mark.parametrize("state", [State.DONE, State.FAILED])
    def test_is_never_one_that_is_over(self, ask, state):
        run = ask()
        run.state = state

        assert not run.is_lost(SEVEN + timedelta(days=1))

    def test_is_not_shown_as_going_on(self, ask, valley):
        ask()

        assert running(valley, TODAY, SEVEN + WAITS_AT_MOST + SECOND) is None


class TestAWorker:
    def test_takes_up_only_the_run_it_was_handed(self, ask, small_day):
        mine, other = ask(), ask(day=TOMORROW)

        carried_out(mine)

        other.refresh_from_db()
        assert (mine.state, other.state, other.started_at) == (State.DONE, State.WAITING, None)

    def test_does_not_begin_what_another_has_begun(self, ask, small_day, valley):
        run = ask()
        PlanningRun.objects.filter(pk=run.pk).update(state=State.RUNNING)

        carried_out(run)

        assert (run.state, latest_plan(valley, TODAY)) == (State.RUNNING, None)

    def test_ends_only_its_own_run(self, ask, small_day):
        mine, other = ask(), ask(day=TOMORROW)
        PlanningRun.objects.filter(pk=other.pk).update(state=State.RUNNING)

        carried_out(mine)

        other.refresh_from_db()
        assert (other.state, other.plan) == (State.RUNNING, None)

    def test_plans_what_nobody_in_person_asked_for(self, ask, small_day):
        run = carried_out(ask(by=None))

        assert (run.state, run.plan.made_by) == (State.DONE, None)

    def test_speaks_to_whoever_asked_in_their_language(self, ask, planned_day, small_day, anna, bruno, valley):
        anna.language = "it"
        anna.save()
        run = ask()
        actions.set_aside(area=valley, day=TODAY, visit=small_day["claudio"], version=1, by=bruno, at=SEVEN)

        with override("en"):
            carried_out(run)

        assert run.failure
        assert "has changed the plan" not in run.failure

    def test_plans_afresh_where_there_is_nothing_to_keep(self, ask, small_day):
        run = carried_out(ask(keeps_plan=True))

        assert run.plan.because == Plan.Because.PLANNED

    def test_says_that_it_changed_a_plan_only_when_asked_to_keep_one(self, ask, planned_day):
        kept, afresh = carried_out(ask(keeps_plan=True)), carried_out(ask())

        assert [run.plan.because for run in (kept, afresh)] == [Plan.Because.REPLANNED, Plan.Because.PLANNED]
        assert [run.plan.version for run in (kept, afresh)] == [2, 3]

    def test_keeps_a_visit_where_somebody_moved_it_when_asked_to_keep_the_plan(
        self, ask, planned_day, small_day, valley, anna, valentina, luc
    ):
        edit = {"area": valley, "day": TODAY, "visit": small_day["claudio"], "member": 0, "by": anna, "at": SEVEN}
        stop = Stop.objects.select_related("round__professional").get(
            round__plan=planned_day, visit=small_day["claudio"]
        )
        other = luc if stop.round.professional == valentina else valentina
        actions.move_visit(**edit, to_professional=other, version=1)
        actions.unpin_visit(**edit, version=2)

        run = carried_out(ask(keeps_plan=True))

        assert Stop.objects.get(round__plan=run.plan, visit=small_day["claudio"]).round.professional == other


class TestTheDiary:
    def test_is_kept_for_its_own_run(self, ask):
        mine, other = ask(), ask(day=TOMORROW)
        PlanningRun.objects.update(state=State.RUNNING)

        Diary(mine)(Progress(1, 0.1, 500, {}, 2))

        other.refresh_from_db()
        mine.refresh_from_db()
        assert (mine.trail, other.trail) == ([[0.1, 500, 2]], [])
        assert mine.heard_at is not None
        assert other.heard_at is None

    def test_does_not_stop_for_what_was_asked_of_another(self, ask, anna):
        mine, other = ask(), ask(day=TOMORROW)
        PlanningRun.objects.update(state=State.RUNNING)
        actions.stop_planning(run=other, by=anna, at=SEVEN)

        assert Diary(mine)(Progress(1, 0.1, 500, {}, 0)) is False

    def test_stops_when_the_run_was_given_up_for_lost(self, ask):
        run = ask()
        PlanningRun.objects.update(state=State.FAILED)

        assert Diary(run)(Progress(1, 0.1, 500, {}, 0)) is True


class TestStopping:
    def test_twice_keeps_who_asked_first_and_when(self, ask, anna, bruno):
        run = ask()
        PlanningRun.objects.update(state=State.RUNNING)
        actions.stop_planning(run=run, by=anna, at=SEVEN)

        again = actions.stop_planning(run=run, by=bruno, at=EIGHT)

        assert (again.stop_asked_by, again.stop_asked_at) == (anna, SEVEN)
        assert (again.state, again.ended_at) == (State.RUNNING, None)

    def test_of_a_run_that_is_over_leaves_it_as_it_ended(self, ask, small_day, anna):
        run = carried_out(ask())

        stopped = actions.stop_planning(run=run, by=anna, at=EIGHT)

        assert (stopped.state, stopped.failure) == (State.DONE, "")


class TestARunInWords:
    @pytest.mark.parametrize(
        ("trail", "said"),
        [
            ([], "Reading roads and visits"),
            ([[0.1, 900, 0]], "Every visit has a place; looking for shorter ways"),
            ([[0.1, 900, 3], [0.6, 800, 1]], "1 visit not placed yet"),
            ([[0.1, 900, 2]], "2 visits not placed yet"),
        ],
    )
    def test_tells_how_far_it_has_come(self, ask, trail, said):
        run = ask()
        run.trail = trail

        with override("en"):
            assert say_progress(run) == said

    def test_says_that_it_is_stopping(self, ask):
        run = ask()
        run.trail, run.stop_asked_at = [[0.1, 900, 3]], SEVEN

        with override("en"):
            assert say_progress(run) == "Stopping, the best so far is kept"

    @pytest.mark.parametrize(("after", "elapsed"), [(-5, "0.0"), (4, "4.0"), (99, "10.0")])
    def test_counts_the_seconds_from_its_start_to_what_it_was_given(self, ask, after, elapsed):
        run = ask(seconds=10)
        run.started_at = SEVEN

        assert describe(run, SEVEN + after * SECOND).elapsed == elapsed

    def test_has_run_for_no_time_before_it_begins(self, ask):
        assert describe(ask(seconds=10), EIGHT).elapsed == "0.0"

    @pytest.mark.parametrize("state", State)
    def test_is_over_once_done_or_failed(self, ask, state):
        run = ask()
        run.state = state

        assert describe(run, SEVEN).is_over == (state in {State.DONE, State.FAILED})

    def test_names_what_is_done_with_the_plan(self, ask):
        with override("en"):
            labels = [
                describe(ask(keeps_plan=keeps, day=day), SEVEN).label
                for keeps, day in ((True, TODAY), (False, TOMORROW))
            ]

        assert labels == ["Re-planning the day", "Planning the day"]
