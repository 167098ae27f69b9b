from __future__ import annotations

import threading

import pytest
from django.db import connection

from cordata.day import actions
from cordata.rounds.actions import Draft, PlanHasMoved, store_plan
from cordata.rounds.models import Plan, Stop
from cordata.rounds.queries import load_day, plan_versions, stored_day
from cordata.rounds.rules.changes import ChangeKind
from cordata.rounds.solve import plan
from tests.clock import SEVEN, TODAY


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
