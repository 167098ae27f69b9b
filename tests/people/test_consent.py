"""What a person decides: from when it holds, what it replaces, whom it lets through."""

from datetime import date, timedelta

import pytest

from cordata.accounts.models import Organisation
from cordata.people.actions.consent import AlreadyWithdrawn, record_decision, withdraw_decision
from cordata.people.consent_texts import texts
from cordata.people.models import Carer, Consent, ConsentText, Purpose
from cordata.people.queries.consent import current_text, decisions, permits, refusing
from cordata.people.rules.consent import SCOPES, is_minor
from tests.clock import EIGHT, NINE, TEN, TODAY

pytestmark = pytest.mark.django_db
INSTANT = timedelta(microseconds=1)


@pytest.fixture
def savoie(db) -> Organisation:
    """The organisation beyond the border."""
    return Organisation.objects.create(code="dac-73", name="DAC Savoie", country="FR")


@pytest.fixture
def decide(claudio, anna):
    """Record what Claudio decides, at eight unless told."""

    def record(purpose: Purpose, *, refuses: bool = False, at=EIGHT, **fields: object) -> Consent:
        decision = Consent.Decision.REFUSE if refuses else Consent.Decision.PERMIT
        consent = Consent(
            resident=claudio,
            purpose=purpose,
            decision=decision,
            how=Consent.How.PAPER,
            text=current_text(purpose, "it"),
            **fields,
        )
        return record_decision(consent=consent, by=anna, at=at)

    return record


def standing(at) -> list[Consent]:
    return list(Consent.objects.in_force(at).order_by("pk"))


class TestADecision:
    def test_holds_from_its_instant_and_not_before(self, decide):
        taken = decide(Purpose.STUDY)

        assert (standing(EIGHT - INSTANT), standing(EIGHT)) == ([], [taken])

    def test_no_longer_holds_at_the_instant_it_expires(self, decide):
        taken = decide(Purpose.STUDY, expires_at=TEN)

        assert (standing(TEN - INSTANT), standing(TEN)) == ([taken], [])

    def test_keeps_who_recorded_it(self, decide, anna):
        assert decide(Purpose.STUDY).recorded_by == anna

    def test_replaces_the_opposite_one_about_the_same(self, decide):
        earlier = decide(Purpose.STUDY)

        later = decide(Purpose.STUDY, refuses=True, at=NINE)

        assert (standing(NINE - INSTANT), standing(NINE)) == ([earlier], [later])

    def test_replaces_the_same_one_so_that_one_alone_stands(self, decide):
        decide(Purpose.STUDY)

        later = decide(Purpose.STUDY, at=NINE, expires_at=TEN)

        assert standing(NINE) == [later]

    @pytest.mark.parametrize("other", ["organisation", "profession", "country", "purpose"])
    def test_leaves_those_about_something_else(self, decide, usl, savoie, other):
        about = {
            "organisation": {"organisation": usl},
            "profession": {"profession": "nurse"},
            "country": {"country": "IT"},
            "purpose": {},
        }[other]
        earlier = decide(Purpose.EXCHANGE if other != "purpose" else Purpose.CARE, **about)

        later = decide(Purpose.EXCHANGE, refuses=True, at=NINE)

        assert standing(NINE) == [earlier, later]


class TestTakingBack:
    def test_counts_from_its_instant(self, decide, anna):
        taken = decide(Purpose.STUDY)

        withdraw_decision(consent=taken, reason="", by=anna, at=NINE)

        assert (standing(NINE - INSTANT), standing(NINE)) == ([taken], [])

    def test_of_what_no_longer_stands_is_refused(self, decide, anna):
        taken = decide(Purpose.STUDY, expires_at=NINE)

        with pytest.raises(AlreadyWithdrawn):
            withdraw_decision(consent=taken, reason="", by=anna, at=NINE)


class TestPermits:
    def test_names_whoever_agreed_for_the_organisation(self, decide, claudio, rosina, savoie):
        decide(Purpose.EXCHANGE, organisation=savoie, country="FR")

        assert permits([claudio.pk, rosina.pk], Purpose.EXCHANGE, organisation=savoie, at=NINE) == {claudio.pk}

    def test_is_silent_before_anything_was_agreed_and_after_it_was_taken_back(self, decide, claudio, savoie, anna):
        asked = {"organisation": savoie, "at": NINE}
        before = permits([claudio.pk], Purpose.EXCHANGE, **asked)
        taken = decide(Purpose.EXCHANGE, organisation=savoie)
        withdraw_decision(consent=taken, reason="", by=anna, at=NINE)

        assert (before, permits([claudio.pk], Purpose.EXCHANGE, **asked)) == (set(), set())

    def test_asks_for_the_organisations_own_country(self, decide, claudio, savoie):
        decide(Purpose.EXCHANGE, country="IT")

        assert permits([claudio.pk], Purpose.EXCHANGE, organisation=savoie, at=NINE) == set()

    def test_takes_an_agreement_about_everybody(self, decide, claudio, savoie):
        decide(Purpose.EXCHANGE, country="FR")

        assert permits([claudio.pk], Purpose.EXCHANGE, organisation=savoie, at=NINE) == {claudio.pk}

    def test_lets_a_refusal_outweigh_an_agreement(self, decide, claudio, savoie):
        decide(Purpose.EXCHANGE, country="FR")
        decide(Purpose.EXCHANGE, refuses=True, organisation=savoie, country="FR")

        assert permits([claudio.pk], Purpose.EXCHANGE, organisation=savoie, at=NINE) == set()

    def test_lets_a_refusal_that_names_the_organisation_hold_whatever_country_was_chosen(
        self, decide, claudio, savoie
    ):
        decide(Purpose.EXCHANGE, country="FR")
        decide(Purpose.EXCHANGE, refuses=True, organisation=savoie, country="IT")

        assert permits([claudio.pk], Purpose.EXCHANGE, organisation=savoie, at=NINE) == set()

    def test_takes_no_agreement_about_another_purpose_or_organisation(self, decide, claudio, usl, savoie):
        decide(Purpose.CROSS_BORDER, country="FR")
        decide(Purpose.EXCHANGE, organisation=usl)

        assert permits([claudio.pk], Purpose.EXCHANGE, organisation=savoie, at=NINE) == set()


