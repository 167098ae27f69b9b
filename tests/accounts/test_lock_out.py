"""Who guesses passwords is stopped, and so is whoever asks too often; counted in the database, for all processes."""

from datetime import timedelta

import pytest
import time_machine
from click.testing import CliRunner
from django.db import connection

from cordata.accounts.limits import RATES, TooOften, forget, take, tries
from cordata.accounts.models import AuditEntry, Tally
from cordata.accounts.queries.helping import locked_until
from cordata.config.commands.sign_in_help import unlock
from tests.clock import EIGHT, NINE
from tests.village import PASSWORD

pytestmark = pytest.mark.django_db
GUESSES = 5


@pytest.fixture
def guess(client):
    """Guess somebody's password from a place: guess(email, password, place)."""

    def send(email: str, password: str = "wrong", place: str = "192.0.2.7"):
        return client.post("/sign-in/", {"email": email, "password": password}, REMOTE_ADDR=place)

    return send


@pytest.fixture
def locked_out(guess, anna):
    """Anna's address after five wrong guesses."""
    for _again in range(GUESSES):
        guess(anna.email)
    return anna


class TestFiveWrongPasswords:
    @pytest.mark.parametrize("place", ["2001:db8:1:2::%d", "2001:db8:1:2:%d:0:0:1"])
    def test_from_one_household_count_together_whichever_of_its_addresses_they_use(self, client, guess, anna, place):
        for number in range(GUESSES):
            guess(anna.email, place=place % number)

        guess(anna.email, PASSWORD, place % 9)

        assert "_auth_user_id" not in client.session

    def test_from_one_household_do_not_lock_out_the_next(self, client, guess, anna):
        for _again in range(GUESSES):
            guess(anna.email, place="2001:db8:1:2::1")

        guess(anna.email, PASSWORD, "2001:db8:1:3::1")

        assert "_auth_user_id" in client.session

    def test_lock_the_right_one_out_too(self, client, guess, locked_out):
        answer = guess(locked_out.email, PASSWORD)

        assert answer.status_code == 422
        assert "_auth_user_id" not in client.session

    def test_say_from_when_on_one_may_try_again(self, client, guess, locked_out):
        client.post("/language/", {"language": "en"})

        page = guess(locked_out.email, PASSWORD).content.decode()

        assert "You can try again at 09:15." in page
        assert "ask the coordinator of your area" in page

    def test_of_a_stranger_are_answered_alike(self, guess, locked_out):
        for _again in range(GUESSES):
            guess("nemo@cordata.example")

        known, stranger = guess(locked_out.email), guess("nemo@cordata.example")

        assert known.context["form"].non_field_errors() == stranger.context["form"].non_field_errors()

    def test_lock_nobody_out_elsewhere(self, client, guess, locked_out):
        guess(locked_out.email, PASSWORD, place="198.51.100.3")

        assert client.session["_auth_user_id"] == str(locked_out.pk)

    def test_lock_nobody_else_out(self, client, guess, locked_out, bruno):
        guess(bruno.email, PASSWORD)

        assert client.session["_auth_user_id"] == str(bruno.pk)

    def test_count_whatever_the_capitals(self, client, guess, anna):
        for _again in range(GUESSES):
            guess(anna.email.upper())

        guess(anna.email, PASSWORD)

        assert "_auth_user_id" not in client.session

    def test_are_forgotten_after_a_quarter_of_an_hour(self, client, guess, locked_out):
        with time_machine.travel(NINE + timedelta(minutes=15, seconds=5), tick=True):
            guess(locked_out.email, PASSWORD)

        assert client.session["_auth_user_id"] == str(locked_out.pk)

    def test_are_not_prolonged_by_more_of_them(self, guess, locked_out):
        with time_machine.travel(NINE + timedelta(minutes=10), tick=True):
            guess(locked_out.email)

            assert locked_until(locked_out.email, at=NINE) < NINE + timedelta(minutes=16)

    def test_are_on_the_audit(self, locked_out):
        refused = AuditEntry.objects.filter(what="refuse", where="sign_in", user_id=locked_out.pk)

        assert refused.count() == GUESSES
        assert refused.earliest("pk").address == "192.0.2.7"

    def test_keep_no_password(self, locked_out):
        with connection.cursor() as cursor:
            cursor.execute("SELECT post_data, get_data FROM axes_accessattempt")
            kept = str(cursor.fetchall())

        assert "wrong" not in kept

    def test_are_lifted_by_a_command(self, client, guess, locked_out):
        said = CliRunner().invoke(unlock, [locked_out.email])

        guess(locked_out.email, PASSWORD)

        assert said.exit_code == 0
        assert client.session["_auth_user_id"] == str(locked_out.pk)


