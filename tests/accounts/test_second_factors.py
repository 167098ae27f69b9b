"""One-time codes, recovery codes, and who must have a second factor."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail

from cordata.accounts.models import AuditEntry
from tests.accounts.conftest import code_now
from tests.clock import NINE
from tests.village import PASSWORD

pytestmark = pytest.mark.django_db
COORDINATORS = frozenset({"coordinator"})


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


class TestSettingUpAPasskey:
    @pytest.mark.parametrize(
        ("host", "is_told"), [("localhost", False), ("127.0.0.1:8000", True), ("[::1]:8000", True)]
    )
    def test_says_that_none_can_be_made_at_a_number(self, as_anna, settings, host, is_told):
        settings.ALLOWED_HOSTS = ["*"]

        page = as_anna.get("/account/passkeys/new/", headers={"host": host}).content.decode()

        assert ("No passkey can be made at this address." in page) is is_told

    def test_hides_from_browsers_with_scripts_that_they_run_none(self, as_anna):
        page = as_anna.get("/account/passkeys/new/").content.decode()

        within = page.partition('<div class="unscripted-only">')[2].partition("</div>")[0]
        assert "This browser runs no scripts." in within


class TestACodeOnTheWayIn:
    def test_is_asked_for_before_anybody_is_signed_in(self, client, signed_in, anna, codes_of):
        codes_of(anna)

        signed_in(anna)

        assert not is_signed_in(client)
        assert client.get("/about/").status_code == 200
        assert client.get("/people/").status_code == 302

    def test_lets_in_to_the_page_that_was_asked_for(self, client, signed_in, anna, codes_of):
        code = codes_of(anna)
        signed_in(anna, next="/about/")

        answer = client.post("/sign-in/second-factor/", {"code": code()})

        assert (answer.url, is_signed_in(client)) == ("/about/", True)

    def test_that_is_wrong_lets_nobody_in_and_is_written_down(self, client, signed_in, anna, codes_of):
        codes_of(anna)
        signed_in(anna)

        answer = client.post("/sign-in/second-factor/", {"code": "000000"})

        assert (answer.status_code, is_signed_in(client)) == (422, False)
        assert AuditEntry.objects.filter(what="refuse", where="second_factor", user_id=anna.pk).exists()

    def test_lets_in_once(self, client, signed_in, anna, codes_of):
        code = codes_of(anna)()
        signed_in(anna)
        client.post("/sign-in/second-factor/", {"code": code})
        client.post("/sign-out/")
        signed_in(anna)

        answer = client.post("/sign-in/second-factor/", {"code": code})

        assert (answer.status_code, is_signed_in(client)) == (422, False)

    def test_may_be_guessed_five_times(self, client, signed_in, anna, codes_of):
        code = codes_of(anna)
        signed_in(anna)
        for guess in range(5):
            client.post("/sign-in/second-factor/", {"code": f"00000{guess}"})

        answer = client.post("/sign-in/second-factor/", {"code": code()})

        assert (answer.status_code, is_signed_in(client)) == (422, False)

    def test_is_not_asked_of_somebody_who_gave_no_password(self, client):
        assert client.get("/sign-in/second-factor/").url == "/sign-in/"

    def test_is_not_asked_for_a_quarter_of_an_hour_later(self, client, signed_in, anna, codes_of):
        code = codes_of(anna)
        signed_in(anna)

        with time_machine.travel(NINE + timedelta(minutes=16), tick=True):
            client.post("/sign-in/second-factor/", {"code": code()})

            assert not is_signed_in(client)


class TestARecoveryCode:
    def test_lets_in_once(self, client, signed_in, anna, codes_of):
        codes_of(anna)
        kept = Authenticator.objects.get(user=anna, type="recovery_codes")
        code = kept.wrap().get_unused_codes()[0]
        answers = []

        for _again in range(2):
            signed_in(anna)
            answers.append(client.post("/sign-in/second-factor/", {"code": code}).status_code)
            client.post("/sign-out/")

        assert answers == [302, 422]

    def test_is_not_stored_as_it_is_read(self, anna, codes_of):
        codes_of(anna)
        kept = Authenticator.objects.get(user=anna, type="recovery_codes")

        sealed = str(kept.data)

        assert not any(code in sealed for code in kept.wrap().get_unused_codes())


class TestSettingUpAnApp:
    def test_takes_the_code_that_it_shows_and_brings_recovery_codes(self, as_anna, anna):
        as_anna.get("/account/app/")
        secret = as_anna.session["mfa.totp.secret"]

        answer = as_anna.post("/account/app/", {"code": code_now(secret)})

        assert answer.url == "/account/recovery-codes/"
        kinds = Authenticator.objects.filter(user=anna).order_by("type").values_list("type", flat=True)
        assert list(kinds) == ["recovery_codes", "totp"]
        assert len(as_anna.get(answer.url).context["codes"]) == 10

    def test_is_told_by_letter_and_to_the_audit(self, as_anna, anna, django_capture_on_commit_callbacks):
        as_anna.get("/account/app/")
        secret = as_anna.session["mfa.totp.secret"]

        as_anna.post("/account/app/", {"code": code_now(secret)})

        assert [letter.to for letter in mail.outbox] == [[anna.email]]
        assert AuditEntry.objects.filter(what="write", where="authenticator_app", user_id=anna.pk).exists()

    def test_with_a_wrong_code_sets_nothing_up(self, as_anna):
        as_anna.get("/account/app/")

        answer = as_anna.post("/account/app/", {"code": "000000"})

        assert answer.status_code == 422
        assert not Authenticator.objects.exists()

    def test_keeps_the_secret_sealed(self, as_anna, anna):
        as_anna.get("/account/app/")
        secret = as_anna.session["mfa.totp.secret"]
        as_anna.post("/account/app/", {"code": code_now(secret)})

        kept = Authenticator.objects.get(type="totp")

        assert secret not in str(kept.data)

    def test_asks_for_proof_when_the_last_one_is_old(self, as_anna):
        with time_machine.travel(NINE + timedelta(minutes=16), tick=True):
            answer = as_anna.get("/account/app/")

            assert answer.url == "/account/confirmation/?next=%2Faccount%2Fapp%2F"


class TestProof:
    def test_by_the_password_leads_on(self, as_anna):
        with time_machine.travel(NINE + timedelta(minutes=16), tick=True):
            answer = as_anna.post("/account/confirmation/", {"password": PASSWORD, "next": "/account/app/"})

            assert answer.url == "/account/app/"
            assert as_anna.get(answer.url).status_code == 200

    def test_by_a_wrong_password_is_none(self, as_anna):
        with time_machine.travel(NINE + timedelta(minutes=16), tick=True):
            answer = as_anna.post("/account/confirmation/", {"password": "wrong"})

            assert answer.status_code == 422
            assert as_anna.get("/account/app/").status_code == 302

    def test_by_a_code_leads_on(self, as_anna, anna, codes_of):
        code = codes_of(anna)

        answer = as_anna.post("/account/confirmation/", {"code": code(), "next": "/account/app/"})

        assert answer.url == "/account/app/"

    def test_never_leads_to_another_machine(self, as_anna):
        answer = as_anna.post("/account/confirmation/", {"password": PASSWORD, "next": "https://elsewhere.example/"})

        assert answer.url == "/account/"


class TestTakingAFactorOff:
    def test_takes_the_recovery_codes_along(self, as_anna, anna, codes_of):
        codes_of(anna)

        as_anna.post("/account/app/removal/")

        assert not Authenticator.objects.filter(user=anna).exists()

    def test_of_another_person_is_impossible(self, as_anna, bruno):
        passkey = Authenticator.objects.create(user=bruno, type="webauthn", data={"name": "Key"})

        assert as_anna.post(f"/account/passkeys/{passkey.pk}/removal/").status_code == 404

    def test_that_is_not_there_is_impossible(self, as_anna):
        assert as_anna.post("/account/app/removal/").status_code == 404


class TestRecoveryCodesPage:
    def test_makes_new_ones_in_place_of_the_old(self, as_anna, anna, codes_of):
        codes_of(anna)
        before = as_anna.get("/account/recovery-codes/").context["codes"]

        as_anna.post("/account/recovery-codes/")

        assert not set(before) & set(as_anna.get("/account/recovery-codes/").context["codes"])

    def test_is_nobodys_who_has_no_other_factor(self, as_anna):
        assert as_anna.get("/account/recovery-codes/").url == "/account/"


class TestARoleThatAsksForASecondFactor:
    @pytest.fixture(autouse=True)
    def asked_of_coordinators(self, settings):
        settings.CORDATA_SECOND_FACTOR = COORDINATORS

    def test_opens_nothing_before_it_is_set_up(self, as_anna):
        answers = {path: as_anna.get(path) for path in ("/", "/people/", "/day/")}

        assert {answer.url.split("?")[0] for answer in answers.values()} == {"/account/second-factor/"}

    def test_leads_a_module_of_a_page_there_too(self, as_anna):
        answer = as_anna.get("/people/", headers={"HX-Request": "true"})

        assert (answer.status_code, answer["HX-Redirect"]) == (403, "/account/second-factor/")

    def test_opens_once_it_is_set_up(self, as_anna):
        as_anna.get("/account/app/")
        as_anna.post("/account/app/", {"code": code_now(as_anna.session["mfa.totp.secret"])})

        assert as_anna.get("/people/").status_code == 200

    def test_closes_when_the_last_one_is_taken_off(self, signed_in, anna, codes_of):
        code = codes_of(anna)
        browser = signed_in(anna)
        browser.post("/sign-in/second-factor/", {"code": code()})

        browser.post("/account/app/removal/")

        assert browser.get("/people/").url.startswith("/account/second-factor/")

    def test_is_not_every_role(self, signed_in, valentina):
        assert signed_in(valentina.user).get("/account/").status_code == 200
        assert signed_in(valentina.user).session["owes_second_factor"] is False

    def test_shows_both_ways_to_set_one_up(self, as_anna):
        page = as_anna.get("/account/second-factor/").content.decode()

        assert "/account/passkeys/new/" in page
        assert "/account/app/" in page