class TestRefusing:
    def test_names_those_who_refused_as_long_as_it_stands(self, decide, claudio, anna):
        taken = decide(Purpose.STUDY, refuses=True)
        before = list(refusing(Purpose.STUDY, NINE).order_by("pk"))
        withdraw_decision(consent=taken, reason="", by=anna, at=NINE)

        assert (before, list(refusing(Purpose.STUDY, NINE).order_by("pk"))) == ([claudio.pk], [])

    def test_leaves_those_who_agreed(self, decide):
        decide(Purpose.STUDY)

        assert not refusing(Purpose.STUDY, NINE).exists()


class TestSentences:
    @pytest.mark.parametrize(
        ("purpose", "refuses", "fields", "said"),
        [
            (Purpose.CARE, True, {"profession": "physiotherapist"}, "anybody who works as physiotherapist"),
            (Purpose.CARE, True, {}, "Claudio Dayné refuses that anybody in the circle of care looks after them"),
            (Purpose.CROSS_BORDER, False, {"country": "FR"}, "reads their record from France."),
            (Purpose.EMERGENCY, True, {}, "refuses that an emergency card is printed."),
            (Purpose.EXCHANGE, False, {"country": "FR"}, "sent to any organisation that shares the care in France."),
            (Purpose.STUDY, False, {}, "Claudio Dayné agrees to be counted, without a name."),
        ],
    )
    def test_say_what_was_decided(self, decide, claudio, purpose, refuses, fields, said):
        decide(purpose, refuses=refuses, **fields)

        (told,) = [one for matter in decisions(claudio, NINE).matters for one in matter.standing]
        assert said in told.sentence

    def test_name_a_person_an_organisation_and_a_carer(self, decide, claudio, anna, savoie):
        ida = Carer.objects.create(resident=claudio, name="Ida Blanc", relation="child")
        decide(Purpose.CARE, refuses=True, person=anna)
        decide(Purpose.EXCHANGE, organisation=savoie, country="FR")
        decide(Purpose.FAMILY, carer=ida)

        told = [one.sentence for matter in decisions(claudio, NINE).matters for one in matter.standing]

        assert told == [
            "Claudio Dayné refuses that Anna Perrod looks after them or reads their record.",
            "Claudio Dayné lets Ida Blanc read their page.",
            "Claudio Dayné agrees that their record is sent to anybody from DAC Savoie in France.",
        ]

    def test_tell_the_history_with_why_each_one_ended(self, decide, claudio, anna):
        decide(Purpose.STUDY)
        decide(Purpose.EMERGENCY, expires_at=NINE)
        decide(Purpose.STUDY, refuses=True, at=NINE)

        ended = decisions(claudio, NINE).ended

        assert sorted((one.ended_at, one.ended_because) for one in ended) == [
            (NINE, ""),
            (NINE, "replaced by a later decision"),
        ]

    def test_cost_one_query(self, decide, claudio, savoie, assert_num_queries):
        decide(Purpose.EXCHANGE, organisation=savoie, country="FR")
        decide(Purpose.CARE, refuses=True, profession="nurse")

        with assert_num_queries(1):
            decisions(claudio, NINE)


class TestTexts:
    def test_exist_for_every_purpose_in_every_language(self):
        found = {(purpose, language) for purpose, language, _words in texts(1)}

        assert found == {(purpose, language) for purpose in Purpose.values for language in ("it", "fr", "de", "en")}

    def test_say_in_every_language_that_one_may_change_ones_mind(self):
        back = {"it": "in ogni momento", "fr": "à tout moment", "de": "jederzeit", "en": "at any time"}

        assert [(purpose, language) for purpose, language, words in texts(1) if back[language] not in words] == []

    def test_are_stored_and_the_newest_version_is_read_out(self):
        ConsentText.objects.create(purpose="care", version=2, language="fr", text="Nouveau texte")

        assert current_text("care", "fr").text == "Nouveau texte"
        assert current_text("care", "it").version == 1

    def test_have_none_in_a_language_nobody_wrote(self):
        assert current_text("care", "rm") is None

    def test_belong_to_purposes_that_have_a_scope(self):
        assert set(SCOPES) == set(Purpose.values)


class TestMinors:
    @pytest.mark.parametrize(
        ("born_on", "year", "expected"),
        [
            (date(2008, 11, 27), None, True),
            (date(2008, 11, 26), None, False),
            (None, 2008, True),
            (None, 2007, False),
            (None, None, False),
        ],
    )
    def test_are_so_until_their_eighteenth_birthday(self, born_on, year, expected):
        assert is_minor(born_on, year, TODAY) is expected
