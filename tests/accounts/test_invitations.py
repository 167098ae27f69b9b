"""One-time links: by letter to whoever forgot a password, by hand from a coordinator, by a command."""

import logging
from datetime import timedelta

import pytest
import time_machine
from click.testing import CliRunner
from django.core import mail

from cordata.accounts.actions.invitations import BY_HAND, InvitationSpent, end_sessions, invite, use_invitation
from cordata.accounts.models import AuditEntry, Invitation, User
from cordata.config.commands.sign_in_help import sign_in_link
from cordata.config.lines import WithoutLinks
from tests.accounts.conftest import link_in
from tests.clock import NINE, TEN
from tests.village import PASSWORD

NEW = "quattro larici dopo pioggia"
pytestmark = pytest.mark.django_db


@pytest.fixture
def link(anna) -> str:
    """The path of Anna's one-time link."""
    return f"/invitation/{invite(user=anna, by=None, lasts=BY_HAND, at=NINE)}/"


def choose(client, password: str, again: str | None = None):
    return client.post("/invitation/", {"password": password, "again": again or password})


class TestAForgottenPassword:
    def test_brings_a_letter_with_a_link(self, client, anna):
        client.post("/sign-in/help/", {"email": anna.email.upper()})

        assert [letter.to for letter in mail.outbox] == [[anna.email]]
        assert client.get(link_in(mail.outbox[0].body)).url == "/invitation/"

    def test_of_a_stranger_brings_none_and_is_answered_alike(self, client, anna):
        known = client.post("/sign-in/help/", {"email": anna.email})
        stranger = client.post("/sign-in/help/", {"email": "nemo@cordata.example"})

        said = [answer.content.decode().split("<main")[1].split("</main>")[0] for answer in (known, stranger)]
        assert len(mail.outbox) == 1
        assert said[0].replace(anna.email, "") == said[1].replace("nemo@cordata.example", "")

    def test_of_somebody_who_left_brings_none(self, client, anna):
        User.objects.update(is_active=False)

        client.post("/sign-in/help/", {"email": anna.email})

        assert mail.outbox == []

    def test_brings_three_letters_an_hour_and_no_more(self, client, anna):
        for _again in range(5):
            client.post("/sign-in/help/", {"email": anna.email})

        assert len(mail.outbox) == 3

    def test_without_an_address_is_asked_again(self, client):
        assert client.post("/sign-in/help/", {"email": "nobody"}).status_code == 422

    def test_is_in_the_persons_language(self, client, anna):
        User.objects.update(language="en")

        client.post("/sign-in/help/", {"email": anna.email})

        assert "It works once, for one hour." in mail.outbox[0].body


