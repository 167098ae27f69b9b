"""Signing in with a passkey, and a shared computer's screen, in a real browser."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from cordata.accounts.pins import set_pin
from tests.clock import NINE
from tests.village import PASSWORD

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def telephone(transactional_db, browser, server) -> Iterator[Page]:
    """A browser whose device holds passkeys; browsers give them to a name, never to an address of figures."""
    context = browser.new_context(base_url=server.replace("127.0.0.1", "localhost"), locale="en-GB")
    cookie = {"name": settings.LANGUAGE_COOKIE_NAME, "value": "en", "domain": "localhost", "path": "/"}
    context.add_cookies([cookie])
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    yield page
    context.close()


def sign_in(page: Page, email: str, onward: str, *, shared: bool = False) -> None:
    page.goto(f"/sign-in/?next={onward}")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    if shared:
        page.get_by_label("Others use this computer too").check()
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_passkey_is_set_up_and_signs_in_by_itself(telephone, anna):
    sign_in(telephone, anna.email, "/account/passkeys/new/")
    telephone.get_by_label("Name of this passkey").fill("My telephone")
    telephone.get_by_role("button", name="Set up the passkey").click()
    expect(telephone.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    telephone.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    telephone.goto("/sign-in/?next=/account/")
    telephone.get_by_role("button", name="Sign in with a passkey").click()

    expect(telephone.get_by_text("Passkey: My telephone")).to_be_visible()


def test_a_passkey_is_the_second_step_after_a_password(telephone, anna):
    sign_in(telephone, anna.email, "/account/passkeys/new/")
    telephone.get_by_role("button", name="Set up the passkey").click()
    expect(telephone.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    telephone.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    sign_in(telephone, anna.email, "/account/")
    telephone.get_by_role("button", name="Use my passkey").click()

    expect(telephone.get_by_role("heading", name="How you sign in")).to_be_visible()


def test_a_shared_screen_goes_blank_and_locks_when_nobody_touches_it(page, anna):
    set_pin(anna, "4061", at=NINE)
    page.clock.install()
    sign_in(page, anna.email, "/account/", shared=True)
    expect(page.get_by_role("heading", name="How you sign in")).to_be_visible()

    page.clock.fast_forward("05:10")

    expect(page.get_by_role("heading", name="This screen is locked")).to_be_visible()
    page.get_by_label("Short PIN").fill("4061")
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("heading", name="How you sign in")).to_be_visible()


@pytest.mark.parametrize("path", ["/account/", "/account/app/", "/account/pin/", "/account/colleagues/"])
def test_a_page_of_ones_account_can_be_used_by_everybody(page, axe, anna, path):
    sign_in(page, anna.email, path)
    page.wait_for_url(f"**{path}")

    axe(page)
