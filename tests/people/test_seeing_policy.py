"""Each line of the policy that `people/models/seeing.py` puts into queries, on the day and to the instant."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from cordata.accounts.models import Organisation, Role
from cordata.people.models import (
    Carer,
    CircleMember,
    Consent,
    Erasure,
    Resident,
    Restriction,
    Withdrawal,
)
from cordata.people.queries.consent import current_text
from tests.clock import EIGHT, NINE, TEN, TODAY
from tests.village import make_user

pytestmark = pytest.mark.django_db
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
MICRO = timedelta(microseconds=1)


@pytest.fixture
def joined(claudio, valentina):
    """Claudio's circle with Valentina in it, since and until a day."""

    def join(since: date, until: date | None = None) -> CircleMember:
        return CircleMember.objects.create(
            resident=claudio, professional=valentina, purpose="care", since_on=since, until_on=until
        )

    return join


def seen(user, on: date) -> list[Resident]:
    return list(Resident.objects.seen_by(user, on=on))


@pytest.fixture
def savoie(db) -> Organisation:
    """An organisation of the other country."""
    return Organisation.objects.create(code="dac-73", name="DAC Savoie", country="FR")


@pytest.fixture
def decide(claudio):
    """Store a decision of Claudio's, from eight on unless told."""

    def make(purpose: str, *, refuses: bool = False, at=EIGHT, **fields: object) -> Consent:
        return Consent.objects.create(
            resident=claudio,
            purpose=purpose,
            decision="refuse" if refuses else "permit",
            how="paper",
            text=current_text(purpose, "it"),
            decided_at=at,
            **fields,
        )

    return make


def at_instants(user, *instants) -> list[bool]:
    return [Resident.objects.seen_by(user, at=instant).exists() for instant in instants]


class TestARefusal:
    def test_closes_the_record_from_its_instant(self, joined, valentina, decide):
        joined(TODAY)
        decide("care", refuses=True, at=NINE)

        assert at_instants(valentina.user, NINE - MICRO, NINE) == [True, False]

    def test_opens_it_again_at_the_instant_it_is_taken_back(self, joined, valentina, decide):
        joined(TODAY)
        Withdrawal.objects.create(consent=decide("care", refuses=True), at=NINE)

        assert at_instants(valentina.user, NINE - MICRO, NINE) == [False, True]

    def test_opens_it_again_at_the_instant_it_expires(self, joined, valentina, decide):
        joined(TODAY)
        decide("care", refuses=True, expires_at=NINE)

        assert at_instants(valentina.user, NINE - MICRO, NINE) == [False, True]

    @pytest.mark.parametrize("about", ["person", "organisation", "profession", "everybody"])
    def test_holds_for_whom_it_is_about(self, joined, valentina, luc, usl, decide, about):
        joined(TODAY)
        named = {
            "person": {"person": valentina.user},
            "organisation": {"organisation": usl},
            "profession": {"profession": valentina.kind},
            "everybody": {},
        }[about]
        decide("care", refuses=True, **named)

        assert at_instants(valentina.user, NINE) == [False]

    @pytest.mark.parametrize("about", ["person", "organisation", "profession", "carer"])
    def test_leaves_those_whom_it_is_not_about(self, joined, valentina, luc, savoie, claudio, decide, about):
        joined(TODAY)
        named = {
            "person": {"person": luc.user},
            "organisation": {"organisation": savoie},
            "profession": {"profession": luc.kind},
            "carer": {"carer": Carer.objects.create(resident=claudio, name="Ida", relation="child")},
        }[about]
        decide("care", refuses=True, **named)

        assert at_instants(valentina.user, NINE) == [True]

    def test_of_another_organisation_leaves_those_who_do_not_work_there(
        self, joined, valentina, camille, savoie, decide
    ):
        joined(TODAY)
        Role.objects.filter(user=camille).update(organisation=savoie)
        decide("care", refuses=True, organisation=savoie)

        assert at_instants(valentina.user, NINE) == [True]

    def test_is_not_what_an_agreement_is(self, joined, valentina, decide):
        joined(TODAY)
        decide("care")

        assert at_instants(valentina.user, NINE) == [True]

    def test_of_another_purpose_closes_nothing(self, joined, valentina, decide):
        joined(TODAY)
        decide("study", refuses=True)

        assert at_instants(valentina.user, NINE) == [True]

    def test_leaves_the_coordinator_unless_it_names_them(self, anna, usl, decide):
        decide("care", refuses=True)
        decide("care", refuses=True, organisation=usl)
        before = at_instants(anna, NINE)
        decide("care", refuses=True, person=anna)

        assert (before, at_instants(anna, NINE)) == ([True], [False])

    def test_of_another_person_closes_nothing_here(self, joined, valentina, decide, rosina):
        joined(TODAY)
        refusal = decide("care", refuses=True)
        refusal.resident = rosina
        refusal.save()

        assert at_instants(valentina.user, NINE) == [True]


