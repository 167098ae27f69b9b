from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection

from cordata.care.actions import make_visits
from cordata.day import actions
from cordata.rounds.actions import Draft, PlanHasMoved, store_plan
from cordata.rounds.models import Plan, Stop
from cordata.rounds.queries import load_day, pins_of, plan_versions, stored_day
from cordata.rounds.rules.changes import ChangeKind
from cordata.rounds.rules.planned import Broken, PlannedDay
from cordata.rounds.solve import lay_out, plan
from tests.clock import SEVEN, TODAY, at


@pytest.fixture
def draft(valley, small_day) -> Draft:
    loaded = load_day(valley, TODAY, SEVEN)
    return Draft(plan(loaded.afresh, steps=200), loaded.inputs, Plan.Because.PLANNED)


class TestStorePlan:
    def test_stores_what_was_planned(self, valley, anna, draft):
        stored = store_plan(area=valley, day=TODAY, draft=draft, version=0, by=anna, at=SEVEN)

        back = stored_day(stored)
        assert (back.rounds, back.unplaced, back.cost) == (
            tuple(sorted(draft.planned.rounds, key=lambda one: int(one.worker))),
            draft.planned.unplaced,
            draft.planned.cost,
        )

    def test_numbers_the_versions_and_says_on_which_they_stand(self, valley, anna, draft):
        first = store_plan(area=valley, day=TODAY, draft=draft, version=0, by=anna, at=SEVEN)
        second = store_plan(area=valley, day=TODAY, draft=draft, version=1, by=anna, at=SEVEN)

        assert (first.version, second.version, second.based_on) == (1, 2, first)

    def test_tells_an_editor_of_an_old_version_what_has_changed(self, valley, anna, bruno, draft):
        store_plan(area=valley, day=TODAY, draft=draft, version=0, by=anna, at=SEVEN)

        with pytest.raises(PlanHasMoved) as refused:
            store_plan(area=valley, day=TODAY, draft=draft, version=0, by=bruno, at=SEVEN)

        assert (refused.value.by, refused.value.found) == (anna, 1)
        assert {change.kind for change in refused.value.changes} == {ChangeKind.NEWLY_ADDED}

    def test_makes_as_many_queries_for_any_number_of_stops(self, valley, anna, draft, django_assert_max_num_queries):
        with django_assert_max_num_queries(14):
            store_plan(area=valley, day=TODAY, draft=draft, version=0, by=anna, at=SEVEN)

    def test_stores_the_reasons_of_what_has_no_place(self, valley, small_day, luc, valentina, plan_today):
        for professional in (luc, valentina):
            professional.skills.remove("injection")

        stored = stored_day(plan_today())

        (rosina,) = stored.unplaced
        assert rosina.key == str(small_day["rosina"].pk)
        assert ("skill", "injection") in {(one.constraint, one.skill) for one in rosina.blockers}

    def test_says_who_was_faster_or_that_it_was_the_planner(self, valley, anna, draft):
        store_plan(area=valley, day=TODAY, draft=draft, version=0, by=None, at=SEVEN)
        with pytest.raises(PlanHasMoved, match=r"^the planner has changed"):
            store_plan(area=valley, day=TODAY, draft=draft, version=0, by=anna, at=SEVEN)

        store_plan(area=valley, day=TODAY, draft=draft, version=1, by=anna, at=SEVEN)

        with pytest.raises(PlanHasMoved, match=r"^Anna Perrod has changed"):
            store_plan(area=valley, day=TODAY, draft=draft, version=1, by=None, at=SEVEN)

    def test_stores_nothing_of_a_plan_that_came_too_late(self, valley, anna, draft):
        first = store_plan(area=valley, day=TODAY, draft=draft, version=0, by=anna, at=SEVEN)

        with pytest.raises(PlanHasMoved):
            store_plan(area=valley, day=TODAY, draft=draft, version=0, by=anna, at=SEVEN)

        assert list(Plan.objects.order_by("pk")) == [first]
        assert not Stop.objects.exclude(round__plan=first).exists()

    def test_numbers_each_valley_and_each_day_for_itself(self, valley, tarentaise, anna, draft):
        nothing = Draft(PlannedDay((), (), {}), draft.inputs, Plan.Because.PLANNED)
        store_plan(area=valley, day=TODAY, draft=draft, version=0, by=anna, at=SEVEN)

        elsewhere = store_plan(area=tarentaise, day=TODAY, draft=nothing, version=0, by=anna, at=SEVEN)
        tomorrow = store_plan(area=valley, day=TODAY + timedelta(days=1), draft=nothing, version=0, by=anna, at=SEVEN)

        assert (elsewhere.version, tomorrow.version, elsewhere.based_on, tomorrow.based_on) == (1, 1, None, None)

    def test_keeps_a_pin_with_the_person_it_was_given_to(self, valley, small_day, anna, draft):
        pins = {(str(small_day["delfina"].pk), 1): Stop.Pin.TIME}

        stored = store_plan(area=valley, day=TODAY, draft=replace(draft, pins=pins), version=0, by=anna, at=SEVEN)

        assert pins_of(stored) == pins

    def test_keeps_what_a_hand_made_round_breaks(self, valley, small_day, anna, draft, aida):
        loaded = load_day(valley, TODAY, SEVEN)
        by_hand = lay_out(loaded.problem, {str(aida.pk): ((str(small_day["claudio"].pk), 0),)})

        stored = store_plan(
            area=valley, day=TODAY, draft=replace(draft, planned=by_hand), version=0, by=anna, at=SEVEN
        )

        (stop,) = [stop for one in stored_day(stored).rounds for stop in one.stops]
        assert stop.violations == (Broken("skill", 1),)

    def test_stores_the_instants_of_the_day_the_clock_goes_back(
        self, valley, anna, luc, claudio, make_shift, make_order
    ):
        autumn = date(2026, 10, 25)
        make_shift(luc, autumn)
        make_order(claudio, starts_on=autumn, between=(9, 10))
        make_visits(area=valley, day=autumn)
        loaded = load_day(valley, autumn, SEVEN)
        made = Draft(plan(loaded.afresh, steps=50), loaded.inputs, Plan.Because.PLANNED)

        stored = store_plan(area=valley, day=autumn, draft=made, version=0, by=anna, at=SEVEN)

        (stop,) = Stop.objects.filter(round__plan=stored).order_by("pk")
        assert at(9, day=autumn) <= stop.starts_at <= at(10, day=autumn)


