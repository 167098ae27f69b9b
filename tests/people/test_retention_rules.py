"""How long a record is kept, at the day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordata.people.rules.retention import LEGAL, Binding, Facts, Held, is_over, kept_until, schedule, years_after

RULES = schedule({})
FR_CARE, FR_KNOWN = RULES["FR", Held.CARE], RULES["FR", Held.KNOWN]
IT_CARE = RULES["IT", Held.CARE]
LAST = date(2006, 11, 26)
DAYS = st.dates(date(1950, 1, 1), date(2060, 12, 31))


def french(**facts: object) -> date:
    return kept_until(FR_CARE, Facts("FR", Held.CARE, LAST, **facts))


class TestTheFrenchRecordOfCare:
    def test_is_kept_twenty_years_after_the_last_contact(self):
        assert french() == date(2026, 11, 26)

    def test_is_kept_until_the_twenty_eighth_birthday_of_whoever_was_a_child(self):
        assert french(born_on=date(2005, 3, 14)) == date(2033, 3, 14)

    def test_is_kept_ten_years_after_a_death_within_ten_years(self):
        assert french(died_on=date(2010, 2, 1)) == date(2020, 2, 1)

    def test_is_kept_twenty_years_where_the_death_came_on_the_day_ten_years_later(self):
        assert french(died_on=date(2016, 11, 26)) == date(2026, 11, 26)

    def test_is_kept_ten_years_after_a_death_on_the_day_before(self):
        assert french(died_on=date(2016, 11, 25)) == date(2026, 11, 25)

    def test_of_a_child_who_died_does_not_wait_for_a_birthday(self):
        assert french(born_on=date(2005, 3, 14), died_on=date(2008, 1, 1)) == date(2018, 1, 1)


class TestTheItalianRecordOfCare:
    def test_is_kept_ten_years_after_the_last_contact_whatever_the_age(self):
        facts = Facts("IT", Held.CARE, LAST, born_on=date(2005, 3, 14), died_on=date(2007, 1, 1))

        assert kept_until(IT_CARE, facts) == date(2016, 11, 26)


class TestTheDayItEnds:
    def test_is_still_a_day_on_which_the_record_is_kept(self):
        assert [is_over(date(2026, 11, 26), date(2026, 11, day)) for day in (25, 26, 27)] == [False, False, True]

    def test_of_a_leap_day_is_the_first_of_march(self):
        assert years_after(date(2024, 2, 29), 1) == date(2025, 3, 1)
        assert years_after(date(2024, 2, 29), 4) == date(2028, 2, 29)

    @given(DAYS, st.integers(1, 30))
    def test_never_comes_before_the_whole_years_are_over(self, day, years):
        assert years_after(day, years) - day >= timedelta(days=365 * years)

    @given(DAYS, DAYS)
    def test_comes_no_earlier_for_whoever_was_seen_later(self, one, other):
        first, second = sorted((one, other))

        ends = [kept_until(FR_KNOWN, Facts("FR", Held.KNOWN, day)) for day in (first, second)]

        assert ends == sorted(ends)


class TestWhatAnInstallationSets:
    def test_is_the_term_where_no_law_says_one(self):
        assert schedule({"it-care": "15"})["IT", Held.CARE].years == 15

    def test_may_lengthen_what_a_law_asks(self):
        assert schedule({"fr-care": "30"})["FR", Held.CARE].years == 30

    @pytest.mark.parametrize(
        ("set_", "said"),
        [({"fr-care": "19"}, "20 years or more"), ({"it-care": "0"}, "1 years or more"), ({"ad-care": "5"}, "one of")],
    )
    def test_may_not_shorten_it_nor_name_a_rule_there_is_not(self, set_, said):
        with pytest.raises(ValueError, match=said):
            schedule(set_)

    def test_leaves_the_source_beside_the_term(self):
        assert schedule({"it-care": "15"})["IT", Held.CARE].source == IT_CARE.source


def test_only_the_french_record_of_care_is_bound_by_a_law():
    assert [rule.code for rule in LEGAL if rule.binding is Binding.LAW] == ["fr-care"]
