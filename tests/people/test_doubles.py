"""The nightly look for two records of one person."""

import pytest

from cordata.people.actions.doubles import look_for_doubles
from cordata.people.actions.keys import refresh_search_words
from cordata.people.models import DoubleCandidate, Resident, SearchWord
from tests.clock import EIGHT, NINE

pytestmark = pytest.mark.django_db


@pytest.fixture
def claude(make_resident) -> Resident:
    """Claudio once more."""
    return make_resident("Claude", "Dayne", "Aosta", "Porossan", (45.75, 7.33))


def listed() -> list[tuple[int, int]]:
    return list(DoubleCandidate.objects.order_by("pk").values_list("first_id", "second_id"))


class TestTheNight:
    def test_lists_two_records_of_one_person_and_nobody_else(self, claudio, claude, rosina, delfina):
        looked = look_for_doubles(at=EIGHT)

        assert (looked.found, looked.new) == (1, 1)
        assert listed() == [(claudio.pk, claude.pk)]

    def test_finds_nothing_new_the_second_time(self, claudio, claude):
        look_for_doubles(at=EIGHT)

        looked = look_for_doubles(at=NINE)

        assert looked.new == 0
        assert DoubleCandidate.objects.get().found_at == EIGHT

    @pytest.mark.parametrize("verdict", ["different", "same"])
    def test_leaves_what_was_decided(self, claudio, claude, verdict):
        look_for_doubles(at=EIGHT)
        DoubleCandidate.objects.update(verdict=verdict)

        look_for_doubles(at=NINE)

        assert DoubleCandidate.objects.get().verdict == verdict

    def test_takes_off_the_list_who_is_no_longer_alike(self, claudio, claude):
        look_for_doubles(at=EIGHT)
        Resident.objects.filter(pk=claude.pk).update(given_name="Irma", family_name="Zen", born_on=None)
        refresh_search_words(claude)

        look_for_doubles(at=NINE)

        assert listed() == []

    def test_scores_again_who_has_become_more_alike(self, claudio, claude):
        look_for_doubles(at=EIGHT)
        DoubleCandidate.objects.update(score=71)

        look_for_doubles(at=NINE)

        assert DoubleCandidate.objects.get().score > 71

    def test_leaves_out_records_that_were_joined(self, claudio, claude):
        Resident.objects.filter(pk=claude.pk).update(merged_into=claudio)

        look_for_doubles(at=EIGHT)

        assert listed() == []

    def test_makes_the_search_words_of_people_who_have_none(self, claudio, claude):
        SearchWord.objects.all().delete()

        assert look_for_doubles(at=EIGHT).found == 1
