"""Erasing a person: what goes, what stays, and that it takes two."""

import json
from datetime import date, timedelta

import pytest
from django.core import serializers

from cordata.accounts.actions.invitations import BY_HAND, invite, use_invitation
from cordata.accounts.models import ExpectedIdentity, Role, User
from cordata.accounts.queries.invitations import open_invitation
from cordata.care.actions import cancel_visit, make_visits
from cordata.care.models import Encounter, Visit, VisitOrder
from cordata.people.actions.erasing import ERASED, GONE
from cordata.people.actions.erasure import (
    ErasureAlreadyAsked,
    NoRequest,
    RecordOfCareNotLaidDown,
    SameHands,
    StillLookedAfter,
    confirm_erasure,
    request_erasure,
    withdraw_request,
)
from cordata.people.holdings import OnErasure, every_holding
from cordata.people.models import (
    Allergy,
    BreakGlass,
    Carer,
    CircleMember,
    Condition,
    Consent,
    ConsentText,
    ContactPoint,
    DoubleCandidate,
    Erasure,
    ErasureRequest,
    Household,
    Identifier,
    Merge,
    OtherName,
    Residence,
    Resident,
    Restriction,
    Revision,
    SearchWord,
)
from tests.clock import EIGHT, NINE, TODAY, at
from tests.village import make_user

pytestmark = pytest.mark.django_db
SECRETS = (
    "Claudio", "Dayné", "DYNCLD", "0165 777777", "0165 999999", "Dégioz 1", "Ida Blanc", "Penicillina", "scala ripida",
    "perché cadde", "1938-05-02", "claudio@cordata.example",
)  # fmt: skip


@pytest.fixture
def full_record(claudio, rosina, make_order, valentina, anna, valley, usl):
    """Claudio with something of every sort, everything of it in SECRETS, and no visit ahead."""
    claudio.user = make_user(valley, usl, Role.Kind.RESIDENT, "Claudio", "Dayné")
    claudio.matters, claudio.phone, claudio.born_on = "scala ripida", "0165 777777", date(1938, 5, 2)
    claudio.save()
    OtherName.objects.create(resident=claudio, use="spelling", given_name="Claudio", family_name="Daynè")
    Identifier.objects.create(resident=claudio, system="codice_fiscale", value="DYNCLD38C14L643X")
    ContactPoint.objects.create(resident=claudio, kind="mobile", value="0165 999999")
    Residence.objects.create(resident=claudio, household=claudio.household)
    Allergy.objects.create(resident=claudio, substance="Penicillina")
    Condition.objects.create(resident=claudio, code="K86")
    ida = Carer.objects.create(resident=claudio, name="Ida Blanc", relation="neighbour", person=rosina)
    text = ConsentText.objects.filter(purpose="family").earliest("pk")
    spoken = {"how": "spoken", "witness": "Ida Blanc", "decided_by": "guardian", "decider_name": "Ida Blanc"}
    Consent.objects.create(resident=claudio, purpose="family", carer=ida, text=text, decided_at=EIGHT, **spoken)
    CircleMember.objects.create(resident=claudio, professional=valentina, purpose="care", since_on=date(2026, 1, 1))
    BreakGlass.objects.create(resident=claudio, user=anna, reason="perché cadde", opened_at=EIGHT)
    Restriction.objects.create(resident=claudio, reason="perché cadde", by=anna, at=EIGHT)
    Revision.objects.create(resident=claudio, version=2, field="phone", after="0165 999999", by=anna, at=EIGHT)
    SearchWord.objects.get_or_create(resident=claudio, kind="w", word="dayne")
    first, second = sorted((claudio, rosina), key=lambda one: one.pk)
    DoubleCandidate.objects.create(first=first, second=second, score=80, found_at=EIGHT)
    order = make_order(claudio, starts_on=TODAY, ends_on=TODAY, note="scala ripida")
    visit = Visit.objects.create(order=order, day=TODAY)
    Encounter.objects.create(visit=visit, professional=valentina, arrived_at=EIGHT, left_at=NINE)
    return claudio


def erased(resident, asks, confirms) -> Erasure:
    """Have one ask and another confirm."""
    request_erasure(
        resident=resident, ground="objection", reason="Claudio lo chiede", archive="Deposito 7/2026", by=asks, at=EIGHT
    )
    return confirm_erasure(resident=resident, by=confirms, at=NINE)


def everything_held() -> str:
    """Return every row of every model about people, and their homes and accounts, as text."""
    models = {holding.model for holding in every_holding()} | {Resident, Household}
    text = [serializers.serialize("json", model._default_manager.order_by("pk")) for model in {*models, User}]
    return "".join(json.dumps(json.loads(one), ensure_ascii=False) for one in text)


