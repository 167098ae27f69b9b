"""The pages on which a person decides: who opens them, what they ask, what they print."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cordata.accounts.models import Role
from cordata.people.models import Carer, CircleMember, Consent, Purpose, Resident
from cordata.people.queries.consent import current_text
from tests.clock import EIGHT, NINE, TODAY
from tests.village import make_user

pytestmark = pytest.mark.django_db
GIVEN = {"decision": "permit", "how_given": "paper", "decided_by": "self", "basis": "consent", "expires_on": ""}


@pytest.fixture
def himself(claudio, valley, usl):
    """Claudio, who signs in and decides for himself."""
    user = make_user(valley, usl, Role.Kind.RESIDENT, "Claudio", "Dayné")
    claudio.user = user
    claudio.save()
    return user


@pytest.fixture
def drina(valley, usl, claudio):
    """The driver in Claudio's circle."""
    user = make_user(valley, usl, Role.Kind.DRIVER, "Drina", "Blanc")
    CircleMember.objects.create(resident=claudio, user=user, purpose="rides", since_on=TODAY)
    return user


@pytest.fixture
def ida(claudio, valley, usl) -> Carer:
    """Claudio's daughter, who signs in."""
    user = make_user(valley, usl, Role.Kind.RESIDENT, "Ida", "Blanc")
    return Carer.objects.create(resident=claudio, name="Ida Blanc", relation="child", user=user)


@pytest.fixture
def lets_ida(claudio, ida) -> Consent:
    """Claudio's yes to Ida."""
    return Consent.objects.create(
        resident=claudio,
        purpose=Purpose.FAMILY,
        carer=ida,
        how=Consent.How.PAPER,
        text=current_text(Purpose.FAMILY, "fr"),
        decided_at=EIGHT,
    )


def decide_url(resident: Resident, purpose: str) -> str:
    return reverse("consent_new", args=[resident.pk, purpose])


def url(name: str, consent: Consent) -> str:
    return reverse(name, args=[consent.resident_id, consent.pk])


class TestThePage:
    def test_says_what_stands_and_what_holds_without_a_decision(self, client, anna, claudio, lets_ida):
        client.force_login(anna)

        page = client.get(reverse("consents", args=[claudio.pk])).content.decode()

        assert "Claudio Dayné lets Ida Blanc read their page." in page
        assert "Nothing was agreed: the record is sent to nobody." in page

    def test_belongs_to_the_person(self, client, himself, claudio):
        client.force_login(himself)

        page = client.get(reverse("consents", args=[claudio.pk])).content.decode()

        assert "What I agree to, and what I refuse" in page

    def test_is_hidden_from_a_stranger(self, client, camille, claudio):
        client.force_login(camille)

        assert client.get(reverse("consents", args=[claudio.pk])).status_code == 404

    def test_is_refused_to_a_driver_and_to_a_carer(self, client, drina, ida, lets_ida, claudio):
        answers = []
        for user in (drina, ida.user):
            client.force_login(user)
            answers.append(client.get(reverse("consents", args=[claudio.pk])).status_code)

        assert answers == [403, 403]

    def test_of_nobody_is_not_found(self, client, anna):
        client.force_login(anna)

        assert client.get(reverse("consents", args=[404404])).status_code == 404

    def test_costs_the_same_queries_for_one_decision_as_for_three(
        self, client, anna, claudio, lets_ida, django_assert_max_num_queries
    ):
        for profession in ("nurse", "animator"):
            Consent.objects.create(
                resident=claudio,
                purpose=Purpose.CARE,
                decision="refuse",
                profession=profession,
                how="paper",
                text=current_text("care", "it"),
                decided_at=EIGHT,
            )
        client.force_login(anna)

        with django_assert_max_num_queries(16):
            client.get(reverse("consents", args=[claudio.pk]))


