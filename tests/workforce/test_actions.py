from datetime import timedelta

import pytest

from cordata.workforce import actions
from cordata.workforce.models import Absence
from tests.clock import NINE, SEVEN, TODAY, at

TOMORROW = TODAY + timedelta(days=1)


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

    def test_refuses_an_absence_from_the_minute_the_shift_ends(self, sick, make_shift):
        make_shift(sick["professional"])

        with pytest.raises(actions.NotOnShift):
            actions.mark_absent(**{**sick, "from_at": at(14)})

    def test_does_not_take_tomorrow_s_shift_for_today_s(self, sick, make_shift):
        make_shift(sick["professional"], TOMORROW)

        with pytest.raises(actions.NotOnShift):
            actions.mark_absent(**sick)

    def test_does_not_take_a_colleague_s_shift_for_theirs(self, sick, make_shift, valentina):
        make_shift(valentina)

        with pytest.raises(actions.NotOnShift):
            actions.mark_absent(**sick)

    def test_refuses_a_second_absence(self, sick, make_shift):
        make_shift(sick["professional"])
        actions.mark_absent(**sick)

        with pytest.raises(actions.AlreadyAbsent):
            actions.mark_absent(**{**sick, "from_at": SEVEN})

        assert Absence.objects.get().from_at == NINE


class TestWithdrawAbsence:
    def test_gives_the_day_back(self, sick, make_shift):
        make_shift(sick["professional"])
        actions.mark_absent(**sick)

        actions.withdraw_absence(professional=sick["professional"], day=TODAY)

        assert not Absence.objects.exists()

    def test_leaves_the_absences_of_other_days_and_other_people(self, sick, make_shift, valentina):
        for professional in (sick["professional"], valentina):
            for day in (TODAY, TOMORROW):
                make_shift(professional, day)
                actions.mark_absent(**{**sick, "professional": professional, "day": day, "from_at": at(9, day=day)})

        actions.withdraw_absence(professional=sick["professional"], day=TODAY)

        left = Absence.objects.order_by("pk").values_list("professional", "day")
        assert set(left) == {(sick["professional"].pk, TOMORROW), (valentina.pk, TODAY), (valentina.pk, TOMORROW)}

    def test_is_refused_where_there_is_none(self, luc):
        with pytest.raises(actions.NotAbsent):
            actions.withdraw_absence(professional=luc, day=TODAY)
