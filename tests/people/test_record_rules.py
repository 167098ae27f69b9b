from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordata.people.rules.dates import Birth, BirthNotUnderstood, BirthOutOfRange, read_birth
from cordata.people.rules.homes import Stay, in_months, stay_on
from cordata.people.rules.merging import GONE, Clash, merge
from cordata.people.rules.names import cleaned, mixes_scripts, sorting_key
from tests.clock import TODAY

RIGHT_TO_LEFT, ZERO_WIDTH, BELL = "\u202e", "\u200b", "\x07"
CYRILLIC_A = "\u0430"


class TestANameCleaned:
    @pytest.mark.parametrize(
        "name", ["D'Hérin", "de La Pierre", "Perron-Cabus", "'l Welsch", "Dall’Ô", "von Gunten", "Müller", "O'Brien"]
    )
    def test_stays_as_people_here_write_it(self, name):
        assert cleaned(name).text == name
        assert not cleaned(name).had_unseen

    def test_is_composed(self):
        assert cleaned("He\u0301rin").text == "Hérin"

    @pytest.mark.parametrize("unseen", [RIGHT_TO_LEFT, ZERO_WIDTH, BELL, "\u2066", "\ufeff", "\u00ad"])
    def test_loses_what_nobody_sees_and_says_so(self, unseen):
        told = cleaned(f"Day{unseen}né")

        assert (told.text, told.had_unseen) == ("Dayné", True)

    def test_has_one_plain_space_for_any(self):
        assert cleaned("  de\u00a0La\tPierre ").text == "de La Pierre"

    @given(st.text())
    def test_is_the_same_cleaned_twice(self, text):
        once = cleaned(text).text

        assert cleaned(once).text == once
        assert not cleaned(once).had_unseen


class TestTwoAlphabets:
    def test_are_noticed_in_one_name(self):
        assert mixes_scripts(f"D{CYRILLIC_A}yné")

    @pytest.mark.parametrize("name", ["Dayné", "Иванов", "Παπάς", "Perron-Cabus", "Łukasz", ""])
    def test_are_not_found_in_names_of_one(self, name):
        assert not mixes_scripts(name)


class TestTheAlphabet:
    def test_counts_a_particle_with_a_capital_and_skips_one_without(self):
        names = ["von Gunten", "D'Hérin", "de La Pierre", "'l Welsch", "De Marchi", "Favre"]

        assert sorted(names, key=lambda name: sorting_key(name, "Ida")) == [
            *("De Marchi", "D'Hérin", "Favre", "von Gunten", "de La Pierre", "'l Welsch")
        ]

    def test_takes_accents_as_plain_letters_and_then_the_given_name(self):
        assert sorting_key("Gérard", "Emilio") < sorting_key("Gerard", "Ida") < sorting_key("Gérard", "Zita")


class TestABirth:
    @pytest.mark.parametrize(
        "typed", ["14/3/1938", "14.03.1938", "14-3-1938", "14 3 1938", "14031938", "1938-03-14", " 14/03/1938 "]
    )
    def test_is_read_day_first_however_it_is_written(self, typed):
        assert read_birth(typed, today=TODAY) == Birth(on=date(1938, 3, 14))

    def test_is_the_year_alone_where_nobody_knows_more(self):
        assert read_birth("1938", today=TODAY) == Birth(year=1938)

    def test_may_be_unknown(self):
        assert read_birth("  ", today=TODAY) == Birth()

    @pytest.mark.parametrize("typed", ["31/2/1938", "14/13/1938", "38", "yesterday", "14/3/38", "3/1938"])
    def test_that_is_no_date_is_refused(self, typed):
        with pytest.raises(BirthNotUnderstood):
            read_birth(typed, today=TODAY)

    @pytest.mark.parametrize("typed", ["27/11/2026", "2027", "1889", "14/3/1793", "0000"])
    def test_that_cannot_be_is_refused(self, typed):
        with pytest.raises(BirthOutOfRange):
            read_birth(typed, today=TODAY)

    @given(st.text(max_size=12))
    def test_is_read_or_refused_by_name_whatever_is_typed(self, typed):
        try:
            birth = read_birth(typed, today=TODAY)
        except (BirthNotUnderstood, BirthOutOfRange):
            return

        assert birth.on is None or birth.on <= TODAY