class TestDeciding:
    def test_reads_the_text_in_the_persons_language_first(self, client, anna, claudio):
        client.force_login(anna)

        page = client.get(decide_url(claudio, "care")).content.decode()

        assert 'class="read-aloud-text" lang="it"' in page
        assert "Può cambiare idea in ogni momento" in page

    def test_reads_it_in_another_language_when_asked_and_keeps_which(self, client, anna, claudio):
        client.force_login(anna)

        client.post(f"{decide_url(claudio, 'study')}?language=de", {**GIVEN, "decision": "refuse"})

        assert Consent.objects.get().text.language == "de"

    def test_reads_it_in_the_persons_language_where_the_one_asked_for_is_none(self, client, anna, claudio):
        client.force_login(anna)

        page = client.get(decide_url(claudio, "care"), {"language": "it\0"}).content.decode()

        assert 'class="read-aloud-text" lang="it"' in page

    def test_records_what_was_decided(self, client, anna, claudio, usl):
        client.force_login(anna)

        answer = client.post(
            decide_url(claudio, "care"),
            {**GIVEN, "decision": "refuse", "basis": "care", "recipient": f"organisation-{usl.pk}"},
        )

        kept = Consent.objects.get()
        assert answer.url == reverse("consents", args=[claudio.pk])
        assert (kept.decision, kept.organisation, kept.how, kept.recorded_by) == ("refuse", usl, "paper", anna)

    def test_holds_to_the_end_of_the_day_named(self, client, anna, claudio):
        client.force_login(anna)

        client.post(decide_url(claudio, "study"), {**GIVEN, "expires_on": TODAY.isoformat()})

        kept = Consent.objects.get()
        assert kept.expires_at.isoformat() == "2026-11-26T23:00:00+00:00"

    def test_takes_a_signature_drawn_with_a_finger(self, client, anna, claudio):
        client.force_login(anna)

        client.post(decide_url(claudio, "study"), {**GIVEN, "how_given": "screen", "signature": "M1 2L30 40L600 200"})

        assert Consent.objects.get().signature == "M1 2L30 40L600 200"

    def test_says_when_a_witness_and_a_name_are_needed(self, client, anna, claudio):
        client.force_login(anna)

        page = client.get(decide_url(claudio, "care")).content.decode()

        assert "(needed if spoken, or if a name is typed instead of signed)" in page
        assert "(needed unless the person decides and signs)" in page

    def test_parts_whom_it_is_about_by_kind_and_chooses_the_legal_basis(self, client, anna, claudio):
        client.force_login(anna)

        page = client.get(decide_url(claudio, "care")).content.decode()

        assert '<optgroup label="An organisation">' in page
        assert '<optgroup label="A profession">' in page
        assert '<option value="care" selected>' in page

    def test_takes_a_typed_name_with_a_witness_instead(self, client, anna, claudio):
        client.force_login(anna)

        client.post(
            decide_url(claudio, "study"),
            {**GIVEN, "how_given": "screen", "decider_name": "Claudio Dayné", "witness": "Valentina Chabod"},
        )

        assert Consent.objects.get().witness == "Valentina Chabod"

    @pytest.mark.parametrize(
        ("purpose", "given", "asked"),
        [
            ("study", {"how_given": "screen"}, "Sign in the box, or type the name"),
            ("study", {"how_given": "spoken"}, "Say before whom it was spoken."),
            ("study", {"decided_by": "guardian"}, "Say who decides for the person."),
            ("study", {"expires_on": "2026-11-25"}, "This day is past."),
            ("study", {"how_given": "screen", "signature": "M1 2<script>"}, "The signature could not be read."),
            ("cross_border", {"recipient": "everybody", "country": "IT"}, "The person lives in this country"),
            ("cross_border", {"recipient": "everybody"}, "This field is required."),
            ("family", {}, "This field is required."),
            ("care", {"recipient": "person-1000000"}, "Select a valid choice."),
        ],
    )
    def test_asks_again_for_what_is_missing(self, client, anna, claudio, purpose, given, asked):
        client.force_login(anna)

        answer = client.post(decide_url(claudio, purpose), {**GIVEN, **given})

        assert (answer.status_code, Consent.objects.count()) == (422, 0)
        assert asked in answer.content.decode()

    def test_is_hidden_from_a_stranger_and_refused_to_a_driver(self, client, camille, drina, claudio):
        answers = []
        for user in (camille, drina):
            client.force_login(user)
            answers.append(client.post(decide_url(claudio, "study"), GIVEN).status_code)

        assert (answers, Consent.objects.count()) == ([404, 403], 0)

    def test_about_an_unknown_purpose_is_not_found(self, client, anna, claudio):
        client.force_login(anna)

        assert client.get(decide_url(claudio, "sale")).status_code == 404

    def test_is_refused_to_whoever_opened_the_record_in_an_emergency(self, client, luc, claudio):
        luc.user.openings.create(resident=claudio, reason="Found on the road", opened_at=NINE)
        client.force_login(luc.user)

        assert client.get(decide_url(claudio, "care")).status_code == 403