class TestAcrossTheBorder:
    @pytest.fixture(autouse=True)
    def from_savoie(self, joined, valentina, savoie):
        """Valentina works for Savoie now, and is in Claudio's circle."""
        joined(TODAY)
        Role.objects.filter(user=valentina.user).update(organisation=savoie)

    def test_nobody_reads_without_consent(self, valentina):
        assert at_instants(valentina.user, NINE) == [False]

    @pytest.mark.parametrize("about", ["person", "organisation", "profession", "everybody"])
    def test_whom_a_consent_is_about_reads_from_its_instant(self, valentina, savoie, decide, about):
        named = {
            "person": {"person": valentina.user},
            "organisation": {"organisation": savoie},
            "profession": {"profession": valentina.kind},
            "everybody": {},
        }[about]
        decide("cross_border", at=NINE, country="FR", **named)

        assert at_instants(valentina.user, NINE - MICRO, NINE) == [False, True]

    def test_a_withdrawal_counts_at_its_instant(self, valentina, decide):
        Withdrawal.objects.create(consent=decide("cross_border", country="FR"), at=NINE)

        assert at_instants(valentina.user, NINE - MICRO, NINE) == [True, False]

    def test_a_consent_for_another_country_or_organisation_opens_nothing(self, valentina, usl, decide):
        decide("cross_border", country="IT")
        decide("cross_border", country="FR", organisation=usl)

        assert at_instants(valentina.user, NINE) == [False]

    def test_a_consent_of_somebody_else_opens_nothing(self, valentina, rosina, decide):
        decide("cross_border", country="FR")
        Consent.objects.update(resident=rosina)

        assert at_instants(valentina.user, NINE) == [False]

    def test_a_refusal_outweighs_a_consent(self, valentina, decide):
        decide("cross_border", country="FR")
        decide("cross_border", refuses=True, country="FR", person=valentina.user)

        assert at_instants(valentina.user, NINE) == [False]

    def test_a_consent_to_care_is_not_enough(self, valentina, decide):
        decide("care", country="FR")

        assert at_instants(valentina.user, NINE) == [False]

    def test_one_role_at_home_is_enough(self, valentina, valley, usl):
        Role.objects.create(
            user=valentina.user, kind=Role.Kind.DOCTOR, organisation=usl, area=valley, starts_on=YESTERDAY
        )

        assert at_instants(valentina.user, NINE) == [True]

    def test_a_consent_is_worth_nothing_to_who_no_longer_looks_after_people(self, valentina, decide):
        decide("cross_border", country="FR")
        before = at_instants(valentina.user, NINE)
        Role.objects.filter(user=valentina.user).update(kind=Role.Kind.RESIDENT)

        assert (before, at_instants(valentina.user, NINE)) == ([True], [False])

    def test_a_coordinator_of_the_other_country_needs_it_too(self, anna, savoie, decide):
        Role.objects.filter(user=anna).update(organisation=savoie)
        before = at_instants(anna, NINE)
        decide("cross_border", country="FR")

        assert (before, at_instants(anna, NINE)) == ([False], [True])


