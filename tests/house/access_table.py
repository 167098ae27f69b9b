"""docs/develop/access.md as data: the answers somebody wrote by hand."""

from __future__ import annotations

from functools import cache

from tests.clock import ROOT

PAGE = ROOT / "docs" / "develop" / "access.md"


@cache
def table(heading: str) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """Return the header of the table below a heading, and its rows by their first cell."""
    below = PAGE.read_text("utf-8").split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [cells(line) for line in below.splitlines() if line.startswith("|")]
    header, _rule, *rows = lines
    return header[1:], {row[0]: row[1:] for row in rows}


def cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip().strip("`") for cell in line.strip().strip("|").split("|"))
