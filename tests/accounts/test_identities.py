"""Signing in by an identity proven elsewhere: with a provider that runs here, over HTTP."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import oidc_provider_mock
import pytest
import requests
import time_machine
from allauth.socialaccount.models import SocialAccount

from cordata.accounts.actions.invitations import BY_HAND, invite
from cordata.accounts.models import AuditEntry, ExpectedIdentity, User
from tests.clock import NINE, SEVEN

TAX_CODE = "TINIT-PRRNNA80A41A326X"
# the provider, no part of ours, uses names that its library is about to change
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::DeprecationWarning")]


@pytest.fixture(scope="module")
def provider() -> str:
    """A provider of identities that knows Anna by her tax code, and Ugo by nothing but an e-mail address."""
    people = [
        oidc_provider_mock.User(sub="anna-at-spid", claims={"fiscalNumber": TAX_CODE, "email": "x@example.org"}),
        oidc_provider_mock.User(sub="ugo", claims={"email": "anna@cordata.example", "email_verified": True}),
    ]
    with oidc_provider_mock.run_server_in_thread(user_claims=people, require_nonce=True) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def spid(settings, provider) -> None:
    """An installation that trusts this provider."""
    told = {
        "server_url": provider,
        "uid_field": "sub",
        "scope": ["openid", "email"],
        "auth_params": {},
        "fetch_userinfo": True,
        "oauth_pkce_enabled": True,
        "is_strong": False,
    }
    app = {"provider_id": "spid", "name": "SPID", "client_id": "cordata", "secret": "quiet", "settings": told}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}


@pytest.fixture
def by_tax_code(spid, settings) -> None:
    """The same, by the tax code instead of the provider's own number."""
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["uid_field"] = "fiscalNumber"


def way_there(client, onward: str = "/about/") -> str:
    """Press the button and return the provider's address that the page leads to."""
    page = client.post("/sign-in/with/spid/", {"next": onward}).content.decode()
    return unescape(re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page)[1])


def way_back(address: str, **answer: str) -> str:
    """Say at the provider who one is, and return the address it leads back to."""
    said = requests.post(address, data=answer, allow_redirects=False, timeout=5)
    return said.headers["Location"].removeprefix("http://testserver")


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def expect(user: User, identifier: str) -> None:
    ExpectedIdentity.objects.create(provider="spid", identifier=identifier, user=user, added_at=SEVEN)


class TestAnIdentityWrittenDown:
    def test_signs_in_whom_it_stands_for(self, client, spid, anna):
        expect(anna, "anna-at-spid")

        answer = client.get(way_back(way_there(client), sub="anna-at-spid"))

        assert answer.url == "/about/"
        assert client.session["_auth_user_id"] == str(anna.pk)

    def test_may_be_a_tax_code(self, client, by_tax_code, anna):
        expect(anna, TAX_CODE.lower())

        client.get(way_back(way_there(client), sub="anna-at-spid"))

        assert client.session["_auth_user_id"] == str(anna.pk)

    def test_is_tied_from_then_on(self, client, spid, anna):
        expect(anna, "anna-at-spid")
        client.get(way_back(way_there(client), sub="anna-at-spid"))
        ExpectedIdentity.objects.all().delete()
        client.post("/sign-out/")

        client.get(way_back(way_there(client), sub="anna-at-spid"))

        assert is_signed_in(client)

    def test_of_somebody_who_left_lets_nobody_in(self, client, spid, anna):
        expect(anna, "anna-at-spid")
        anna.is_active = False
        anna.save()

        client.get(way_back(way_there(client), sub="anna-at-spid"))

        assert not is_signed_in(client)

    def test_leaves_of_the_person_nothing_but_the_number(self, client, spid, anna):
        expect(anna, "anna-at-spid")

        client.get(way_back(way_there(client), sub="anna-at-spid"))

        assert SocialAccount.objects.values_list("uid", "extra_data").get() == ("anna-at-spid", {})