class TestErasing:
    @pytest.mark.parametrize("secret", SECRETS)
    def test_leaves_nothing_that_names_the_person(self, secret, full_record, anna, bruno):
        before = secret in everything_held()

        erased(full_record, anna, bruno)

        assert (before, secret in everything_held()) == (True, False)

    def test_keeps_the_visits_that_were_made(self, full_record, anna, bruno):
        erased(full_record, anna, bruno)

        assert Encounter.objects.filter(visit__order__resident=full_record).count() == 1

    def test_keeps_the_year_of_birth_the_sex_and_the_commune(self, full_record, anna, bruno):
        commune = full_record.household.commune

        erased(full_record, anna, bruno)

        full_record.refresh_from_db()
        assert (full_record.born_on, full_record.born_in_year, full_record.sex) == (None, 1938, "M")
        assert (full_record.household.commune, full_record.household.lat) == (commune, commune.lat)

    def test_keeps_that_a_consent_was_given_by_whom_it_was_recorded(self, full_record, anna, bruno):
        erased(full_record, anna, bruno)

        consent = Consent.objects.get(resident=full_record)
        assert (consent.purpose, consent.witness, consent.carer) == ("family", GONE, None)

    def test_hides_the_record_from_everybody(self, full_record, anna, bruno, valentina):
        erased(full_record, anna, bruno)

        seen = [Resident.objects.seen_by(user).filter(pk=full_record.pk).exists() for user in (anna, valentina.user)]
        assert seen == [False, False]

    def test_says_what_was_kept_and_under_which_rule(self, full_record, anna, bruno):
        kept = erased(full_record, anna, bruno).kept

        assert (kept["rule"], kept["until"], kept["archive"]) == ("it-care", "2036-11-26", "Deposito 7/2026")
        assert kept["rows"]["care.Encounter"] == 1
        assert "people.Identifier" not in kept["rows"]

    def test_closes_the_account_of_whoever_only_looked_at_their_own_page(self, full_record, anna, bruno):
        user = full_record.user

        erased(full_record, anna, bruno)

        user.refresh_from_db()
        assert (user.is_active, user.get_full_name(), user.roles.count()) == (False, "", 0)

    def test_leaves_the_account_of_whoever_also_coordinates(self, full_record, anna, bruno, camille):
        full_record.user = camille
        full_record.save()

        erased(full_record, anna, bruno)

        camille.refresh_from_db()
        assert (camille.is_active, camille.first_name) == (True, "Camille")

    def test_ends_the_circle(self, full_record, anna, bruno):
        erased(full_record, anna, bruno)

        assert CircleMember.objects.get(resident=full_record).ended_at == NINE

    def test_leaves_the_home_to_those_who_still_live_there(self, full_record, rosina, anna, bruno):
        rosina.household = full_record.household
        rosina.save()

        erased(full_record, anna, bruno)

        rosina.refresh_from_db()
        assert rosina.household.address == "Fraz. Dégioz 1"

    def test_takes_the_link_and_leaves_the_row_where_the_person_was_somebodys_carer(
        self, full_record, rosina, anna, bruno
    ):
        row = Carer.objects.create(resident=rosina, name="Il vicino", relation="neighbour", person=full_record)

        erased(full_record, anna, bruno)

        row.refresh_from_db()
        assert (row.person, row.name) == (None, "Il vicino")

    def test_reaches_the_records_joined_to_the_person(self, full_record, delfina, anna, bruno):
        delfina.merged_into = full_record
        delfina.save()
        Merge.objects.create(
            kept=full_record, gone=delfina, by=anna, at=EIGHT, reason="Stessa persona",
            moved={"before": {"family_name": "Buillet"}},
        )  # fmt: skip

        erased(full_record, anna, bruno)

        assert "Buillet" not in everything_held()
        assert Erasure.objects.filter(resident=delfina).exists()

    def test_touches_nobody_else(self, full_record, rosina, anna, bruno):
        Allergy.objects.create(resident=rosina, substance="Noci")

        erased(full_record, anna, bruno)

        rosina.refresh_from_db()
        assert (str(rosina), rosina.phone, rosina.allergies.count()) == ("Rosina Berard", "0165 222222", 1)

    def test_gives_orders_a_number_of_their_own(self, full_record, anna, bruno):
        erased(full_record, anna, bruno)

        order = VisitOrder.objects.get(resident=full_record)
        assert (order.external_id, order.note) == (f"erased-{order.pk}", GONE)


def test_every_field_of_a_person_is_erased_or_said_to_stay():
    """A new field has to be thought of: put it into ERASED, or here, where it names nobody."""
    stays = {"id", "sex", "language", "merged_into", "is_synthetic"}
    set_anew = {"external_id", "born_in_year", "household", "version"}

    fields = {field.name for field in Resident._meta.fields}

    assert fields == stays | set_anew | ERASED.keys()


def test_what_is_deleted_takes_no_kept_record_along(full_record, anna, bruno):
    kept = [one for one in every_holding() if one.on_erasure is not OnErasure.DELETE and one.model is not Resident]
    before = {one.model: one.of(full_record).count() for one in kept}

    erased(full_record, anna, bruno)

    lost = {model: count for model, count in before.items() if model._default_manager.count() < count}
    assert not lost


