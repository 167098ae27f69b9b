import pytest
from django.utils.translation import override

from cordata.care.models import VisitWindow
from cordata.day.queries.costs import spell_difference
from cordata.day.queries.faces import Face
from cordata.day.queries.reasons import BROKEN, SENTENCES, say_reason, say_violation
from cordata.ui.ropes import rope
from cordata.workforce.models import Professional
from tests.clock import TODAY, VALLEY, at

LUC = Face(7, "Luc Favre", "Luc F.", "nurse", "nurse", "", rope(0))
EIGHT_TO_NINE = [VisitWindow(opens_at=at(8), closes_at=at(9))]


def said(**blocker: object) -> str:
    told = {"worker": "7", "start": 9 * 3600, "give": None, "skill": None, **blocker}
    with override("en"):
        return say_reason(told, {"7": LUC}, EIGHT_TO_NINE, TODAY, VALLEY)


class TestAReason:
    def test_names_the_skill_that_is_lacking(self):
        assert said(constraint="skill", skill="injection,catheter") == (
            "Luc F. could come at 09:00, but cannot do: injection, catheter care."
        )

    def test_says_when_a_window_would_have_to_open_sooner(self):
        assert said(constraint="window", start=7 * 3600 + 2400) == "Fits with Luc F. if the window opens at 07:40."

    def test_says_how_late_a_visit_would_have_to_start(self):
        assert said(constraint="window", start=9 * 3600 + 1200) == "Fits with Luc F. if it may start as late as 09:20."

    def test_says_how_much_longer_somebody_would_work(self):
        assert (
            said(constraint="shift", give=2580)
            == "Luc F. could come at 09:00 and would work 43 min longer than agreed."
        )

    def test_says_that_no_road_is_open_rather_than_a_thousand_hours(self):
        assert said(constraint="shift", give=20_000_000) == "No open road leads there."

    def test_names_nobody_when_only_several_changes_help(self):
        assert "No single change" in said(constraint="combination", worker=None, start=None)

    def test_is_known_for_every_constraint_of_the_engine(self):
        from cordata_engine.solution import Constraint

        assert {str(one) for one in Constraint} <= {*SENTENCES, "window"}
        assert {str(one) for one in Constraint} <= {*BROKEN, "combination", "worth"}


class TestAViolation:
    @pytest.mark.parametrize("stored", ["skill", {"constraint": "skill", "amount": 1}])
    def test_is_told_the_same_from_its_name_and_from_its_record(self, stored):
        with override("en"):
            assert say_violation(stored) == "the professional lacks a skill this visit needs"


class TestADifferenceInCost:
    def test_is_told_part_by_part_with_its_sign(self):
        with override("en"):
            parts = spell_difference({"travel": 600, "lateness": 2700}, {"travel": 1320, "lateness": 0, "waiting": 5})

        assert [(part.name, part.amount) for part in parts] == [("driving", "+ 12 min"), ("late", "− 15 min")]

    def test_counts_visits_where_time_says_nothing(self):
        with override("en"):
            parts = spell_difference({}, {"change": 1800, "unassigned": 14400})

        assert [(part.name, part.amount) for part in parts] == [("other professional than before", "+ 2 visits")]


class TestAFace:
    def test_is_unlike_the_next_one(self):
        ropes = [rope(position) for position in range(30)]

        assert len(set(ropes)) == 30
        assert Professional.Kind.NURSE.label