class TestAnUnknownIdentity:
    def test_makes_no_account(self, client, spid, anna):
        before = User.objects.count()

        page = client.get(way_back(way_there(client), sub="stranger"), follow=True).content.decode()

        assert (User.objects.count(), is_signed_in(client)) == (before, False)
        assert "no account here is tied to this identity" in page or "nessun" in page

    def test_is_never_matched_by_its_address(self, client, spid, anna):
        client.get(way_back(way_there(client), sub="ugo"))

        assert not is_signed_in(client)
        assert AuditEntry.objects.filter(what="refuse", where="identity").exists()

    def test_becomes_that_of_whoever_holds_an_invitation(self, client, spid, anna):
        secret = invite(user=anna, by=None, lasts=BY_HAND, at=NINE)
        client.get(f"/invitation/{secret}/")

        client.get(way_back(way_there(client), sub="anna-at-spid"))

        assert client.session["_auth_user_id"] == str(anna.pk)
        assert client.get(f"/invitation/{secret}/").status_code == 404

    def test_is_tied_by_whoever_is_signed_in(self, as_anna, spid, anna):
        as_anna.get(way_back(way_there(as_anna, "/account/"), sub="anna-at-spid"))

        assert SocialAccount.objects.get().user == anna
        assert AuditEntry.objects.filter(what="write", where="identity", user_id=anna.pk).exists()

    def test_is_not_tied_at_a_screen_left_open_a_while_ago(self, as_anna, spid):
        with time_machine.travel(NINE + timedelta(minutes=20), tick=True):
            answer = as_anna.post("/sign-in/with/spid/", {"next": "/account/"})

        assert answer.url == "/account/confirmation/?next=%2Faccount%2F"


class TestTheQuestion:
    def test_keeps_the_code_for_this_browser(self, client, spid):
        asked = parse_qs(urlsplit(way_there(client)).query)

        assert (asked["response_type"], asked["code_challenge_method"]) == (["code"], ["S256"])
        assert asked["nonce"] != asked["state"]

    def test_answered_in_another_browser_lets_nobody_in(self, client, spid, anna):
        expect(anna, "anna-at-spid")
        stolen = way_back(way_there(client), sub="anna-at-spid")
        client.cookies.clear()

        answer = client.get(stolen)

        assert (answer.url, is_signed_in(client)) == ("/sign-in/", False)

    def test_answered_with_another_nonce_lets_nobody_in(self, client, spid, anna):
        expect(anna, "anna-at-spid")
        first = way_there(client)
        way_there(client)

        client.get(way_back(first, sub="anna-at-spid"))

        assert not is_signed_in(client)

    def test_answered_twice_lets_in_once(self, client, spid, anna):
        expect(anna, "anna-at-spid")
        back = way_back(way_there(client), sub="anna-at-spid")
        client.get(back)
        client.post("/sign-out/")

        client.get(back)

        assert not is_signed_in(client)

    def test_refused_at_the_provider_says_that_nothing_changed(self, client, spid):
        page = client.get(way_back(way_there(client), action="deny"), follow=True)

        assert page.status_code == 200
        assert not is_signed_in(client)

    def test_to_a_provider_nobody_trusts_is_not_asked(self, client, spid):
        assert client.post("/sign-in/with/elsewhere/").status_code == 404
        assert client.get("/sign-in/with/elsewhere/return/?state=x&code=y").status_code == 404

    def test_that_is_not_answered_leads_back(self, client, spid, settings):
        settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:9"

        assert client.post("/sign-in/with/spid/").url == "/sign-in/"


class TestSigningOut:
    def test_leads_out_at_the_provider_too(self, client, spid, anna, provider):
        expect(anna, "anna-at-spid")
        client.get(way_back(way_there(client), sub="anna-at-spid"))

        page = client.post("/sign-out/").content.decode()

        address = unescape(re.search(r'content="0; url=([^"]+)"', page)[1])
        asked = parse_qs(urlsplit(address).query)
        assert address.startswith(f"{provider}/oauth2/end_session")
        assert asked["post_logout_redirect_uri"] == ["http://testserver/sign-in/"]
        assert not is_signed_in(client)


class TestTheSignInPage:
    def test_offers_the_provider(self, client, spid):
        assert "SPID" in client.get("/sign-in/").content.decode()


class TestUntying:
    def test_leaves_the_password(self, as_anna, spid, anna):
        tied = SocialAccount.objects.create(user=anna, provider="spid", uid="anna-at-spid")

        as_anna.post(f"/account/identities/{tied.pk}/removal/")

        assert not SocialAccount.objects.exists()

    def test_of_the_only_way_in_is_refused(self, as_anna, spid, anna):
        tied = SocialAccount.objects.create(user=anna, provider="spid", uid="anna-at-spid")
        User.objects.filter(pk=anna.pk).update(password="!")
        session = as_anna.session
        anna.refresh_from_db()
        session["_auth_user_hash"] = anna.get_session_auth_hash()
        session.save()

        as_anna.post(f"/account/identities/{tied.pk}/removal/")

        assert SocialAccount.objects.exists()

    def test_of_another_persons_identity_is_impossible(self, as_anna, spid, bruno):
        tied = SocialAccount.objects.create(user=bruno, provider="spid", uid="bruno")

        assert as_anna.post(f"/account/identities/{tied.pk}/removal/").status_code == 404
