import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from cordata.accounts.models import Role
from cordata.people.models import (
    CircleMember,
    ContactPoint,
    GeneralPractitioner,
    Identifier,
    OtherName,
    Revision,
    SafetyNote,
)
from cordata.people.queries.sections import SECTIONS
from tests.people.records import address, agreed_by_family, row, save, sent
from tests.village import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_anna(client, anna):
    client.force_login(anna)
    return client


def told(answer) -> str:
    """Return what the next page would say was done."""
    return " ".join(str(one) for one in get_messages(answer.wsgi_request))


class TestASection:
    @pytest.mark.parametrize("section", SECTIONS)
    def test_opens_for_the_coordinator(self, section, as_anna, claudio):
        page = as_anna.get(address(claudio, section)).content.decode()

        assert str(SECTIONS[section].title) in page

    @pytest.mark.parametrize("section", SECTIONS)
    def test_sent_back_untouched_changes_nothing(self, section, as_anna, claudio):
        rows = [row(claudio, section)] if section == "home" else []
        born = {"born": "14/3/1938"} if section == "birth" else {}

        answer = save(as_anna, claudio, section, *rows, **born)

        assert answer.url == reverse("person", args=[claudio.pk])
        assert "Nothing was changed." in told(answer)
        assert (claudio.version, Revision.objects.count()) == (1, 0)

    def test_is_not_there_for_a_stranger(self, client, camille, claudio):
        client.force_login(camille)

        assert client.get(address(claudio, "names")).status_code == 404
        assert save(client, claudio, "contacts", phone="1").status_code == 404
        assert claudio.phone == "0165 222222"

    @pytest.mark.parametrize("kind", [Role.Kind.ANTENNA, Role.Kind.DRIVER])
    def test_is_not_for_those_who_see_the_practical_side(self, kind, client, valley, usl, claudio):
        olga = make_user(valley, usl, kind, "Olga", "Vuillermoz")
        CircleMember.objects.create(resident=claudio, user=olga, purpose="watch", since_on=timezone.localdate())
        client.force_login(olga)

        assert client.get(address(claudio, "contacts")).status_code == 403
        assert save(client, claudio, "contacts", phone="1").status_code == 403
        assert claudio.phone == "0165 222222"

    def test_is_for_the_nurse_in_the_circle(self, client, valentina_cares, claudio):
        client.force_login(valentina_cares)

        save(client, claudio, "contacts", phone="0165 333333")

        assert claudio.phone == "0165 333333"

    def test_that_does_not_exist_is_not_found(self, as_anna, claudio):
        assert as_anna.get(reverse("record", args=[claudio.pk, "horoscope"])).status_code == 404

    def test_of_nobody_is_not_found(self, as_anna):
        assert as_anna.get(reverse("record", args=[987654, "names"])).status_code == 404

    def test_of_oneself_is_what_one_may_correct(self, client, valley, usl, claudio):
        claudio.user = make_user(valley, usl, Role.Kind.RESIDENT, "Claudio", "Dayné")
        claudio.save()
        client.force_login(claudio.user)

        answers = {section: client.get(address(claudio, section)).status_code for section in SECTIONS}

        assert {section for section, status in answers.items() if status == 200} == {
            *("contacts", "languages", "wishes")
        }
        assert set(answers.values()) == {200, 403}

    def test_of_a_carer_is_nothing_they_change(self, client, valley, usl, claudio, anna):
        mara = make_user(valley, usl, Role.Kind.RESIDENT, "Mara", "Dayné")
        agreed_by_family(claudio, mara)
        client.force_login(mara)

        assert client.get(address(claudio, "contacts")).status_code == 403

    def test_costs_the_same_queries_for_one_row_as_for_four(self, as_anna, claudio, django_assert_max_num_queries):
        for number in range(4):
            ContactPoint.objects.create(resident=claudio, kind="phone", value=f"0165 {number}")

        with django_assert_max_num_queries(20):
            as_anna.get(address(claudio, "contacts"))


