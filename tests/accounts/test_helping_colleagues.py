"""A coordinator helps colleagues to sign in: those whose every role lies in the coordinator's areas."""

from datetime import date, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail

from cordata.accounts.models import AuditEntry, DataProtectionOfficer, Organisation, Role
from cordata.accounts.queries.helping import helped_by
from tests.accounts.conftest import link_in
from tests.clock import NINE, TODAY
from tests.village import PASSWORD

pytestmark = pytest.mark.django_db
ACTS = ("invitation", "lockout", "places", "factors")


@pytest.fixture
def nurse(valentina):
    """Valentina as somebody who signs in."""
    return valentina.user


class TestWhoIsHelped:
    def test_is_whoever_works_in_the_coordinators_areas(self, anna, bruno, nurse):
        assert list(helped_by(anna, on=TODAY)) == [nurse, bruno]

    def test_is_nobody_elsewhere(self, anna, camille):
        assert camille not in helped_by(anna, on=TODAY)

    def test_is_nobody_who_has_another_area_too(self, anna, nurse, tarentaise, usl):
        Role.objects.create(user=nurse, kind="doctor", organisation=usl, area=tarentaise, starts_on=date(2026, 1, 1))

        assert nurse not in helped_by(anna, on=TODAY)

    def test_is_nobody_who_will_have_another_area(self, anna, nurse, tarentaise, usl):
        later = TODAY + timedelta(days=7)
        Role.objects.create(user=nurse, kind="coordinator", organisation=usl, area=tarentaise, starts_on=later)

        assert nurse not in helped_by(anna, on=TODAY)

    def test_is_of_ones_own_organisation_alone_in_an_area_across_the_border(self, camille, nurse, bruno, valley):
        chambery = Organisation.objects.create(code="ch", name="Centre hospitalier", country="FR")
        Role.objects.filter(user__in=(camille, bruno)).update(organisation=chambery, area=valley)

        assert list(helped_by(camille, on=TODAY)) == [bruno]

    def test_is_nobody_who_watches_over_coordinators(self, anna, nurse, usl):
        DataProtectionOfficer.objects.create(user=nurse, organisation=usl, starts_on=TODAY)

        assert nurse not in helped_by(anna, on=TODAY)

    def test_is_nobody_who_runs_the_installation(self, anna, nurse):
        nurse.is_staff = True
        nurse.save()

        assert nurse not in helped_by(anna, on=TODAY)

    def test_is_not_oneself(self, anna):
        assert anna not in helped_by(anna, on=TODAY)

    def test_is_nobody_once_the_coordinators_role_has_ended(self, anna, nurse):
        Role.objects.filter(user=anna).update(ends_on=TODAY - timedelta(days=1))

        assert not helped_by(anna, on=TODAY).exists()


class TestTheLink:
    def test_is_shown_once_and_opens(self, as_anna, nurse, client):
        page = as_anna.post(f"/account/colleagues/{nurse.pk}/invitation/").content.decode()

        assert type(client)().get(link_in(page)).url == "/invitation/"
        assert "/invitation/" not in as_anna.get(f"/account/colleagues/{nurse.pk}/").content.decode().replace(
            f"{nurse.pk}/invitation/", ""
        )

    def test_is_told_to_whom_it_is_for_and_to_the_audit(self, as_anna, anna, nurse):
        as_anna.post(f"/account/colleagues/{nurse.pk}/invitation/")

        assert [letter.to for letter in mail.outbox] == [[nurse.email]]
        written = AuditEntry.objects.get(where=f"colleague_invitation {nurse.pk}")
        assert (written.user_id, written.what) == (anna.pk, "write")


class TestALockOut:
    def test_is_shown_and_lifted(self, as_anna, nurse, client):
        other = type(client)()
        for _again in range(5):
            other.post("/sign-in/", {"email": nurse.email, "password": "wrong"})
        assert as_anna.get(f"/account/colleagues/{nurse.pk}/").context["standing"].locked_until is not None

        as_anna.post(f"/account/colleagues/{nurse.pk}/lockout/")

        other.post("/sign-in/", {"email": nurse.email, "password": PASSWORD})
        assert "_auth_user_id" in other.session


class TestALostTelephone:
    def test_has_its_factors_taken_off_and_its_sessions_ended(self, as_anna, nurse, client, codes_of):
        elsewhere = type(client)()
        elsewhere.post("/sign-in/", {"email": nurse.email, "password": PASSWORD})
        codes_of(nurse)

        as_anna.post(f"/account/colleagues/{nurse.pk}/factors/")

        assert not Authenticator.objects.filter(user=nurse).exists()
        assert elsewhere.get("/account/").status_code == 302
        assert mail.outbox[0].to == [nurse.email]


class TestAComputerLeftOpen:
    def test_is_signed_out_from_afar(self, as_anna, nurse, client):
        elsewhere = type(client)()
        elsewhere.post("/sign-in/", {"email": nurse.email, "password": PASSWORD})

        as_anna.post(f"/account/colleagues/{nurse.pk}/places/")

        assert elsewhere.get("/account/").status_code == 302


class TestEveryAct:
    @pytest.mark.parametrize("act", ACTS)
    def test_is_refused_to_a_stranger(self, client, signed_in, camille, nurse, act):
        signed_in(camille)

        assert client.post(f"/account/colleagues/{nurse.pk}/{act}/").status_code == 404

    @pytest.mark.parametrize("act", ACTS)
    def test_is_refused_to_a_colleague_who_does_not_coordinate(self, client, signed_in, nurse, luc, act):
        signed_in(luc.user)

        assert client.post(f"/account/colleagues/{nurse.pk}/{act}/").status_code == 404

    @pytest.mark.parametrize("act", ACTS)
    def test_knows_nobody_of_an_unknown_number(self, as_anna, act):
        assert as_anna.post(f"/account/colleagues/999999/{act}/").status_code == 404

    @pytest.mark.parametrize("act", ACTS)
    def test_asks_for_proof_when_the_last_one_is_old(self, as_anna, nurse, act):
        with time_machine.travel(NINE + timedelta(minutes=16), tick=True):
            answer = as_anna.post(f"/account/colleagues/{nurse.pk}/{act}/")

        assert answer.url == "/account/confirmation/?next=%2Faccount%2F"

    @pytest.mark.parametrize("act", ACTS)
    def test_takes_a_press_not_a_link(self, as_anna, nurse, act):
        assert as_anna.get(f"/account/colleagues/{nurse.pk}/{act}/").status_code == 405


class TestTheList:
    def test_is_for_coordinators(self, signed_in, nurse):
        assert signed_in(nurse).get("/account/colleagues/").status_code == 403

    def test_costs_the_same_however_many_they_are(self, as_anna, nurse, luc, bruno, assert_num_queries):
        with assert_num_queries(5):  # session, user, role, list, roles of the rail
            as_anna.get("/account/colleagues/")
