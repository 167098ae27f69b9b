"""Finding people: by what one may look, in which order they come, and that nobody else is ever found."""

from datetime import date

import pytest
from django.urls import reverse

from cordata.accounts.models import AuditEntry
from cordata.people.actions.keys import fill_search_words, refresh_search_words
from cordata.people.models import (
    CircleMember,
    Departure,
    GeneralPractitioner,
    Identifier,
    OtherName,
    Resident,
    SearchWord,
)
from cordata.people.queries import PAGE, find_people, search
from cordata.people.queries.search import COUNTED, EVERYBODY, Filters
from tests.clock import EIGHT, TODAY

pytestmark = pytest.mark.django_db


def names(user, words: str, filters: Filters = EVERYBODY, page: int = 1) -> list[str]:
    return [row.name for row in find_people(user, words, TODAY, filters, page).rows]


class TestFindingByWords:
    @pytest.mark.parametrize(
        "words",
        [
            "dayne",
            "DAY",
            "clau day",
            "Dayné Claudio",
            "valsav",
            "degioz claudio",
            "14.3.1938 dayne",
            "0165 222222 dayne",
        ],
    )
    def test_finds_by_names_places_births_and_telephones_in_any_order(self, anna, claudio, rosina, words):
        assert names(anna, words) == ["Claudio Dayné"]

    def test_finds_by_another_name_and_by_the_beginning_of_an_identifier(self, anna, claudio, rosina):
        OtherName.objects.create(resident=claudio, use="usual", given_name="Diego")
        Identifier.objects.create(resident=claudio, system="codice_fiscale", value="DYNCLD38C14A326X")
        refresh_search_words(claudio)

        assert names(anna, "diego") == names(anna, "dyncld38c") == ["Claudio Dayné"]

    def test_finds_by_the_sound_where_nobody_is_written_so(self, anna, claudio, rosina):
        found = find_people(anna, "Klaudio Deinè", TODAY)

        assert ([row.name for row in found.rows], found.alike) == (["Claudio Dayné"], True)

    def test_wants_every_word_to_fit(self, anna, claudio, rosina):
        assert names(anna, "claudio berard") == []

    def test_tells_first_who_bears_the_word_just_so_then_who_begins_so_then_who_lives_there(self, anna, make_resident):
        for given, family, commune in (
            ("Ada", "Zen", "Cogne"),
            ("Bice", "Cognein", "Aosta"),
            ("Ugo", "Cogne", "Aosta"),
        ):
            make_resident(given, family, commune, "Chef-lieu", (45.6, 7.35))

        assert names(anna, "cogne") == ["Ugo Cogne", "Bice Cognein", "Ada Zen"]

    def test_follows_a_name_that_was_changed(self, anna, claudio):
        Resident.objects.filter(pk=claudio.pk).update(family_name="Perruchon")
        refresh_search_words(claudio)

        assert (names(anna, "perruchon"), names(anna, "dayne")) == (["Claudio Perruchon"], [])

    def test_tells_very_many_by_pages_until_it_says_to_ask_for_fewer(self, anna, claudio):
        Resident.objects.bulk_create(
            Resident(
                external_id=f"r{number}",
                given_name="Maria",
                family_name=f"Favre{number:04}",
                language="it",
                household=claudio.household,
            )
            for number in range(COUNTED + 1)
        )
        fill_search_words()

        found = find_people(anna, "maria", TODAY, page=2)

        assert (len(found.rows), found.rows[0].name) == (PAGE, f"Maria Favre{PAGE:04}")
        assert (found.is_counted, found.has_next) == (False, True)

    def test_finds_the_same_of_a_word_that_very_many_have(self, anna, claudio, rosina, delfina, monkeypatch):
        monkeypatch.setattr(search, "DENSE", 1)

        assert names(anna, "1938") == ["Rosina Berard", "Delfina Buillet", "Claudio Dayné"]


class TestFindingNeverGoesBeyondSight:
    def test_by_name_sound_number_or_place(self, camille, valentina, claudio):
        Identifier.objects.create(resident=claudio, system="codice_fiscale", value="DYNCLD38C14A326X")
        refresh_search_words(claudio)

        for words in ("", "claudio", "klaudio", "dyncld", "0165 222222", "14.3.1938", "valsavarenche"):
            assert names(camille, words) == names(valentina.user, words) == []

    def test_for_a_nurse_it_ends_with_her_circle(self, valentina, claudio, rosina):
        CircleMember.objects.create(resident=claudio, professional=valentina, purpose="care", since_on=TODAY)

        assert names(valentina.user, "1938") == ["Claudio Dayné"]
        assert names(valentina.user, "degioz") == ["Claudio Dayné"]


