"""The emergency card: what stands on it, and who may print it."""

import pytest
from django.urls import reverse

from cordata.accounts.models import AuditEntry, Role
from cordata.people.models import (
    Allergy,
    BreakGlass,
    Carer,
    CircleMember,
    Condition,
    Consent,
    GeneralPractitioner,
    Resident,
    SafetyNote,
)
from cordata.people.queries.card import card
from cordata.people.queries.consent import current_text
from tests.clock import EIGHT, NINE, TODAY
from tests.village import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def claudio(claudio) -> Resident:
    """Claudio, about whom a good deal is known."""
    Allergy.objects.create(resident=claudio, substance="aspirin", severity="mild")
    Allergy.objects.create(resident=claudio, substance="penicillin", reaction="no breath", severity="life")
    Condition.objects.create(resident=claudio, code="T90")
    Condition.objects.create(resident=claudio, code="K86", ended_on=TODAY)
    SafetyNote.objects.create(resident=claudio, kind="oxygen", text="oxygen in the kitchen")
    Carer.objects.create(resident=claudio, name="Ida Blanc", relation="neighbour", phone="0165 333333", has_key=True)
    Carer.objects.create(resident=claudio, name="Ugo Dayné", relation="child", phone="0165 444444", is_contact=True)
    Carer.objects.create(resident=claudio, name="Nino Noro", relation="friend")
    claudio.matters = "to stay at home"
    claudio.practitioner = GeneralPractitioner.objects.create(
        name="Dr Arpin", phone="0165 555555", commune=claudio.household.commune
    )
    claudio.save()
    return claudio


@pytest.fixture
def refused(claudio) -> Consent:
    """That Claudio wants no card."""
    return Consent.objects.create(
        resident=claudio,
        purpose="emergency",
        decision="refuse",
        how="paper",
        text=current_text("emergency", "it"),
        decided_at=EIGHT,
    )


def url(resident: Resident) -> str:
    return reverse("emergency_card", args=[resident.pk])


class TestTheCard:
    def test_begins_with_what_endangers_life(self, claudio):
        assert [(one.substance, one.is_danger) for one in card(claudio).allergies] == [
            ("penicillin", True),
            ("aspirin", False),
        ]

    def test_leaves_out_what_is_over(self, claudio):
        (told,) = card(claudio).conditions

        assert "diab" in told

    def test_says_whom_to_call_first_and_who_has_the_key(self, claudio):
        assert [(one.name, one.has_key) for one in card(claudio).calls] == [("Ugo Dayné", False), ("Ida Blanc", True)]

    def test_says_its_words_in_every_language_once(self, claudio):
        said = card(claudio).labels["allergies"].split(" · ")

        assert len(said) == len(set(said))
        assert {"Allergie", "Allergies"} & set(said)

    def test_keeps_what_matters_for_palliative_care(self, claudio):
        before = card(claudio).matters
        Condition.objects.create(resident=claudio, system="icd-10", code="Z51.5", name="palliative care")

        assert (before, card(claudio).matters) == ("", "to stay at home")

    def test_has_the_home_as_a_helicopter_needs_it(self, claudio):
        told = card(claudio)

        assert (told.home, told.point) == ("Fraz. Dégioz 1, Dégioz, Valsavarenche", "45.59250, 7.21060")

    def test_costs_the_same_queries_however_much_is_known(self, claudio, assert_num_queries):
        known = Resident.objects.select_related("household__commune", "household__hamlet", "practitioner")
        found = known.get(pk=claudio.pk)

        with assert_num_queries(4):
            card(found)


class TestThePage:
    def test_prints_the_card_and_says_so_to_the_audit(self, client, anna, claudio):
        client.force_login(anna)

        page = client.get(url(claudio)).content.decode()

        assert "penicillin" in page
        assert "oxygen in the kitchen" in page
        assert AuditEntry.objects.filter(where="emergency_card", what=AuditEntry.What.PRINT).exists()

    @pytest.mark.parametrize("size", ["a4", "a6"])
    def test_comes_in_two_sizes(self, client, anna, claudio, size):
        client.force_login(anna)

        assert f"emergency-{size}" in client.get(url(claudio), {"size": size}).content.decode()

    def test_takes_no_other_size(self, client, anna, claudio):
        client.force_login(anna)

        assert "emergency-a4" in client.get(url(claudio), {"size": '"><script>'}).content.decode()

    def test_is_not_printed_once_the_person_refused(self, client, anna, claudio, refused):
        client.force_login(anna)

        answer = client.get(url(claudio))

        assert (answer.status_code, "penicillin" in answer.content.decode()) == (403, False)

    def test_is_printed_again_once_the_refusal_is_over(self, client, anna, claudio, refused):
        Consent.objects.update(expires_at=NINE)
        client.force_login(anna)

        assert client.get(url(claudio)).status_code == 200

    def test_is_refused_to_antennas_and_drivers(self, client, valley, usl, claudio):
        answers = []
        for kind in (Role.Kind.ANTENNA, Role.Kind.DRIVER):
            user = make_user(valley, usl, kind, kind.value, "Blanc")
            CircleMember.objects.create(resident=claudio, user=user, purpose="watch", since_on=TODAY)
            client.force_login(user)
            answers.append(client.get(url(claudio)).status_code)

        assert answers == [403, 403]

    def test_is_hidden_from_strangers_evaluators_and_carers_without_a_yes(self, client, camille, valley, usl, claudio):
        evaluator = make_user(valley, usl, Role.Kind.EVALUATOR, "Eva", "Noro")
        carer = make_user(valley, usl, Role.Kind.RESIDENT, "Ida", "Blanc")
        Carer.objects.filter(name="Ida Blanc").update(user=carer)
        answers = []
        for user in (camille, evaluator, carer):
            client.force_login(user)
            answers.append(client.get(url(claudio)).status_code)

        assert answers == [404, 404, 404]

    def test_is_for_a_carer_with_a_yes(self, client, valley, usl, claudio):
        user = make_user(valley, usl, Role.Kind.RESIDENT, "Ida", "Blanc")
        ida = Carer.objects.get(name="Ida Blanc")
        ida.user = user
        ida.save()
        Consent.objects.create(
            resident=claudio,
            purpose="family",
            carer=ida,
            how="paper",
            text=current_text("family", "it"),
            decided_at=EIGHT,
        )
        client.force_login(user)

        assert client.get(url(claudio)).status_code == 200

    def test_is_for_whoever_opened_the_record_in_an_emergency(self, client, luc, claudio):
        BreakGlass.objects.create(resident=claudio, user=luc.user, reason="Found on the road", opened_at=NINE)
        client.force_login(luc.user)

        assert client.get(url(claudio)).status_code == 200

    def test_of_nobody_is_not_found(self, client, anna):
        client.force_login(anna)

        assert client.get(reverse("emergency_card", args=[404404])).status_code == 404