class TestBehindAServer:
    def test_the_place_is_what_that_server_says(self, client, guess, anna, settings):
        settings.CORDATA_PROXIES = 1
        for _again in range(GUESSES):
            client.post(
                "/sign-in/",
                {"email": anna.email, "password": "wrong"},
                headers={"X-Forwarded-For": "203.0.113.5, 192.0.2.9"},
            )

        assert locked_until(anna.email, address="192.0.2.9", at=NINE) is not None
        assert locked_until(anna.email, address="203.0.113.5", at=NINE) is None

    def test_that_is_none_of_ours_nobodys_claim_is_believed(self, client, anna):
        for _again in range(GUESSES):
            client.post(
                "/sign-in/",
                {"email": anna.email, "password": "wrong"},
                REMOTE_ADDR="192.0.2.7",
                headers={"X-Forwarded-For": "203.0.113.5"},
            )

        assert locked_until(anna.email, address="192.0.2.7", at=NINE) is not None

    def test_a_claim_that_is_no_address_is_not_kept(self, client, anna, settings):
        settings.CORDATA_PROXIES = 1

        answer = client.post(
            "/sign-in/", {"email": anna.email, "password": "wrong"}, headers={"X-Forwarded-For": "<script>"}
        )

        assert answer.status_code == 422


class TestARate:
    def test_ends_the_share_of_its_span(self):
        for _again in range(RATES["confirmation"].times):
            take("confirmation", "anna", at=EIGHT)

        with pytest.raises(TooOften) as refusal:
            take("confirmation", "anna", at=EIGHT)
        assert refusal.value.until == EIGHT + timedelta(minutes=5)

    def test_begins_anew_with_the_next_span(self):
        for _again in range(RATES["confirmation"].times):
            take("confirmation", "anna", at=EIGHT)

        take("confirmation", "anna", at=EIGHT + timedelta(minutes=5))

        assert tries("confirmation", "anna", at=EIGHT + timedelta(minutes=5)) == 1

    def test_is_each_ones_own(self):
        for _again in range(RATES["confirmation"].times):
            take("confirmation", "anna", at=EIGHT)

        take("confirmation", "bruno", at=EIGHT)
        take("pin", "anna", at=EIGHT)

        assert [tries("confirmation", "bruno", at=EIGHT), tries("pin", "anna", at=EIGHT)] == [1, 1]

    def test_that_is_forgotten_begins_at_nothing(self):
        take("pin", "anna", at=EIGHT)

        forget("pin", "anna")

        assert tries("pin", "anna", at=EIGHT) == 0

    def test_keeps_nobodys_name(self):
        take("password_help_letter", "anna@cordata.example", at=EIGHT)

        assert "anna" not in Tally.objects.get().key

    def test_leaves_nothing_of_the_spans_before(self):
        take("pin", "anna", at=EIGHT - timedelta(days=1))

        take("pin", "bruno", at=EIGHT)

        assert Tally.objects.count() == 1

    def test_costs_one_query(self, assert_num_queries):
        take("search", "anna", at=EIGHT)

        with assert_num_queries(1):
            take("search", "anna", at=EIGHT)


class TestAskingTooOften:
    def test_is_answered_with_when_one_may_again(self, client):
        client.post("/language/", {"language": "en"})
        for _again in range(20):
            client.post("/sign-in/help/", {"email": ""})

        answer = client.post("/sign-in/help/", {"email": ""})

        assert answer.status_code == 429
        assert 3500 < int(answer["Retry-After"]) <= 3600
        assert "Try again after 10:00." in answer.content.decode()
