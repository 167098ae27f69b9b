import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from cordata.accounts.models import Role
from cordata.people.models import CircleMember, Resident
from tests.people.test_record_identifiers import fiscal
from tests.village import make_user

pytestmark = pytest.mark.django_db

IDA = {
    "given_name": "Ida",
    "family_name": "D'Hérin",
    "born": "14/3/1938",
    "place": "Dégioz, Valsavarenche",
    "address": "Fraz. Dégioz 12",
    "phone": "0165 444444",
    "language": "fr",
}


@pytest.fixture
def as_anna(client, anna):
    client.force_login(anna)
    return client


def enter(client, **changed: object):
    """Send a new person."""
    return client.post(reverse("new_person"), {**IDA, **changed})


def ida() -> Resident:
    return Resident.objects.get(given_name="Ida")


class TestANewPerson:
    def test_is_in_the_register_with_seven_answers(self, as_anna, claudio):
        answer = enter(as_anna, place="degioz")

        assert answer.url == reverse("person", args=[ida().pk])
        assert (ida().family_name, ida().household.hamlet.name, ida().language) == ("D'Hérin", "Dégioz", "fr")
        assert ida().household.lat == claudio.household.lat

    def test_lives_where_they_were_entered_from_the_start(self, as_anna, claudio):
        enter(as_anna)

        assert ida().residences.get().household == ida().household

    def test_is_found_by_their_names_at_once(self, as_anna, claudio):
        enter(as_anna)

        assert "D&#x27;Hérin" in as_anna.get(reverse("people"), {"words": "herin"}).content.decode()

    def test_may_bring_their_name_at_birth_and_their_number(self, as_anna, claudio):
        number = fiscal("RSSDIA38C54A326")

        enter(as_anna, maiden_name="Rossi", codice_fiscale=number.lower(), sex="F", lives_alone="True")

        assert ida().other_names.get().family_name == "Rossi"
        assert ida().identifiers.get().value == number
        assert ida().lives_alone is True

    def test_is_warned_about_when_the_number_is_of_somebody_else(self, as_anna, claudio):
        answer = enter(as_anna, codice_fiscale=fiscal("RSSDIA38C54A326"))

        assert "another family name" in " ".join(str(one) for one in get_messages(answer.wsgi_request))

    @pytest.mark.parametrize("name", ["given_name", "family_name", "place", "address", "language"])
    def test_is_not_entered_without_the_first_answers(self, name, as_anna, claudio):
        answer = enter(as_anna, **{name: ""})

        assert answer.status_code == 422
        assert not Resident.objects.filter(given_name="Ida").exists()

    def test_loses_nothing_that_was_typed(self, as_anna, claudio):
        page = enter(as_anna, place="Atlantis", matters="the chapel").content.decode()

        assert 'value="D&#x27;Hérin"' in page
        assert 'value="the chapel"' in page
        assert '<details class="record-more" open>' in page

    def test_is_asked_only_the_number_of_the_country(self, as_anna, claudio):
        page = as_anna.get(reverse("new_person")).content.decode()

        assert 'name="codice_fiscale"' in page
        assert 'name="nir"' not in page


class TestWhoEnters:
    def test_is_the_nurse_who_then_looks_after_them(self, client, valentina, claudio):
        client.force_login(valentina.user)

        answer = enter(client)

        assert answer.status_code == 302
        assert CircleMember.objects.get(resident=ida()).professional == valentina
        assert client.get(answer.url).status_code == 200

    def test_is_the_doctor_who_then_looks_after_them(self, client, valley, usl, claudio):
        client.force_login(make_user(valley, usl, Role.Kind.DOCTOR, "Renzo", "Réan"))

        assert client.get(enter(client).url).status_code == 200

    @pytest.mark.parametrize("kind", ["antenna", "driver", "resident", "evaluator"])
    def test_is_nobody_else(self, kind, client, valley, usl, claudio):
        client.force_login(make_user(valley, usl, kind, "Olga", "Vuillermoz"))

        assert client.get(reverse("new_person")).status_code == 403
        assert enter(client).status_code == 403

    def test_enters_nobody_into_another_area(self, client, camille, claudio):
        client.force_login(camille)

        assert enter(client).status_code in (403, 422)
        assert not Resident.objects.filter(given_name="Ida").exists()

    def test_signs_in_first(self, client, db):
        assert client.get(reverse("new_person")).url.startswith(reverse("sign_in"))


class TestSomebodyWhoIsThereAlready:
    def test_is_shown_and_not_entered_again(self, as_anna, claudio):
        enter(as_anna)

        answer = enter(as_anna, family_name="D'Herin")

        assert answer.status_code == 422
        assert "Already in the register?" in answer.content.decode()
        assert Resident.objects.filter(given_name="Ida").count() == 1

    def test_is_entered_when_somebody_says_that_it_is_another_person(self, as_anna, claudio):
        enter(as_anna)

        enter(as_anna, joins="another", is_another="on")

        assert Resident.objects.filter(given_name="Ida").count() == 2


class TestTheSameAddress:
    def test_asks_whether_they_live_together(self, as_anna, claudio):
        answer = enter(as_anna, address=claudio.household.address)

        assert answer.status_code == 422
        assert "lives with Claudio Dayné" in answer.content.decode()

    def test_joins_the_household_that_was_chosen(self, as_anna, claudio):
        enter(as_anna, address=claudio.household.address, joins=claudio.household_id)

        assert ida().household == claudio.household

    def test_names_nobody_whom_one_does_not_see(self, client, valentina, claudio):
        client.force_login(valentina.user)

        enter(client, address=claudio.household.address)

        assert ida().household != claudio.household

    @pytest.mark.parametrize("joins", ["x", "0", "987654"])
    def test_survives_a_household_that_is_none(self, joins, as_anna, claudio):
        assert enter(as_anna, address=claudio.household.address, joins=joins).status_code == 422


def test_the_day_somebody_entered_is_their_first_in_the_circle(client, valentina, claudio):
    client.force_login(valentina.user)

    enter(client)

    assert CircleMember.objects.get(resident=ida()).since_on == timezone.localdate()