class TestWhereSomebodyLives:
    def test_is_the_winter_home_in_winter_and_home_otherwise(self):
        stays = [Stay(1, "home"), Stay(2, "winter", months=(11, 3))]

        assert [stay_on(date(2026, month, 15), stays).key for month in (10, 11, 1, 3, 4)] == [1, 2, 2, 2, 1]

    def test_is_the_new_home_from_the_day_of_the_move(self):
        stays = [Stay(1, "home", until=date(2026, 5, 31)), Stay(2, "home", since=date(2026, 6, 1))]

        assert [stay_on(day, stays).key for day in (date(2026, 5, 31), date(2026, 6, 1))] == [1, 2]

    def test_is_the_last_begun_where_nobody_entered_the_end(self):
        stays = [Stay(1, "home"), Stay(2, "home", since=date(2026, 6, 1))]

        assert stay_on(date(2026, 7, 1), stays).key == 2

    def test_is_the_stay_for_a_time_before_any_other(self):
        stays = [Stay(1, "winter", months=(11, 3)), Stay(2, "temporary", date(2026, 11, 1), date(2026, 11, 30))]

        assert stay_on(TODAY, stays).key == 2

    def test_is_not_known_when_no_residence_holds(self):
        assert stay_on(TODAY, [Stay(1, "home", until=date(2020, 1, 1))]) is None

    @given(st.integers(1, 12), st.integers(1, 12))
    def test_months_and_the_others_make_a_year(self, first, last):
        inside = [month for month in range(1, 13) if in_months(month, (first, last))]

        assert len(inside) == (last - first) % 12 + 1


BASE = {"": {"phone": "1", "matters": "the chapel"}, "carers.1": {"name": "Ida", "phone": "2"}}


def changed(**texts: str) -> dict[str, dict[str, str]]:
    return {**BASE, "": {**BASE[""], **texts}}


class TestTwoChangesOfARecord:
    def test_of_different_texts_both_stand(self):
        merged = merge(base=BASE, theirs=changed(phone="9"), mine=changed(matters="the dog"))

        assert merged.rows[""] == {"phone": "9", "matters": "the dog"}
        assert merged.clashes == []

    def test_of_the_same_text_are_asked_about(self):
        merged = merge(base=BASE, theirs=changed(phone="8"), mine=changed(phone="9"))

        assert merged.clashes == [Clash("", "phone", theirs="8", mine="9")]

    def test_that_agree_are_not_asked_about(self):
        assert merge(base=BASE, theirs=changed(phone="9"), mine=changed(phone="9")).clashes == []

    def test_keep_the_rows_that_both_added(self):
        theirs, mine = {**BASE, "carers.2": {"name": "Aldo"}}, {**BASE, "carers.new-0": {"name": "Zita"}}

        assert {"carers.1", "carers.2", "carers.new-0"} <= merge(base=BASE, theirs=theirs, mine=mine).rows.keys()

    def test_leave_a_row_removed_that_the_other_did_not_touch(self):
        without = {"": BASE[""]}

        assert "carers.1" not in merge(base=BASE, theirs=without, mine=BASE).rows
        assert "carers.1" not in merge(base=BASE, theirs=BASE, mine=without).rows

    @pytest.mark.parametrize("is_mine", [True, False])
    def test_ask_about_a_row_that_one_removed_and_the_other_changed(self, is_mine):
        without, other = {"": BASE[""]}, {**BASE, "carers.1": {"name": "Ida", "phone": "7"}}
        theirs, mine = (other, without) if is_mine else (without, other)

        merged = merge(base=BASE, theirs=theirs, mine=mine)

        (clash,) = merged.clashes
        assert (clash.row, clash.field) == ("carers.1", GONE)
        assert (clash.mine == GONE) is is_mine
        assert merged.rows["carers.1"]["phone"] == "7"


ROW = st.dictionaries(st.sampled_from("abc"), st.sampled_from(["", "1", "2", "3"]), min_size=3, max_size=3)
ROWS = st.dictionaries(st.sampled_from(["", "x.1", "x.2"]), ROW)


@given(ROWS, ROWS, ROWS)
def test_no_text_of_either_is_lost_without_being_asked_about(base, theirs, mine):
    merged = merge(base=base, theirs=theirs, mine=mine)

    asked = {(clash.row, clash.field) for clash in merged.clashes}
    for key in theirs.keys() & mine.keys():
        for name in theirs[key]:
            stands, began = merged.rows[key][name], base.get(key, {}).get(name, "")
            kept = {one for one in (theirs[key][name], mine[key][name]) if one != began}
            assert stands in (kept or {began})
            assert len(kept) < 2 or (key, name) in asked


@given(ROWS, ROWS)
def test_a_change_that_meets_none_stands_as_it_is(base, mine):
    merged = merge(base=base, theirs=base, mine=mine)

    assert merged.rows == mine
    assert merged.clashes == []