class TestSaving:
    def test_stores_the_history_under_a_new_version(self, as_anna, anna, claudio):
        save(as_anna, claudio, "contacts", phone="0165 333333")

        line = Revision.objects.get()
        assert (claudio.phone, claudio.version) == ("0165 333333", 2)
        assert (line.field, line.before, line.after) == ("phone", "0165 222222", "0165 333333")
        assert (line.by, line.version) == (anna, 2)

    def test_keeps_what_was_typed_when_something_is_refused(self, as_anna, claudio):
        answer = save(as_anna, claudio, "names", given_name="", family_name="D'Hérin")

        page = answer.content.decode()
        assert answer.status_code == 422
        assert 'value="D&#x27;Hérin"' in page
        assert "One thing needs another look" in page
        assert claudio.family_name == "Dayné"

    def test_takes_out_what_cannot_be_seen_and_says_so(self, as_anna, claudio):
        answer = save(as_anna, claudio, "names", given_name="Claudio", family_name="Day\u202ené")

        assert claudio.family_name == "Dayné"
        assert "cannot be seen" in told(answer)

    def test_refuses_a_name_of_nothing_but_what_cannot_be_seen(self, as_anna, claudio):
        assert save(as_anna, claudio, "names", family_name="\u200b\u200b").status_code == 422

    def test_warns_of_letters_of_two_alphabets(self, as_anna, claudio):
        answer = save(as_anna, claudio, "names", family_name="D\u0430yné")

        assert "two alphabets" in told(answer)

    @pytest.mark.parametrize("typed", ["a\0b", "x" * 500, "=1+1", "<script>alert(1)</script>", "😀"])
    def test_survives_whatever_is_typed(self, typed, as_anna, claudio):
        assert save(as_anna, claudio, "wishes", matters=typed).status_code in (302, 422)

    @pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "9" * 5000])
    def test_survives_a_version_that_is_none(self, version, as_anna, claudio):
        assert save(as_anna, claudio, "wishes", matters="the dog", version=version).status_code == 302

    def test_survives_a_form_without_its_counts(self, as_anna, claudio):
        answer = as_anna.post(address(claudio, "contacts"), {"version": 1, "phone": "1"})

        assert answer.status_code == 422

    def test_reads_a_birth_as_a_year(self, as_anna, claudio):
        save(as_anna, claudio, "birth", born="1938")

        assert (claudio.born_on, claudio.born_in_year) == (None, 1938)
        assert {one.field for one in Revision.objects.order_by("pk")} == {"born_on", "born_in_year"}

    @pytest.mark.parametrize("typed", ["31/2/1938", "soon", "1/1/2199"])
    def test_refuses_a_birth_that_cannot_be(self, typed, as_anna, claudio):
        assert save(as_anna, claudio, "birth", born=typed).status_code == 422

    def test_keeps_languages_as_a_list(self, as_anna, claudio):
        save(as_anna, claudio, "languages", languages=["fr", "frp"])

        assert claudio.languages == ["fr", "frp"]

    def test_names_the_family_doctor(self, as_anna, claudio):
        doctor = GeneralPractitioner.objects.create(name="Dr Réan", commune=claudio.household.commune)

        save(as_anna, claudio, "doctor", practitioner=doctor.pk)

        assert claudio.practitioner == doctor

    def test_adds_a_doctor_who_is_not_on_the_list(self, as_anna, claudio):
        save(as_anna, claudio, "doctor", new_name="Dr Réan", new_phone="0165 1", new_place="Valsavarenche")

        assert (claudio.practitioner.name, claudio.practitioner.phone) == ("Dr Réan", "0165 1")


