"""What every answer tells the browser, and what none of them tells."""

import pytest
from django.test import override_settings
from django.urls import reverse

from tests.accounts.conftest import code_now

pytestmark = pytest.mark.django_db
OPEN = ("/sign-in/", "/sign-in/help/", "/about/", "/invitation/", "/invitation/none/", "/nowhere/")
OWN = (
    "/account/", "/account/password/", "/account/pin/", "/account/app/", "/account/passkeys/new/",
    "/account/confirmation/", "/account/colleagues/", "/people/", "/day/",
)  # fmt: skip


def policy(answer) -> dict[str, list[str]]:
    parts = [part.split() for part in answer["Content-Security-Policy"].split(";") if part.strip()]
    return {name: sources for name, *sources in parts}


class TestEveryPage:
    @pytest.mark.parametrize("path", [*OPEN, *OWN])
    def test_runs_no_script_but_its_own(self, as_anna, path):
        said = policy(as_anna.get(path, follow=True))

        assert "'unsafe-inline'" not in str(said)
        assert "'unsafe-eval'" not in str(said)
        assert said["default-src"] == said["object-src"] == said["base-uri"] == said["frame-ancestors"] == ["'none'"]
        assert said["style-src"] == said["connect-src"] == said["form-action"] == ["'self'"]

    @pytest.mark.parametrize("path", [*OPEN, *OWN])
    def test_is_kept_in_no_store(self, as_anna, path):
        assert "no-store" in as_anna.get(path, follow=True)["Cache-Control"]

    @pytest.mark.parametrize("path", [*OPEN, *OWN])
    def test_takes_from_the_browser_what_it_does_not_use(self, as_anna, path):
        answer = as_anna.get(path, follow=True)

        assert "camera=()" in answer["Permissions-Policy"]
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == answer["Cross-Origin-Opener-Policy"] == "same-origin"
        assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer["X-Frame-Options"] == "DENY"

    def test_has_a_nonce_of_its_own(self, client):
        nonces = {tuple(policy(client.get("/sign-in/"))["script-src"]) for _again in range(2)}

        assert len(nonces) == 2


class TestSigningOut:
    def test_clears_what_the_browser_kept_of_the_pages(self, as_anna):
        assert as_anna.post("/sign-out/")["Clear-Site-Data"] == '"cache"'


class TestBehindHttps:
    @pytest.fixture(autouse=True)
    def https(self):
        with override_settings(
            SECURE_SSL_REDIRECT=True,
            SECURE_HSTS_SECONDS=31_536_000,
            SECURE_HSTS_INCLUDE_SUBDOMAINS=True,
            SESSION_COOKIE_SECURE=True,
            SESSION_COOKIE_NAME="__Host-cordata_session",
        ):
            yield

    def test_the_browser_is_told_to_come_back_so(self, client):
        answer = client.get("/sign-in/", secure=True)

        assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"

    def test_what_comes_in_the_clear_is_led_there(self, client):
        assert client.get("/sign-in/").url == "https://testserver/sign-in/"

    def test_the_sessions_cookie_belongs_to_this_host_alone(self, client):
        client.post("/language/", {"language": "fr"}, secure=True)

        cookie = client.cookies["__Host-cordata_session"]
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (
            True, True, "Lax", "/", "",
        )  # fmt: skip


class TestWhatAPageDoesNotTell:
    def test_is_the_secret_of_an_app_once_it_is_set_up(self, as_anna):
        as_anna.get("/account/app/")
        secret = as_anna.session["mfa.totp.secret"]
        as_anna.post("/account/app/", {"code": code_now(secret)})

        assert "mfa.totp.secret" not in as_anna.session

    def test_is_why_something_broke(self, client, monkeypatch):
        client.raise_request_exception = False
        monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", broken)
        client.cookies["cordata_session"] = "a" * 32

        answer = client.get(reverse("people"))

        assert answer.status_code == 500
        assert b"Traceback" not in answer.content
        assert b"the reason" not in answer.content


class TestABodyThatIsTooLarge:
    def test_is_refused(self, client):
        assert client.post("/sign-in/", {"email": "a" * 1_100_000}).status_code in (400, 413)

    def test_of_too_many_fields_is_refused(self, client):
        assert client.post("/sign-in/", {f"field{number}": "" for number in range(501)}).status_code == 400


def broken(*_given: object) -> None:
    raise RuntimeError("the reason")
