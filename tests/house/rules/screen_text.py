"""Text that people read goes through translation: nothing is written bare in a template."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from tests.house.rules.markup import COMMENT
from tests.house.tree import Tree, templates

TRANSLATED = re.compile(r"\{%\s*blocktrans(?:late)?\b.*?\{%\s*endblocktrans(?:late)?\s*%\}", re.DOTALL)
CLASSES = re.compile(r"\{%\s*block \w*class\w*\s*%\}.*?\{%\s*endblock\b.*?%\}", re.DOTALL)
CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
SAID = ("alt", "aria-label", "aria-description", "placeholder", "title", "label", "hint", "summary")
SAME_EVERYWHERE = re.compile(
    r"[Cc]ordata(?:_engine)?|EUPL-1\.2|EUPL|Apache-2\.0|© OpenStreetMap contributors|OpenStreetMap|GeoNames|ISTAT|"
    r"INSEE|ODbL|CC BY(?: \d\.\d)?(?: IT)?|Licence Ouverte|Etalab|"
    r"\b(?:km|min|kg|mm|Esc|Enter|Tab|Ctrl|Home|End)\b"
)
WORD = re.compile(r"[^\W\d_]{2,}")


def bare_text(tree: Tree) -> list[str]:
    """Every word of a page stands inside `{% translate %}` or comes from a variable."""
    return [
        f"{name} holds a bare '{text}'; put it through translate."
        for name, source in templates(tree)
        if name.endswith(".html") and "/gallery" not in name
        for text in words(source)
    ]


def words(source: str) -> Iterator[str]:
    for not_said in (COMMENT, CLASSES, TRANSLATED, CODE):
        source = not_said.sub("", source)
    for text in Reader(source).said:
        if WORD.search(SAME_EVERYWHERE.sub("", text)):
            yield " ".join(text.split())[:60]


class Reader(HTMLParser):
    """Collects what a page says: its text and the attributes that are read aloud or shown."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.silent = False
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent = tag in ("script", "style", "kbd", "code")
        self.said += [value for name, value in attrs if name in SAID and value]

    def handle_endtag(self, tag: str) -> None:
        self.silent = False

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.said.append(data)
