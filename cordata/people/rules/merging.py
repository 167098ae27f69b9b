"""
Two people change the same record at once: what stands, and what they must be asked.

A record is told as rows of texts: the person's own fields under the key "", each further row (a telephone, a carer)
under a key of its own. The rule compares both changes with what both began from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Row = dict[str, str]
Rows = Mapping[str, Mapping[str, str]]
GONE = "gone"  # stands for a whole row in a clash: one took it away while the other changed it


@dataclass(frozen=True, slots=True)
class Clash:
    """A text that both changed, each in their own way; `field` is GONE where one removed the row."""

    row: str
    field: str
    theirs: str
    mine: str


@dataclass(slots=True)
class Merged:
    """The rows as they are to be, mine where both changed the same, and what both changed."""

    rows: dict[str, Row] = field(default_factory=dict)
    clashes: list[Clash] = field(default_factory=list)


def merge(*, base: Rows, theirs: Rows, mine: Rows) -> Merged:
    """Join two changes of `base`: what only one of them changed stands as they changed it."""
    merged = Merged()
    for key in dict.fromkeys((*theirs, *mine)):
        if key in theirs and key in mine:
            merged.rows[key] = _both(key, base.get(key, {}), theirs[key], mine[key], merged.clashes)
        elif key not in base:
            merged.rows[key] = dict(theirs.get(key) or mine[key])
        elif key in mine and dict(mine[key]) != dict(base[key]):
            merged.rows[key] = dict(mine[key])
            merged.clashes.append(Clash(key, GONE, theirs=GONE, mine=""))
        elif key in theirs and dict(theirs[key]) != dict(base[key]):
            merged.rows[key] = dict(theirs[key])
            merged.clashes.append(Clash(key, GONE, theirs="", mine=GONE))
    return merged


def _both(
    key: str, base: Mapping[str, str], theirs: Mapping[str, str], mine: Mapping[str, str], clashes: list[Clash]
) -> Row:
    joined: Row = {}
    for name in dict.fromkeys((*theirs, *mine)):
        began, other, own = (row.get(name, "") for row in (base, theirs, mine))
        joined[name] = other if own == began else own
        if own not in (began, other) and other != began:
            clashes.append(Clash(key, name, theirs=other, mine=own))
    return joined
