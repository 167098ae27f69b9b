"""A person's page: who may open it, what comes first, what each reader is told of it."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from cordata.accounts.models import AuditEntry, Role
from cordata.care.models import Encounter
from cordata.desk.queries.story import PAGE
from cordata.people.models import (
    Allergy,
    Carer,
    CircleMember,
    Condition,
    ContactPoint,
    Death,
    GeneralPractitioner,
    Identifier,
    OtherName,
    Residence,
    SafetyNote,
)
from tests.clock import EIGHT, SEVEN, TEN, TODAY
from tests.village import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(claudio, valentina, small_day):
    """Claudio, with a carer, health facts, a dog, a circle and a visit made this morning."""
    Carer.objects.create(resident=claudio, name="Ida Blanc", relation="neighbour", phone="0165 3", has_key=True)
    Condition.objects.create(resident=claudio, code="K77")
    Allergy.objects.create(resident=claudio, substance="penicillin", severity="life", reaction="throat swells")
    SafetyNote.objects.create(resident=claudio, kind="animal", text="the dog bites")
    CircleMember.objects.create(resident=claudio, professional=valentina, purpose="care", since_on=TODAY)
    Encounter.objects.create(visit=small_day["claudio"], professional=valentina, arrived_at=SEVEN, left_at=EIGHT)
    return claudio


@pytest.fixture
def read(client, told):
    """Open Claudio's page, or another about him, as somebody; return the answer."""

    def open_page(user, name="person", **asked):
        client.force_login(user)
        return client.get(reverse(name, args=[told.pk]), asked)

    return open_page


@pytest.fixture
def driver(valley, usl, told):
    """Piero, who drives Claudio."""
    user = make_user(valley, usl, Role.Kind.DRIVER, "Piero", "Savin")
    CircleMember.objects.create(resident=told, user=user, purpose="rides", since_on=TODAY)
    return user


PAGES = ["person", "network", "person_sheet"]


class TestWhoOpensIt:
    @pytest.mark.parametrize("where", PAGES)
    def test_the_coordinator_of_the_area(self, read, anna, where):
        assert read(anna, where).status_code == 200

    @pytest.mark.parametrize("where", PAGES)
    def test_a_member_of_the_circle(self, read, valentina, where):
        assert read(valentina.user, where).status_code == 200

    @pytest.mark.parametrize("where", PAGES)
    def test_no_professional_outside_the_circle(self, read, luc, where):
        assert read(luc.user, where).status_code == 404

    @pytest.mark.parametrize("where", PAGES)
    def test_no_coordinator_beyond_the_pass(self, read, camille, where):
        assert read(camille, where).status_code == 404

    @pytest.mark.parametrize("where", PAGES)
    def test_nobody_where_there_is_no_such_person(self, client, anna, where):
        client.force_login(anna)

        assert client.get(reverse(where, args=[10**6])).status_code == 404

    def test_nobody_once_their_role_has_ended(self, read, anna):
        Role.objects.update(ends_on=TODAY - timedelta(days=1))

        assert read(anna).status_code == 404

    def test_those_who_come_to_a_merged_record_at_the_kept_one(self, client, anna, told, rosina, emilio):
        type(emilio).objects.filter(pk=emilio.pk).update(merged_into=rosina)
        type(rosina).objects.filter(pk=rosina.pk).update(merged_into=told)
        client.force_login(anna)

        assert client.get(reverse("person", args=[emilio.pk])).url == reverse("person", args=[told.pk])

    def test_no_stranger_at_the_number_of_a_merged_record(self, client, camille, told, rosina):
        type(rosina).objects.filter(pk=rosina.pk).update(merged_into=told)
        client.force_login(camille)

        assert client.get(reverse("person", args=[rosina.pk])).status_code == 404


