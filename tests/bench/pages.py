"""A page whose form would be refused, or would leak its token, fails in the test that rendered it."""

from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.http import HttpResponse
from django.test import Client

TOKEN = "csrfmiddlewaretoken"


class FormFault(AssertionError):
    """A page holds a form that posts without a token, or that shows its token in an address."""


class FormReader(HTMLParser):
    """Reads which forms of a page post, and which of them carry the token."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, str | bool]] = []
        self.inside = False
        self.sends_token_by_header = False
        self.posts_without_form: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if TOKEN in given.get("hx-headers", "") or "X-CSRFToken" in given.get("hx-headers", ""):
            self.sends_token_by_header = True
        if tag == "form":
            self.inside = True
            self.forms.append(
                {"where": given.get("action", ""), "method": given.get("method", "get").lower(), "token": False}
            )
        elif tag == "input" and given.get("name") == TOKEN and self.inside:
            self.forms[-1]["token"] = True
        elif "hx-post" in given and not self.inside:
            self.posts_without_form.append(given["hx-post"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False


def check_forms(html: str) -> None:
    """
    Compare every form of a page with what the server will ask of it.

    :raises FormFault: naming the address of the first form that would be refused or would leak
    """
    page = FormReader()
    page.feed(html)
    for form in page.forms:
        if form["method"] == "post" and not form["token"]:
            raise FormFault(f"The form that posts to '{form['where']}' has no {{% csrf_token %}}.")
        if form["method"] == "get" and form["token"]:
            raise FormFault(f"The form that gets '{form['where']}' would show its token in the address.")
    if page.posts_without_form and not page.sends_token_by_header:
        raise FormFault(
            f"hx-post to '{page.posts_without_form[0]}' stands outside a form, and the page sends no token."
        )


@pytest.fixture(autouse=True, scope="session")
def forms_carry_their_token() -> Iterator[None]:
    """Check the forms of every HTML page that a test's client receives."""
    send = Client.request

    def send_and_check(client: Client, **request: object) -> HttpResponse:
        response = send(client, **request)
        if response.get("Content-Type", "").startswith("text/html") and not response.streaming:
            check_forms(response.content.decode())
        return response

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "request", send_and_check)
        yield