class TestDecidingForOneself:
    def test_asks_for_nothing_but_the_decision(self, client, himself, claudio):
        client.force_login(himself)

        answer = client.post(decide_url(claudio, "study"), {"decision": "refuse", "expires_on": ""})

        kept = Consent.objects.get()
        assert answer.status_code == 302
        assert (kept.how, kept.decided_by, kept.recorded_by) == ("screen", "self", himself)

    def test_begins_with_the_refusal_one_came_for(self, client, himself, claudio, valentina):
        client.force_login(himself)

        page = client.get(f"{decide_url(claudio, 'care')}?decision=refuse&person={valentina.user_id}").content.decode()

        assert f'value="person-{valentina.user_id}" selected' in page

    def test_refuses_by_name_from_that_moment(self, client, himself, claudio, valentina):
        CircleMember.objects.create(resident=claudio, professional=valentina, purpose="care", since_on=TODAY)
        client.force_login(himself)

        client.post(
            decide_url(claudio, "care"),
            {"decision": "refuse", "recipient": f"person-{valentina.user_id}", "expires_on": ""},
        )

        assert not Resident.objects.seen_by(valentina.user).exists()

    def test_is_not_for_a_minor_alone(self, client, himself, claudio):
        claudio.born_on = date(2010, 1, 1)
        claudio.save()
        client.force_login(himself)

        assert client.get(decide_url(claudio, "study")).status_code == 403


class TestAMinor:
    @pytest.fixture(autouse=True)
    def young(self, claudio):
        claudio.born_on = date(2010, 1, 1)
        claudio.save()

    def test_needs_a_parent_and_their_own_words(self, client, anna, claudio):
        client.force_login(anna)

        page = client.post(decide_url(claudio, "study"), GIVEN).content.decode()

        assert "For somebody under 18 a parent or guardian decides" in page
        assert "Write down what the young person says themself." in page

    def test_is_heard(self, client, anna, claudio):
        client.force_login(anna)

        client.post(
            decide_url(claudio, "study"),
            {**GIVEN, "decided_by": "parent", "decider_name": "Ugo Dayné", "minor_says": "That is fine with me"},
        )

        assert Consent.objects.get().minor_says == "That is fine with me"


class TestTakingBack:
    def test_closes_the_page_to_the_carer_at_once(self, client, anna, ida, lets_ida, claudio):
        before = Resident.objects.seen_by(ida.user).exists()
        client.force_login(anna)

        client.post(url("consent_withdrawal", lets_ida), {"reason": ""})

        assert (before, Resident.objects.seen_by(ida.user).exists()) == (True, False)

    def test_is_shown_in_the_history(self, client, anna, lets_ida, claudio):
        client.force_login(anna)
        client.post(url("consent_withdrawal", lets_ida), {"reason": "they fell out"})

        page = client.get(reverse("consents", args=[claudio.pk])).content.decode()

        assert "They fell out." in page
        assert "Nothing was agreed: no family carer reads the page." in page

    def test_twice_is_said(self, client, anna, lets_ida):
        client.force_login(anna)
        client.post(url("consent_withdrawal", lets_ida), {"reason": ""})

        answer = client.post(url("consent_withdrawal", lets_ida), {"reason": ""})

        assert (answer.status_code, "no longer stands" in answer.content.decode()) == (422, True)

    def test_is_hidden_from_strangers_and_refused_to_the_carer(self, client, camille, ida, lets_ida):
        answers = []
        for user in (camille, ida.user):
            client.force_login(user)
            answers.append(client.post(url("consent_withdrawal", lets_ida), {"reason": ""}).status_code)

        assert answers == [404, 403]

    def test_of_another_persons_decision_is_not_found(self, client, anna, rosina, lets_ida):
        client.force_login(anna)

        answer = client.post(reverse("consent_withdrawal", args=[rosina.pk, lets_ida.pk]), {"reason": ""})

        assert answer.status_code == 404


class TestTheSheet:
    def test_prints_in_the_language_the_decision_was_made_in(self, client, anna, lets_ida):
        client.force_login(anna)

        page = client.get(url("consent", lets_ida)).content.decode()

        assert '<article class="sheet" lang="fr">' in page
        assert "la personne nommée ici lit votre page" in page

    def test_shows_the_signature_as_it_was_drawn(self, client, anna, lets_ida):
        Consent.objects.update(how="screen", signature="M1 2L30 40")
        client.force_login(anna)

        assert 'd="M1 2L30 40"' in client.get(url("consent", lets_ida)).content.decode()

    def test_says_that_the_decision_no_longer_holds(self, client, anna, lets_ida):
        Consent.objects.update(expires_at=NINE - timedelta(minutes=5))
        lets_ida.text.language = "fr"
        client.force_login(anna)

        assert client.get(url("consent", lets_ida)).status_code == 200

    def test_is_hidden_from_strangers_and_refused_to_the_carer(self, client, camille, ida, lets_ida):
        answers = []
        for user in (camille, ida.user):
            client.force_login(user)
            answers.append(client.get(url("consent", lets_ida)).status_code)

        assert answers == [404, 403]