class TestFilters:
    def test_keep_who_lives_in_a_commune(self, anna, claudio, rosina):
        assert names(anna, "", Filters(commune=claudio.household.commune_id)) == ["Claudio Dayné"]

    def test_keep_who_lives_alone(self, anna, claudio, rosina):
        Resident.objects.filter(pk=rosina.pk).update(lives_alone=True)

        assert names(anna, "", Filters(alone=True)) == ["Rosina Berard"]

    def test_keep_who_has_nobody_in_their_circle_or_no_doctor(self, anna, valentina, claudio, rosina):
        CircleMember.objects.create(resident=claudio, professional=valentina, purpose="care", since_on=TODAY)
        doctor = GeneralPractitioner.objects.create(name="Dr Bo", commune=rosina.household.commune)
        Resident.objects.filter(pk=rosina.pk).update(practitioner=doctor)

        assert names(anna, "", Filters(without="circle")) == ["Rosina Berard"]
        assert names(anna, "", Filters(without="practitioner")) == ["Claudio Dayné"]

    def test_keep_who_has_turned_an_age_by_today(self, anna, claudio, rosina, delfina):
        Resident.objects.filter(pk=rosina.pk).update(born_on=date(TODAY.year - 90, TODAY.month, TODAY.day))
        Resident.objects.filter(pk=delfina.pk).update(born_on=None, born_in_year=1930)

        assert names(anna, "", Filters(turned=90)) == ["Rosina Berard", "Delfina Buillet"]

    def test_leave_out_who_moved_away_unless_asked(self, anna, claudio, rosina):
        Departure.objects.create(resident=rosina, left_on=TODAY, by=anna, at=EIGHT)

        assert names(anna, "", Filters()) == ["Claudio Dayné"]
        assert names(anna, "", Filters(gone=True)) == ["Rosina Berard", "Claudio Dayné"]


class TestTheScreen:
    @pytest.mark.parametrize("wrong", [{"turned": "-3"}, {"page": "0"}, {"without": "shoes"}, {"place": "999999"}])
    def test_refuses_a_filter_that_cannot_be(self, client, anna, claudio, wrong):
        client.force_login(anna)

        answer = client.get(reverse("people"), wrong)

        assert answer.status_code == 422
        assert "Claudio" not in answer.content.decode()

    def test_tells_the_audit_of_a_search_whom_it_showed_and_no_words(self, client, anna, claudio, rosina):
        client.force_login(anna)

        client.get(reverse("people"), {"words": "clau"})

        entry = AuditEntry.objects.latest("pk")
        assert (entry.what, [one.person_id for one in entry.persons.order_by("pk")]) == ("search", [claudio.pk])
        assert "clau" not in entry.search

    def test_names_the_first_while_somebody_types_in_the_top_bar(self, client, anna, claudio, rosina):
        client.force_login(anna)

        one_letter = client.get(reverse("people_found"), {"words": "c"}).content.decode()
        three = client.get(reverse("people_found"), {"words": "clau"}).content.decode()

        assert (one_letter, "Claudio Dayné" in three, "Rosina" in three) == ("", True, False)

    def test_offers_the_search_on_every_page(self, client, anna):
        client.force_login(anna)

        assert 'id="quick-words"' in client.get(reverse("morning")).content.decode()


class TestSearchWords:
    def test_are_made_for_whoever_has_none_and_left_alone_otherwise(self, claudio, rosina):
        SearchWord.objects.filter(resident=rosina).delete()
        before = list(SearchWord.objects.filter(resident=claudio).order_by("pk").values_list("pk", flat=True))

        made = fill_search_words()

        assert made == 1
        assert SearchWord.objects.filter(resident=rosina, word="berard").exists()
        assert before == list(SearchWord.objects.filter(resident=claudio).order_by("pk").values_list("pk", flat=True))

    def test_are_the_same_however_often_they_are_made(self, claudio):
        before = set(SearchWord.objects.order_by("pk").values_list("kind", "word"))

        refresh_search_words([claudio, claudio.pk])

        assert set(SearchWord.objects.order_by("pk").values_list("kind", "word")) == before

    def test_go_with_a_record_that_is_joined_to_another(self, claudio, rosina):
        Resident.objects.filter(pk=rosina.pk).update(merged_into=claudio)

        refresh_search_words(rosina)

        assert not SearchWord.objects.filter(resident=rosina).exists()