class TestTwoPairsOfEyes:
    def test_whoever_asked_cannot_confirm(self, claudio, anna):
        request_erasure(resident=claudio, ground="unlawful", reason="", archive="", by=anna, at=EIGHT)

        with pytest.raises(SameHands):
            confirm_erasure(resident=claudio, by=anna, at=NINE)

        assert Resident.objects.known().filter(pk=claudio.pk).exists()

    def test_whom_the_asker_let_in_cannot_confirm_even_with_the_link_used(self, claudio, anna, bruno):
        secret = invite(user=bruno, by=anna, lasts=BY_HAND, at=EIGHT)
        use_invitation(invitation=open_invitation(secret, at=EIGHT), at=EIGHT)
        request_erasure(resident=claudio, ground="unlawful", reason="", archive="", by=anna, at=EIGHT)

        with pytest.raises(SameHands, match="Anna Perrod"):
            confirm_erasure(resident=claudio, by=bruno, at=NINE)

        assert Resident.objects.known().filter(pk=claudio.pk).exists()

    def test_whose_expected_identity_the_asker_wrote_down_cannot_confirm(self, claudio, anna, bruno):
        ExpectedIdentity.objects.create(provider="spid", identifier="X", user=bruno, added_by=anna, added_at=EIGHT)
        request_erasure(resident=claudio, ground="unlawful", reason="", archive="", by=anna, at=EIGHT)

        with pytest.raises(SameHands):
            confirm_erasure(resident=claudio, by=bruno, at=NINE)

    @pytest.mark.parametrize("lets_in", ["another", "the asker, long before"])
    def test_whom_others_let_in_or_long_ago_can_confirm(self, lets_in, claudio, anna, bruno, camille):
        by, made_at = (camille, EIGHT) if lets_in == "another" else (anna, EIGHT - timedelta(days=30))
        invite(user=bruno, by=by, lasts=BY_HAND, at=made_at)

        erased(claudio, anna, bruno)

        assert Erasure.objects.get(resident=claudio).by == bruno

    def test_a_request_taken_back_cannot_be_confirmed(self, claudio, anna, bruno):
        request_erasure(resident=claudio, ground="unlawful", reason="", archive="", by=anna, at=EIGHT)
        withdraw_request(resident=claudio, by=anna, at=EIGHT)

        with pytest.raises(NoRequest):
            confirm_erasure(resident=claudio, by=bruno, at=NINE)

    def test_it_is_asked_for_once(self, claudio, anna, bruno):
        request_erasure(resident=claudio, ground="unlawful", reason="", archive="", by=anna, at=EIGHT)

        with pytest.raises(ErasureAlreadyAsked):
            request_erasure(resident=claudio, ground="unlawful", reason="", archive="", by=bruno, at=EIGHT)

    def test_it_is_asked_for_again_after_it_was_taken_back(self, claudio, anna):
        request_erasure(resident=claudio, ground="unlawful", reason="", archive="", by=anna, at=EIGHT)
        withdraw_request(resident=claudio, by=anna, at=EIGHT)

        request_erasure(resident=claudio, ground="duty", reason="", archive="", by=anna, at=NINE)

        assert ErasureRequest.objects.waiting().get().ground == "duty"

    def test_a_record_of_care_has_to_be_laid_down_first(self, full_record, anna):
        with pytest.raises(RecordOfCareNotLaidDown, match=r"26\.11\.2036"):
            request_erasure(resident=full_record, ground="objection", reason="", archive="", by=anna, at=EIGHT)

    def test_nobody_whom_a_visit_is_promised_is_erased(self, full_record, make_order, anna):
        ahead = TODAY + timedelta(days=2)
        visit = Visit.objects.create(order=make_order(full_record, starts_on=TODAY, ends_on=ahead), day=ahead)

        with pytest.raises(StillLookedAfter):
            request_erasure(resident=full_record, ground="objection", reason="", archive="x", by=anna, at=EIGHT)

        cancel_visit(visit=visit, reason="resident", by=anna, at=EIGHT)
        assert request_erasure(resident=full_record, ground="objection", reason="", archive="x", by=anna, at=EIGHT)

    def test_an_order_that_goes_on_makes_no_visit_any_more(self, full_record, make_order, valley, anna, bruno):
        make_order(full_record, starts_on=TODAY, ends_on=None, weekdays=[0, 1, 2, 3, 4, 5, 6])
        tomorrow = TODAY + timedelta(days=1)
        before = make_visits(area=valley, day=tomorrow)
        cancel_visit(visit=before[0], reason="resident", by=anna, at=EIGHT)

        erased(full_record, anna, bruno)

        assert (len(before), make_visits(area=valley, day=TODAY + timedelta(days=2))) == (1, [])

    def test_a_visit_promised_since_stops_the_confirmation(self, claudio, make_order, anna, bruno):
        request_erasure(resident=claudio, ground="unlawful", reason="", archive="", by=anna, at=EIGHT)
        order = make_order(claudio, starts_on=TODAY, ends_on=TODAY + timedelta(days=2))
        Visit.objects.create(order=order, day=TODAY + timedelta(days=2))

        with pytest.raises(StillLookedAfter):
            confirm_erasure(resident=claudio, by=bruno, at=at(9))
