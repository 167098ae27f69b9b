"""Every screen in Italian, French and German: nothing of English is left on it, and every accent is there."""

import re
from functools import cache
from html.parser import HTMLParser

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import Client

from tests.clock import ROOT
from tests.house.rules.catalogues import accentless
from tests.house.rules.screen_text import SAID

ENGLISH = re.compile(
    r"\b(the|and|with|from|your|you|of|this|that|are|until|when|which|who|their|has|been|would|visits|rounds|week|closed)\b"
)


WITHOUT_END = {"br", "hr", "img", "input", "link", "meta", "source", "wbr"}
SHOWN = {200, 403, 404, 422}


class Said(HTMLParser):
    """Collects what a page says to its reader: text, and attributes that are shown or read aloud."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.foreign: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        is_foreign = bool(self.foreign) or tag in ("script", "style") or ("lang" in given and tag != "html")
        if is_foreign and tag not in WITHOUT_END:
            self.foreign.append(tag)
        elif not is_foreign:
            self.texts += [value for name, value in attrs if name in SAID and value]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.foreign and "lang" not in dict(attrs):
            self.texts += [value for name, value in attrs if name in SAID and value]

    def handle_endtag(self, tag: str) -> None:
        if self.foreign:
            self.foreign.pop()

    def handle_data(self, data: str) -> None:
        if not self.foreign and data.strip():
            self.texts.append(" ".join(data.split()))


@cache
def left_in_english(language: str) -> frozenset[str]:
    """Return the English messages that are said otherwise in a language."""
    with (ROOT / "cordata" / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as catalogue:
        return frozenset(
            message.id
            for message in read_po(catalogue, locale=language)
            if isinstance(message.id, str) and message.id not in ("", message.string)
        )


def english_in(text: str, language: str) -> bool:
    return text in left_in_english(language) or ENGLISH.search(text) is not None


def pages(client: Client, user, language: str, every_address) -> list[tuple[str, str]]:
    """Return every page somebody can open, by its path, in a language."""
    client.raise_request_exception = False  # tests/house/test_access.py tells what breaks
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    if user:
        client.force_login(user)
    opened = [(address.path, client.get(address.path)) for address in every_address if address.name != "sign_out"]
    return [
        (path, response.content.decode())
        for path, response in opened
        if response.get("Content-Type", "").startswith("text/html") and response.status_code in SHOWN
    ]


@pytest.fixture(params=["nobody", "anna", "valentina"])
def reader(request, anna, valentina):
    """Who reads: somebody who has not signed in, the coordinator, the nurse."""
    return {"nobody": None, "anna": anna, "valentina": valentina.user}[request.param]


@pytest.mark.parametrize("language", ["it", "fr", "de", "en"])
def test_every_screen_says_which_language_it_speaks(language, client, reader, every_address):
    opened = pages(client, reader, language, every_address)

    silent = [path for path, html in opened if "<html" in html and f'lang="{language}"' not in html]

    assert opened
    assert not silent


@pytest.mark.parametrize("language", ["it", "fr", "de"])
class TestScreens:
    def test_say_nothing_in_english(self, language, client, reader, every_address):
        faults = {
            f"{path}: {text}"
            for path, html in pages(client, reader, language, every_address)
            for text in Said(html).texts
            if english_in(text, language)
        }

        assert not faults, "\n".join(sorted(faults))

    def test_lose_no_accent(self, language, client, reader, every_address):
        faults = {
            f"{path}: {word}"
            for path, html in pages(client, reader, language, every_address)
            for text in Said(html).texts
            for word in accentless(text, language)
        }

        assert not faults, "\n".join(sorted(faults))


class TestTheReader:
    def test_finds_english_between_the_tags(self):
        assert [text for text in Said("<p>Il giro <b>of the day</b></p>").texts if english_in(text, "it")] == [
            "of the day"
        ]

    def test_finds_english_that_is_only_heard(self):
        assert english_in(Said('<button aria-label="Close the panel"></button>').texts[0], "fr")

    def test_goes_on_after_what_says_it_is_another_language(self):
        said = Said('<a lang="en"><svg><use href="#x" /></svg>English</a><p>the end</p>').texts

        assert said == ["the end"]

    def test_passes_over_what_says_it_is_another_language(self):
        assert not Said('<a lang="en">English, with the flag</a><script>the end</script>').texts
