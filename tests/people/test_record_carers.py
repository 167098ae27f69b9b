"""Health, carers and taking back, section by section of a record."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from cordata.accounts.models import Role
from cordata.people.models import (
    Allergy,
    Carer,
    Condition,
    Resident,
)
from tests.people.records import address, agreed_by_family, row, save
from tests.village import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_anna(client, anna):
    client.force_login(anna)
    return client


def told(answer) -> str:
    """Return what the next page would say was done."""
    return " ".join(str(one) for one in get_messages(answer.wsgi_request))


class TestHealth:
    @pytest.mark.parametrize(
        ("system", "code", "name"),
        [("icpc-2", "k86", ""), ("icd-10", "I50.1", "heart failure"), ("", "", "bad knees"), ("icpc-2", "P70", "x")],
    )
    def test_takes_a_code_of_either_list_or_words(self, system, code, name, as_anna, claudio):
        save(as_anna, claudio, "health", {"system": system, "code": code, "name": name})

        assert Condition.objects.get(resident=claudio).code == code.upper()

    @pytest.mark.parametrize(
        ("system", "code", "name"),
        [
            ("icpc-2", "I50.1", "x"),
            ("icd-10", "86K", "x"),
            ("icpc-2", "Z999", "x"),
            ("", "K86", "x"),
            ("icpc-2", "P70", ""),
        ],
    )
    def test_refuses_what_is_no_code_of_the_list(self, system, code, name, as_anna, claudio):
        assert save(as_anna, claudio, "health", {"system": system, "code": code, "name": name}).status_code == 422

    def test_cannot_end_before_it_began(self, as_anna, claudio):
        row = {"system": "icpc-2", "code": "K86", "since_on": "2026-05-01", "ended_on": "2026-04-01"}

        assert save(as_anna, claudio, "health", row).status_code == 422

    def test_takes_allergies_beside_conditions(self, as_anna, claudio):
        more = {
            "allergies-TOTAL_FORMS": 1,
            "allergies-0-substance": "penicillin",
            "allergies-0-severity": "life",
        }

        save(as_anna, claudio, "health", **more)

        assert Allergy.objects.get(resident=claudio).severity == "life"


IDA = {"name": "Ida Berard", "relation": "neighbour", "strength": 3, "helps": ["snow", "shops"], "has_key": "on"}


class TestCarers:
    def test_are_stored_with_strength_limits_and_needs(self, as_anna, claudio):
        save(as_anna, claudio, "network", {**IDA, "limits": "not at night", "own_needs": "a week off"})

        ida = Carer.objects.get(resident=claudio)
        assert (ida.strength, ida.helps, ida.has_key, ida.limits) == (3, ["shops", "snow"], True, "not at night")
        assert ida.own_needs == "a week off"

    def test_are_linked_to_their_own_record_by_name(self, as_anna, claudio, rosina):
        save(as_anna, claudio, "network", {**IDA, "person": "rosina berard"})

        assert Carer.objects.get().person == rosina

    def test_are_not_linked_to_whom_one_does_not_see(self, client, valentina_cares, claudio, rosina):
        client.force_login(valentina_cares)

        answer = save(client, claudio, "network", {**IDA, "person": "Rosina Berard"})

        assert answer.status_code == 422
        assert "Bruil" not in answer.content.decode()

    def test_stay_linked_and_tell_no_village_to_whom_does_not_see_them(self, client, valentina_cares, claudio, rosina):
        Carer.objects.create(resident=claudio, name="Rosina", relation="friend", person=rosina)
        client.force_login(valentina_cares)

        shown = client.get(address(claudio, "network")).content.decode()
        save(client, claudio, "network", row(claudio, "network", person="Rosina Berard", strength="3"))

        ida = Carer.objects.get()
        assert ("Rosina Berard" in shown, "Bruil" in shown) == (True, False)
        assert (ida.person, ida.strength) == (rosina, 3)

    def test_are_asked_about_where_there_are_namesakes(self, as_anna, claudio, rosina, make_resident):
        make_resident("Rosinella", "Berard", "Introd", "Villes-Dessus", (45.69, 7.18))

        answer = save(as_anna, claudio, "network", {**IDA, "person": "Berard"})

        assert answer.status_code == 422
        assert "Several people are meant" in answer.content.decode()

    def test_sign_in_with_an_account_that_exists(self, as_anna, valley, usl, claudio):
        ida = make_user(valley, usl, Role.Kind.RESIDENT, "Ida", "Berard")

        save(as_anna, claudio, "network", {**IDA, "account": ida.email.upper()})
        unknown = save(as_anna, claudio, "network", {**IDA, "account": "nobody@cordata.example"})

        assert Carer.objects.get().user == ida
        assert unknown.status_code == 422

    def test_named_by_a_consent_stay_listed(self, as_anna, valley, usl, claudio):
        agreed_by_family(claudio, make_user(valley, usl, Role.Kind.RESIDENT, "Mara", "Dayné"))

        answer = save(as_anna, claudio, "network", row(claudio, "network", DELETE="on"))

        assert answer.status_code == 422
        assert "A consent names" in answer.content.decode()
        assert claudio.carers.exists()


class TestUndoing:
    def undo(self, client, resident: Resident, section: str, version: int):
        resident.refresh_from_db()
        return client.post(f"{reverse('record_undo', args=[resident.pk, section])}?version={version}")

    def test_puts_back_what_stood(self, as_anna, claudio):
        save(as_anna, claudio, "contacts", phone="0165 333333")

        self.undo(as_anna, claudio, "contacts", 2)

        claudio.refresh_from_db()
        assert (claudio.phone, claudio.version) == ("0165 222222", 3)

    def test_brings_a_removed_row_back_under_its_own_number(self, as_anna, claudio):
        ida = Carer.objects.create(resident=claudio, name="Ida", relation="neighbour", helps=["snow"])
        save(as_anna, claudio, "network", row(claudio, "network", DELETE="on"))

        self.undo(as_anna, claudio, "network", 2)

        back = Carer.objects.get(resident=claudio)
        assert (back.pk, back.name, back.helps) == (ida.pk, "Ida", ["snow"])

    def test_takes_an_added_row_away(self, as_anna, claudio):
        save(as_anna, claudio, "safety", {"kind": "animal", "text": "The dog is loose"})

        self.undo(as_anna, claudio, "safety", 2)

        assert not claudio.safety_notes.exists()

    def test_is_refused_once_somebody_changed_it_again(self, as_anna, claudio):
        save(as_anna, claudio, "contacts", phone="0165 333333")
        save(as_anna, claudio, "contacts", phone="0165 444444")

        answer = self.undo(as_anna, claudio, "contacts", 2)

        claudio.refresh_from_db()
        assert claudio.phone == "0165 444444"
        assert "changed again since" in told(answer)

    @pytest.mark.parametrize("version", ["", "x", "1", "77"])
    def test_of_nothing_changes_nothing(self, version, as_anna, claudio):
        answer = self.undo(as_anna, claudio, "contacts", version)

        assert answer.status_code == 302
        assert claudio.version == 1

    def test_is_not_for_strangers(self, client, camille, claudio):
        client.force_login(camille)

        assert self.undo(client, claudio, "contacts", 2).status_code == 404