COORDINATORS = 10


@pytest.mark.django_db(transaction=True)
class TestTenCoordinators:
    """Ten people change one day at the same moment, each from the plan they have on screen."""

    def everybody(self, work):
        """Run `work(number)` in ten threads at once; return what each made of it."""
        outcomes: list[object] = [None] * COORDINATORS
        gate = threading.Barrier(COORDINATORS)

        def one(number):
            gate.wait()
            try:
                outcomes[number] = work(number)
            except (PlanHasMoved, actions.AlreadyPlanning) as refusal:
                outcomes[number] = refusal
            finally:
                connection.close()

        threads = [threading.Thread(target=one, args=(number,)) for number in range(COORDINATORS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return outcomes

    def test_of_whom_one_is_heard_and_nine_are_told(self, valley, anna, small_day, plan_today):
        plan_today()
        claudio = small_day["claudio"]

        def pin(_number):
            wishes = {"member": 0, "with_time": False, "version": 1, "by": anna, "at": SEVEN}
            return actions.pin_visit(area=valley, day=TODAY, visit=claudio, **wishes)

        outcomes = self.everybody(pin)

        assert sum(isinstance(one, Plan) for one in outcomes) == 1
        assert sum(isinstance(one, PlanHasMoved) for one in outcomes) == COORDINATORS - 1
        assert plan_versions(valley, TODAY).count() == 2

    def test_who_try_again_are_all_heard(self, valley, anna, small_day, plan_today):
        plan_today()
        visits = list(small_day.values())

        def pin_until_heard(number):
            version = 1
            while True:
                wishes = {"member": 0, "with_time": bool(number % 2), "version": version, "by": anna, "at": SEVEN}
                try:
                    return actions.pin_visit(area=valley, day=TODAY, visit=visits[number % 4], **wishes)
                except PlanHasMoved as moved:
                    version = moved.found

        outcomes = self.everybody(pin_until_heard)

        assert sorted(one.version for one in outcomes) == list(range(2, COORDINATORS + 2))
        latest = plan_versions(valley, TODAY).first()
        assert Stop.objects.filter(round__plan=latest, member=0).exclude(pin="").count() == 4

    def test_start_one_planning_between_them(self, valley, anna, small_day):
        def ask(_number):
            return actions.request_plan(area=valley, day=TODAY, keeps_plan=False, seconds=1, by=anna, at=SEVEN)

        outcomes = self.everybody(ask)

        assert sum(isinstance(one, actions.AlreadyPlanning) for one in outcomes) == COORDINATORS - 1
