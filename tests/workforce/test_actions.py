import pytest

from cordata.workforce import actions
from cordata.workforce.models import Absence
from tests.clock import NINE, SEVEN, TODAY, at


@pytest.fixture
def sick(luc, anna):
    """Luc falls ill at nine."""
    return {"professional": luc, "day": TODAY, "from_at": NINE, "reason": Absence.Reason.SICK, "by": anna, "at": SEVEN}


class TestMarkAbsent:
    def test_keeps_from_when_why_and_who_said_so(self, sick, make_shift, anna):
        make_shift(sick["professional"])

        absence = actions.mark_absent(**sick)

        assert (absence.from_at, absence.reason, absence.by) == (NINE, "sick", anna)

    def test_refuses_somebody_who_does_not_work_that_day(self, sick):
        with pytest.raises(actions.NotOnShift, match="Luc Favre"):
            actions.mark_absent(**sick)

    def test_refuses_an_absence_after_the_shift(self, sick, make_shift):
        make_shift(sick["professional"])

        with pytest.raises(actions.NotOnShift):
            actions.mark_absent(**{**sick, "from_at": at(15)})

    def test_refuses_a_second_absence(self, sick, make_shift):
        make_shift(sick["professional"])
        actions.mark_absent(**sick)

        with pytest.raises(actions.AlreadyAbsent):
            actions.mark_absent(**sick)


class TestWithdrawAbsence:
    def test_gives_the_day_back(self, sick, make_shift):
        make_shift(sick["professional"])
        actions.mark_absent(**sick)

        actions.withdraw_absence(professional=sick["professional"], day=TODAY)

        assert not Absence.objects.exists()

    def test_is_refused_where_there_is_none(self, luc):
        with pytest.raises(actions.NotAbsent):
            actions.withdraw_absence(professional=luc, day=TODAY)
