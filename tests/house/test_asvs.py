"""The page that says what was checked against ASVS 5.0 names only what is there, and leaves out no chapter."""

import re

from tests.clock import ROOT

PAGE = ROOT / "docs" / "operate" / "asvs.md"
NAMED = re.compile(r"`((?:tests|cordata|docs|engine|frontend)/[\w./-]+|pyproject\.toml|[\w.-]+\.(?:txt|json))`")
NUMBER = re.compile(r"\b(1[0-7]|[1-9])\.(\d{1,2})\.(\d{1,2})\b")
CHAPTERS = set(range(1, 18))


def text() -> str:
    return PAGE.read_text("utf-8")


def test_whatever_it_names_is_there():
    missing = sorted({path for path in NAMED.findall(text()) if not (ROOT / path).exists()})

    assert not missing


def test_it_speaks_of_every_chapter():
    assert {int(chapter) for chapter, _, _ in NUMBER.findall(text())} == CHAPTERS


def test_each_setting_it_names_is_told_of():
    settings = (ROOT / "docs" / "operate" / "settings.md").read_text("utf-8")

    assert not [name for name in re.findall(r"`(CORDATA_\w+)`", text()) if f"`{name}`" not in settings]


def test_every_line_of_a_table_says_what_meets_it():
    rows = [line.split("|")[1:-1] for line in text().splitlines() if line.startswith("|") and NUMBER.search(line)]

    assert rows
    assert all(cell.strip() for row in rows for cell in row)