class TestWhatItTells:
    def test_the_coordinator_everything(self, read, anna):
        page = read(anna).content.decode()

        assert all(words in page for words in ("Claudio Dayné", "Dégioz", "1540 m", "Ida Blanc", "heart failure"))
        assert all(words in page for words in ("has the key", "Valentina Chabod", "the dog bites"))

    def test_a_danger_to_life_before_a_dog_and_both_before_the_story(self, read, anna):
        page = read(anna).content.decode()

        allergy, dog, story = (page.index(words) for words in ("a danger to life", "the dog bites", "The whole story"))
        assert allergy < dog < story

    def test_a_driver_the_way_in_and_the_dog_but_nothing_of_health(self, read, driver):
        page = read(driver).content.decode()

        assert all(words in page for words in ("Fraz. Dégioz 1", "0165 222222", "the dog bites", "Ida Blanc"))
        assert not [
            words for words in ("heart failure", "penicillin", "dressing", "What they agreed") if words in page
        ]

    @pytest.mark.parametrize("where", ["network", "person_sheet"])
    def test_a_driver_nothing_of_health_elsewhere_either(self, read, driver, where):
        text = read(driver, where, length="full").content.decode()

        assert "Ida Blanc" in text
        assert not [words for words in ("heart failure", "penicillin", "dressing", "Valentina") if words in text]

    def test_that_somebody_has_died_before_anything_else(self, read, anna, told):
        Death.objects.create(resident=told, died_on=date(2026, 11, 20), by=anna, at=EIGHT)

        page = read(anna).content.decode()

        assert page.index("Died on Fri 20 Nov 2026") < page.index("a danger to life")

    def test_namesakes_apart(self, read, anna, told, rosina):
        type(rosina).objects.filter(pk=rosina.pk).update(given_name="Claudio", family_name="Dayné")

        assert "another person of this name in Bruil, Rhêmes-Notre-Dame" in read(anna).content.decode()

    def test_homes_names_numbers_and_doctor(self, read, anna, told, rosina):
        OtherName.objects.create(resident=told, use="usual", given_name="Clòdio")
        Residence.objects.create(resident=told, household=rosina.household, use="winter", first_month=12, last_month=3)
        ContactPoint.objects.create(resident=told, kind="email", value="claudio@cordata.example", for_news=True)
        Identifier.objects.create(resident=told, system="codice_fiscale", value="DYNCLD38C14X999A")
        commune = told.household.commune
        told.practitioner = GeneralPractitioner.objects.create(name="Dott. Grange", phone="0165 9", commune=commune)
        told.save()

        page = read(anna).content.decode()

        assert all(words in page for words in ("Clòdio Dayné", "Bruil", "DYNCLD38C14X999A", "Dott. Grange"))
        assert "claudio@cordata.example" in page

    def test_the_way_to_change_things_to_those_who_may(self, read, anna, driver, told):
        way = reverse("record", args=[told.pk, "home"])

        assert way in read(anna).content.decode()
        assert way not in read(driver).content.decode()

    def test_the_story_a_page_at_a_time(self, read, anna, told, decide):
        for minute in range(PAGE + 1):
            decide(told, "study", decided_at=SEVEN - timedelta(days=2, minutes=minute))

        first = read(anna, about="consent").content.decode()

        assert first.count("agrees to be counted") == PAGE + PAGE + 1
        assert "?about=consent&amp;before=2026-11-24" in first

    @pytest.mark.parametrize("asked", [{"about": "gossip"}, {"before": "yesterday"}, {"skip": "-1"}])
    def test_the_newest_of_everything_where_the_address_makes_no_sense(self, read, anna, asked):
        answer = read(anna, **asked)

        assert answer.status_code == 422
        assert "Valentina Chabod came: dressing" in answer.content.decode()


class TestTheSheet:
    def test_is_one_page_unless_more_is_asked_for(self, read, anna):
        short, full = (read(anna, "person_sheet", length=length).content.decode() for length in ("short", "full"))

        assert "net-house" not in short
        assert "net-house" in full
        assert "heart failure" in short

    def test_is_in_large_print_when_asked(self, read, anna):
        assert "large-print" in read(anna, "person_sheet", large="on").content.decode()

    def test_says_who_printed_it_and_that_the_person_is_made_up(self, read, anna):
        page = read(anna, "person_sheet").content.decode()

        assert "Printed by Anna Perrod, Thu 26 Nov 2026" in page
        assert "This person is made up." in page

    def test_of_an_unknown_length_is_the_short_one(self, read, anna):
        answer = read(anna, "person_sheet", length="endless")

        assert answer.status_code == 422
        assert "net-house" not in answer.content.decode()


class TestTheAudit:
    @pytest.mark.parametrize(("where", "what"), [("person", "read"), ("network", "read"), ("person_sheet", "print")])
    def test_is_told_who_was_shown_and_how(self, read, anna, told, where, what):
        read(anna, where)

        entry = AuditEntry.objects.get(where=where)
        assert (entry.what, [one.person_id for one in entry.persons.order_by("pk")]) == (what, [told.pk])

    def test_is_told_of_housemates_in_the_picture(self, read, anna, told, rosina):
        type(rosina).objects.filter(pk=rosina.pk).update(household=told.household)

        page = read(anna, "network").content.decode()

        assert "Rosina Berard" in page
        assert AuditEntry.objects.get(where="network").persons.count() == 2

    def test_is_not_told_of_housemates_whom_the_reader_does_not_see(self, read, valentina, told, rosina):
        type(rosina).objects.filter(pk=rosina.pk).update(household=told.household)

        assert "Rosina" not in read(valentina.user, "network").content.decode()


class TestARefusal:
    @pytest.mark.parametrize("where", PAGES)
    def test_stands_beside_whom_it_keeps_out(self, read, anna, valentina, told, decide, where):
        before = read(anna, where).content.decode()
        decide(told, "care", decision="refuse", person=valentina.user)

        after = read(anna, where).content.decode()

        assert ("reads nothing" in before, "refused: reads nothing" in after) == (False, True)

    @pytest.mark.parametrize("is_of_one_profession", [True, False])
    def test_may_be_of_a_profession_or_of_everybody(self, read, anna, valentina, told, decide, is_of_one_profession):
        decide(told, "care", decision="refuse", profession=valentina.kind if is_of_one_profession else "")

        assert "refused: reads nothing" in read(anna).content.decode()

    def test_of_somebody_else_marks_nobody(self, read, anna, luc, told, decide):
        decide(told, "care", decision="refuse", person=luc.user)

        assert "reads nothing" not in read(anna).content.decode()


class TestItsCost:
    @pytest.mark.parametrize(("where", "most"), [("person", 45), ("network", 21), ("person_sheet", 25)])
    def test_is_the_same_however_long_the_story(
        self, client, anna, told, decide, where, most, django_assert_max_num_queries
    ):
        for minute in range(PAGE):
            decide(told, "study", decided_at=TEN - timedelta(days=9, minutes=minute))
        client.force_login(anna)
        client.get(reverse("people"))

        with django_assert_max_num_queries(most):
            client.get(reverse(where, args=[told.pk]))


class TestItsSentences:
    def test_have_no_space_before_a_comma(self, read, anna):
        page = read(anna).content.decode()

        told = re.sub(r"<[^>]*>", "", page[page.index("Still to write down:") :])
        assert "," in told
        assert not re.search(r"\s,", told)