class TestALink:
    def test_lets_choose_a_password_that_signs_in(self, client, link, anna, signed_in):
        client.get(link)

        answer = choose(client, NEW)

        assert answer.url == "/sign-in/"
        assert "_auth_user_id" in signed_in(anna, NEW).session

    def test_signs_nobody_in_by_itself(self, client, link):
        client.get(link)
        choose(client, NEW)

        assert "_auth_user_id" not in client.session

    def test_works_once(self, client, link):
        client.get(link)
        choose(client, NEW)

        assert client.get(link).status_code == 404
        assert choose(client, NEW).status_code == 404

    def test_ends_after_a_day(self, client, link):
        with time_machine.travel(NINE + BY_HAND, tick=True):
            assert client.get(link).status_code == 404

    def test_is_replaced_by_the_next(self, client, link, anna):
        invite(user=anna, by=None, lasts=BY_HAND, at=TEN)

        assert client.get(link).status_code == 404

    def test_opens_nothing_for_whoever_planted_the_session(self, client, link):
        client.get("/about/")
        client.post("/language/", {"language": "fr"})
        planted = client.cookies["cordata_session"].value
        client.get(link)
        other = type(client)()
        other.cookies["cordata_session"] = planted

        assert other.get("/invitation/").status_code == 404

    def test_leaves_whoever_is_signed_in_where_they_can_be_signed_out(self, link, as_anna, anna, static_files):
        as_anna.get(link)

        end_sessions(user=anna)

        assert as_anna.get("/account/").status_code == 302

    def test_opens_nothing_once_the_password_was_changed(self, client, link, as_anna):
        as_anna.post("/account/password/", {"present": PASSWORD, "password": NEW, "again": NEW})

        assert type(client)().get(link).status_code == 404

    def test_is_written_in_no_line_of_the_log(self, caplog):
        caplog.handler.addFilter(WithoutLinks())

        logging.getLogger("django.request").warning("%s: %s", "Too Many Requests", "/invitation/s3cret-_A/")

        assert caplog.messages == ["Too Many Requests: /invitation/…/"]

    def test_is_taken_out_of_the_address(self, client, link):
        assert client.get(link).url == "/invitation/"

    def test_is_stored_as_nothing_that_opens(self, link):
        assert Invitation.objects.get().digest not in link

    def test_of_somebody_who_left_opens_nothing(self, client, link):
        User.objects.update(is_active=False)

        assert client.get(link).status_code == 404

    def test_signs_the_person_out_everywhere(self, client, link, signed_in, anna, static_files):
        elsewhere = signed_in(anna)
        assert elsewhere.get("/account/").status_code == 200

        other = type(client)()
        other.get(link)
        choose(other, NEW)

        assert elsewhere.get("/account/").status_code == 302

    def test_leaves_the_second_factor_in_place(self, client, link, signed_in, anna, codes_of):
        codes_of(anna)
        client.get(link)
        choose(client, NEW)

        signed_in(anna, NEW)

        assert "_auth_user_id" not in client.session

    @pytest.mark.parametrize(
        ("password", "again"),
        [("short", "short"), (NEW, "another one altogether"), ("passwordpassword", "x"), ("", "")],
    )
    def test_asks_again_for_a_password_that_will_not_do(self, client, link, password, again):
        client.get(link)

        assert choose(client, password, again).status_code == 422
        assert Invitation.objects.get().used_at is None

    def test_used_at_the_same_moment_by_two_serves_one(self, link):
        invitation = Invitation.objects.get()
        use_invitation(invitation=invitation, at=NINE)

        with pytest.raises(InvitationSpent):
            use_invitation(invitation=invitation, at=NINE)

    def test_never_opened_is_no_way_to_the_form(self, client):
        assert client.get("/invitation/").status_code == 404

    def test_may_be_tried_thirty_times_an_hour(self, client):
        answers = [client.get("/invitation/guess/").status_code for _again in range(31)]

        assert answers[-2:] == [404, 429]


class TestTheCommand:
    def run(self, *words: str):
        return CliRunner().invoke(sign_in_link, words)

    def test_prints_a_link_that_opens(self, client, anna):
        said = self.run(anna.email.upper(), "--address", "https://cordata.example")

        assert said.exit_code == 0
        assert client.get(link_in(said.output)).url == "/invitation/"

    def test_knows_nobody_of_another_address(self, anna):
        assert self.run("nemo@cordata.example", "--address", "https://cordata.example").exit_code == 2


class TestAChangedPassword:
    def test_asks_for_the_present_one(self, as_anna):
        answer = as_anna.post("/account/password/", {"present": "wrong", "password": NEW, "again": NEW})

        assert answer.status_code == 422

    def test_keeps_this_place_and_ends_the_others(self, as_anna, anna, client):
        other = type(client)()
        other.post("/sign-in/", {"email": anna.email, "password": PASSWORD})

        as_anna.post("/account/password/", {"present": PASSWORD, "password": NEW, "again": NEW})

        assert as_anna.get("/account/").status_code == 200
        assert other.get("/account/").status_code == 302

    def test_is_told_by_letter_and_to_the_audit(self, as_anna, anna):
        as_anna.post("/account/password/", {"present": PASSWORD, "password": NEW, "again": NEW})

        assert [letter.to for letter in mail.outbox] == [[anna.email]]
        assert AuditEntry.objects.filter(where="password", user_id=anna.pk).exists()


def test_a_link_lasts_no_longer_than_it_says(anna):
    invite(user=anna, by=None, lasts=timedelta(hours=1), at=NINE)

    assert Invitation.objects.get().ends_at == TEN