class TestAFamilyCarer:
    @pytest.fixture
    def ida(self, claudio, valley, usl) -> Carer:
        user = make_user(valley, usl, Role.Kind.RESIDENT, "Ida", "Blanc")
        return Carer.objects.create(resident=claudio, name="Ida Blanc", relation="child", user=user)

    def test_reads_from_the_instant_of_the_consent_to_its_end(self, ida, decide):
        decide("family", carer=ida, at=NINE, expires_at=TEN)

        assert at_instants(ida.user, NINE - MICRO, NINE, TEN - MICRO, TEN) == [False, True, True, False]

    def test_reads_nothing_once_it_is_taken_back(self, ida, decide):
        Withdrawal.objects.create(consent=decide("family", carer=ida), at=NINE)

        assert at_instants(ida.user, NINE - MICRO, NINE) == [True, False]

    def test_reads_nothing_after_a_refusal_or_a_refusal_by_name(self, ida, decide):
        decide("family", carer=ida)
        refusal = decide("family", carer=ida, refuses=True)
        refused = at_instants(ida.user, NINE)
        refusal.delete()
        decide("care", refuses=True, person=ida.user)

        assert (refused, at_instants(ida.user, NINE)) == ([False], [False])

    def test_reads_nothing_by_the_consent_about_another_carer(self, ida, claudio, decide):
        decide("family", carer=Carer.objects.create(resident=claudio, name="Nino Noro", relation="friend"))

        assert at_instants(ida.user, NINE) == [False]

    def test_reads_nothing_without_the_role(self, ida, decide):
        decide("family", carer=ida)
        Role.objects.filter(user=ida.user).update(ends_on=YESTERDAY)

        assert at_instants(ida.user, NINE) == [False]

    def test_reads_nothing_when_the_consent_is_about_the_carer_of_somebody_else(self, ida, decide, rosina):
        decide("family", carer=ida)
        Carer.objects.update(resident=rosina)

        assert at_instants(ida.user, NINE) == [False]

    def test_reads_nothing_by_a_consent_to_another_purpose(self, ida, decide):
        decide("care", carer=ida)

        assert at_instants(ida.user, NINE) == [False]


class TestOneself:
    @pytest.fixture
    def himself(self, claudio, valley, usl):
        claudio.user = make_user(valley, usl, Role.Kind.RESIDENT, "Claudio", "Dayné")
        claudio.save()
        return claudio.user

    def test_reads_ones_own_record_and_no_other(self, himself, claudio, rosina):
        assert list(Resident.objects.seen_by(himself)) == [claudio]

    def test_reads_it_even_when_it_is_restricted_or_everybody_refused(self, himself, claudio, anna, decide):
        Restriction.objects.create(resident=claudio, reason="Asked", by=anna, at=EIGHT)
        decide("care", refuses=True)

        assert at_instants(himself, NINE) == [True]

    def test_reads_it_while_one_holds_the_role(self, himself):
        Role.objects.filter(user=himself).update(ends_on=YESTERDAY)

        assert at_instants(himself, NINE) == [False]


class TestARestriction:
    def test_closes_the_record_to_the_circle_until_it_is_lifted(self, joined, valentina, anna, claudio):
        joined(TODAY)
        standing = Restriction.objects.create(resident=claudio, reason="Asked", by=anna, at=EIGHT)
        closed = (at_instants(valentina.user, NINE), at_instants(anna, NINE))
        standing.lifted_at, standing.lifted_by = NINE, anna
        standing.save()

        assert (closed, at_instants(valentina.user, NINE)) == (([False], [True]), [True])


class TestARecordThatIsNoMore:
    def test_merged_or_erased_is_seen_by_nobody(self, anna, claudio, rosina):
        claudio.merged_into = rosina
        claudio.save()
        Erasure.objects.create(resident=rosina, ground="request", at=EIGHT)

        assert list(Resident.objects.seen_by(anna)) == []


class TestSomebodySwitchedOff:
    @pytest.mark.parametrize("ask", ["seen_by", "health_read_by", "edited_by"])
    def test_sees_nobody(self, anna, claudio, ask):
        anna.is_active = False

        assert list(getattr(Resident.objects, ask)(anna, at=NINE)) == []

    @pytest.mark.parametrize("ask", ["seen_by", "health_read_by", "edited_by"])
    def test_neither_does_a_visitor(self, claudio, ask):
        assert list(getattr(Resident.objects, ask)(AnonymousUser(), at=NINE)) == []


class TestAPastDay:
    def test_is_closed_to_whoever_holds_no_role_any_more(self, joined, valentina):
        joined(YESTERDAY, YESTERDAY)
        before = seen(valentina.user, YESTERDAY)
        Role.objects.filter(user=valentina.user).update(ends_on=YESTERDAY)

        assert (len(before), seen(valentina.user, YESTERDAY)) == (1, [])

    def test_is_closed_by_todays_refusal(self, joined, valentina, decide):
        joined(YESTERDAY, YESTERDAY)
        decide("care", refuses=True)

        assert seen(valentina.user, YESTERDAY) == []