class TestRows:
    def test_are_added_with_a_line_of_history(self, as_anna, claudio):
        save(as_anna, claudio, "names", {"use": "maiden", "family_name": "D'Hérin"})

        name = OtherName.objects.get(resident=claudio)
        assert (name.use, name.family_name) == ("maiden", "D'Hérin")
        assert [one.field for one in Revision.objects.order_by("pk")] == [f"other_names.{name.pk}"]

    def test_are_changed_text_by_text(self, as_anna, claudio):
        contact = ContactPoint.objects.create(resident=claudio, kind="mobile", value="333 1", note="evenings")

        save(as_anna, claudio, "contacts", row(claudio, "contacts", value="333 2"))

        contact.refresh_from_db()
        line = Revision.objects.get()
        assert (contact.value, contact.note) == ("333 2", "evenings")
        assert (line.field, line.before, line.after) == (f"contact_points.{contact.pk}.value", "333 1", "333 2")

    def test_are_removed_by_a_tick(self, as_anna, claudio):
        ContactPoint.objects.create(resident=claudio, kind="mobile", value="333 1")

        save(as_anna, claudio, "contacts", row(claudio, "contacts", DELETE="on"))

        assert not claudio.contact_points.exists()
        assert "333 1" in Revision.objects.get().before

    def test_left_empty_are_not_stored(self, as_anna, claudio):
        save(as_anna, claudio, "contacts", {"kind": "", "value": "", "for_visits": "on", "for_urgent": "on"})

        assert not claudio.contact_points.exists()

    def test_grow_by_one_without_a_script_and_lose_nothing(self, as_anna, claudio):
        data = sent(claudio, "contacts", {"kind": "mobile", "value": "333 1"}, phone="")

        page = as_anna.post(address(claudio, "contacts"), {**data, "add": "contact_points"}).content.decode()

        assert 'name="contact_points-1-value"' in page
        assert 'value="333 1"' in page
        assert "another look" not in page
        assert not claudio.contact_points.exists()

    def test_of_a_kind_that_does_not_exist_are_not_added(self, as_anna, claudio):
        assert as_anna.post(address(claudio, "names"), {**sent(claudio, "names"), "add": "x"}).status_code == 200

    def test_do_not_become_countless(self, as_anna, claudio):
        data = {**sent(claudio, "contacts"), "contact_points-TOTAL_FORMS": 100_000}

        assert as_anna.post(address(claudio, "contacts"), data).status_code == 422

    def test_of_somebody_else_stay_theirs(self, as_anna, claudio, rosina):
        hers = ContactPoint.objects.create(resident=rosina, kind="mobile", value="333 1")
        foreign = {"key": f"contact_points.{hers.pk}", "kind": "mobile", "value": "333 2"}

        save(as_anna, claudio, "contacts", foreign)

        hers.refresh_from_db()
        assert (hers.value, hers.resident) == ("333 1", rosina)
        assert [one.value for one in claudio.contact_points.order_by("pk")] == ["333 2"]

    def test_that_say_the_same_are_refused_at_the_second(self, as_anna, claudio):
        answer = save(as_anna, claudio, "identifiers", *[{"system": "other", "value": "x 1"}] * 2)

        assert answer.status_code == 422
        assert "twice" in answer.content.decode()

    def test_keep_a_number_that_looks_wrong_and_say_so(self, as_anna, claudio):
        answer = save(as_anna, claudio, "identifiers", {"system": "codice_fiscale", "value": "dyncld38c14 a326x"})

        assert Identifier.objects.get().value == "DYNCLD38C14A326X"
        assert "was kept but looks wrong" in told(answer)
        assert "looks wrong" in as_anna.get(address(claudio, "identifiers")).content.decode()

    @pytest.mark.parametrize("value", ["info", "a@b"])
    def test_ask_an_address_to_be_one(self, value, as_anna, claudio):
        assert save(as_anna, claudio, "contacts", {"kind": "email", "value": value}).status_code == 422

    def test_keep_what_is_known_of_a_safety_risk(self, as_anna, claudio):
        save(as_anna, claudio, "safety", {"kind": "animal", "text": "The dog is loose"})

        assert SafetyNote.objects.get(resident=claudio).text == "The dog is loose"
