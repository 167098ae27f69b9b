"""A computer that others use too: its screen locks, and a short PIN opens it again."""

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession

from cordata.accounts.models import AuditEntry, ShortPin
from cordata.accounts.pins import set_pin
from tests.clock import NINE
from tests.village import PASSWORD

PIN = "4061"
pytestmark = pytest.mark.django_db


def later(**span: int):
    return time_machine.travel(NINE + timedelta(**span), tick=True)


@pytest.fixture
def at_the_ward(signed_in, anna):
    """The browser of a shared computer where Anna, who has a PIN, has signed in."""
    set_pin(anna, PIN, at=NINE)
    return signed_in(anna, shared="on")


@pytest.fixture
def locked(at_the_ward):
    at_the_ward.post("/account/lock/now/", {"next": "/people/"})
    return at_the_ward


class TestAScreen:
    def test_locks_after_five_minutes_without_use(self, at_the_ward):
        with later(minutes=5):
            answer = at_the_ward.get("/people/")

        assert answer.url == "/account/lock/?next=%2Fpeople%2F"

    def test_stays_open_while_it_is_used(self, at_the_ward):
        for minutes in (4, 8, 12):
            with later(minutes=minutes):
                assert at_the_ward.get("/people/").status_code == 200

    def test_stays_open_on_ones_own_computer(self, signed_in, anna):
        set_pin(anna, PIN, at=NINE)
        browser = signed_in(anna)

        with later(minutes=30):
            assert browser.get("/people/").status_code == 200

    def test_is_not_kept_open_by_a_page_that_asks_by_itself(self, at_the_ward):
        with later(minutes=4):
            at_the_ward.get("/people/", headers={"Cordata-Background": "1"})

        with later(minutes=5):
            assert at_the_ward.get("/people/").status_code == 302

    def test_can_be_locked_by_hand(self, at_the_ward):
        answer = at_the_ward.post("/account/lock/now/", {"next": "/people/"})

        assert answer.url == "/account/lock/?next=%2Fpeople%2F"
        assert at_the_ward.get("/people/").status_code == 302

    def test_tells_the_browser_when_to_blank_it(self, at_the_ward):
        assert 'data-lock-after="300"' in at_the_ward.get("/people/").content.decode()

    def test_that_is_open_shows_no_lock(self, at_the_ward):
        assert at_the_ward.get("/account/lock/?next=/people/").url == "/people/"


class TestALockedScreen:
    @pytest.mark.parametrize("path", ["/", "/people/", "/account/", "/account/use/", "/day/", "/places/roads/"])
    def test_answers_no_page(self, locked, path):
        answer = locked.get(path)

        assert answer.status_code in (302, 404)
        assert b"Perrod" not in answer.content

    def test_changes_nothing(self, locked):
        assert locked.post("/account/pin/", {"pin": "9173"}).url == "/account/lock/"
        assert locked.post("/account/places/closure/").url == "/account/lock/"

    def test_answers_no_module_of_a_page(self, locked):
        answer = locked.get("/people/", headers={"HX-Request": "true"})

        assert (answer.status_code, answer["HX-Redirect"], answer.content) == (403, "/account/lock/", b"")

    def test_opens_for_the_pin_where_it_was_left(self, locked):
        answer = locked.post("/account/lock/opening/", {"pin": PIN, "next": "/people/"})

        assert answer.url == "/people/"
        assert locked.get("/people/").status_code == 200

    def test_opens_under_another_session_id_and_stays_listed(self, locked, anna):
        before = locked.session.session_key

        locked.post("/account/lock/opening/", {"pin": PIN})

        after = locked.session.session_key
        assert after != before
        assert list(UserSession.objects.values_list("user", "session_key")) == [(anna.pk, after)]

    def test_stays_locked_for_another(self, locked, anna):
        answer = locked.post("/account/lock/opening/", {"pin": "1406"})

        assert answer.status_code == 422
        assert locked.get("/people/").status_code == 302
        assert AuditEntry.objects.filter(what="refuse", where="unlocking", user_id=anna.pk).exists()

    def test_ends_the_session_after_five_wrong_pins(self, locked):
        for guess in range(5):
            answer = locked.post("/account/lock/opening/", {"pin": f"000{guess}"})

        assert answer.url == "/sign-in/"
        assert "_auth_user_id" not in locked.session

    def test_counts_anew_after_the_right_pin(self, locked):
        for _again in range(2):
            for guess in range(4):
                locked.post("/account/lock/opening/", {"pin": f"000{guess}"})
            locked.post("/account/lock/opening/", {"pin": PIN})
            locked.post("/account/lock/now/")

        assert "_auth_user_id" in locked.session

    def test_opens_by_no_password(self, locked):
        assert locked.post("/account/lock/opening/", {"pin": PASSWORD}).status_code == 422

    def test_lets_somebody_else_sign_in_instead(self, locked, bruno):
        locked.post("/sign-out/")

        locked.post("/sign-in/", {"email": bruno.email, "password": PASSWORD})

        assert locked.session["_auth_user_id"] == str(bruno.pk)
        assert locked.get("/people/").status_code == 200

    def test_ends_with_its_session_after_an_hour(self, locked):
        with later(hours=1):
            assert locked.post("/account/lock/opening/", {"pin": PIN}).url == "/sign-in/"

    def test_leads_nowhere_but_here(self, locked):
        answer = locked.post("/account/lock/opening/", {"pin": PIN, "next": "https://elsewhere.example/"})

        assert answer.url == "/"


class TestWhoeverHasNoPin:
    def test_is_signed_out_instead(self, signed_in, anna):
        browser = signed_in(anna, shared="on")

        with later(minutes=5):
            assert browser.get("/people/").url.startswith("/sign-in/")
        assert "_auth_user_id" not in browser.session

    def test_is_asked_to_choose_one_on_the_way_in(self, client, anna):
        words = {"email": anna.email, "password": PASSWORD, "shared": "on", "next": "/people/"}

        answer = client.post("/sign-in/", words)

        assert answer.url == "/account/pin/?next=%2Fpeople%2F"


class TestChoosingAPin:
    def test_keeps_nothing_that_can_be_read(self, as_anna, anna):
        as_anna.post("/account/pin/", {"pin": PIN})

        assert PIN not in ShortPin.objects.get(user=anna).digest

    @pytest.mark.parametrize("pin", ["", "12", "1234", "0000", "8765", "12ab", "123456789", "４０６１"])
    def test_refuses_what_is_guessed_at_once_or_is_no_pin(self, as_anna, pin):
        answer = as_anna.post("/account/pin/", {"pin": pin})

        assert answer.status_code == 422
        assert not ShortPin.objects.exists()

    def test_asks_for_proof_when_the_last_one_is_old(self, as_anna):
        with later(minutes=16):
            assert as_anna.get("/account/pin/").url.startswith("/account/confirmation/")
