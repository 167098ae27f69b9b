"""A real browser against a real server, both strict.

An error in the console, a breach of the content security policy or a request to another machine fails the test.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.test.testcases import LiveServerThread
from playwright.sync_api import ConsoleMessage, Page

from tests.bench.needs import CHROMIUM
from tests.clock import ROOT

# Playwright's sync API keeps an event loop running in the test's thread; Django would refuse the ORM there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
LISTEN = """window.breaches = [];
addEventListener("securitypolicyviolation", (e) => breaches.push(`${e.violatedDirective} ${e.blockedURI}`))"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AUDIT = """async (rules) => (await axe.run({ runOnly: rules })).violations.map((found) =>
  `${found.id}: ${found.help}: ${found.nodes.map((node) => node.target.join(" ")).slice(0, 4).join(" | ")}`)"""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    quiet = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    chromium = next(filter(None, map(shutil.which, CHROMIUM)), None)
    return browser_type_launch_args | {"executable_path": chromium, "args": quiet}


@pytest.fixture(scope="session")
def server(django_db_setup, static_files) -> Iterator[str]:
    """The product on a free port, answering /static/ itself as in production (pytest-django's server does not)."""
    thread = LiveServerThread("127.0.0.1", static_handler=lambda application: application)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://127.0.0.1:{thread.port}"
    thread.terminate()


@pytest.fixture(scope="session")
def base_url(server) -> str:
    """Where page.goto("/") starts."""
    return server


@pytest.fixture
def browser_context_args(browser_context_args):
    return browser_context_args | {"service_workers": "block", "locale": "en-GB", "viewport": DESK}


@pytest.fixture
def problems() -> list[str]:
    """What went wrong behind the page."""
    return []


@pytest.fixture
def page(transactional_db, problems, page: Page) -> Iterator[Page]:  # in this order: closed before the database is
    """A page that fails its test for whatever goes wrong behind it, and for any request to another machine."""
    page.on("console", lambda message: is_fault(message) and problems.append(f"{message.text} {message.location}"))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda request: leaves(request.url) and problems.append(f"asked for {request.url}"))
    page.add_init_script(LISTEN)
    yield page
    assert problems == []
    assert page.evaluate("window.breaches ?? []") == []


def is_fault(message: ConsoleMessage) -> bool:
    """Tell whether a line of the console is an error; that a form was refused (422) is none."""
    return message.type == "error" and "status of 422" not in message.text


def leaves(url: str) -> bool:
    """Tell whether a request goes to another machine."""
    address = urlsplit(url)
    return address.scheme in ("http", "https", "ws", "wss") and address.hostname != "127.0.0.1"


@pytest.fixture
def signed_in(page, server) -> Callable[..., Page]:
    """Open a session for a person without the sign-in page: signed_in(anna) → the page."""

    def open_session(user, language: str = "en") -> Page:
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        values = {settings.SESSION_COOKIE_NAME: session, settings.LANGUAGE_COOKIE_NAME: language}
        page.context.add_cookies([{"name": name, "value": value, "url": server} for name, value in values.items()])
        return page

    return open_session


@pytest.fixture
def as_anna(signed_in, anna) -> Page:
    """The page of Anna, who coordinates."""
    return signed_in(anna)


@pytest.fixture
def axe(problems) -> Callable[[Page], None]:
    """Fail when axe finds anything on a page, at a desk and on a phone, or when the page is wider than a phone."""
    source = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")

    def audit(page: Page) -> None:
        before, known = page.viewport_size, list(problems)
        breaches = page.evaluate("window.breaches.length")
        page.evaluate(source)
        for size in (DESK, PHONE):
            page.set_viewport_size(size)
            page.wait_for_timeout(250)  # what slides has come to rest
            assert page.evaluate(AUDIT, RULES) == [], f"at {size['width']} px"
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], f"at {size['width']} px"
        page.set_viewport_size(before or DESK)
        problems[:] = known  # axe tries inline styles, which our policy stops: its own breaches do not count
        page.evaluate("(length) => { window.breaches.length = length }", breaches)

    return audit
