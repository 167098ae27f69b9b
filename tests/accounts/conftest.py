import re
import time

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value

from tests.village import PASSWORD


@pytest.fixture
def signed_in(client):
    """Sign somebody in as they do themselves: signed_in(anna) → the browser."""

    def open_session(user, password: str = PASSWORD, **more: str):
        client.post("/sign-in/", {"email": user.email, "password": password, **more})
        return client

    return open_session


@pytest.fixture
def as_anna(signed_in, anna):
    """The browser of Anna, who has just signed in with her password."""
    return signed_in(anna)


@pytest.fixture
def codes_of():
    """Give somebody an authenticator app; returns what shows its code: codes_of(anna)() → "123456"."""

    def set_up(user):
        secret = generate_totp_secret()
        TOTP.activate(user, secret)
        RecoveryCodes.activate(user)
        return lambda: code_now(secret)

    return set_up


def code_now(secret: str) -> str:
    """Return the digits that an authenticator app shows at this moment."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def link_in(text: str) -> str:
    """Return the path of the one-time link in a letter or on a page."""
    found = re.search(r"/invitation/[\w-]+/", text)
    assert found, text
    return found[0]
