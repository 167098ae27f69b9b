"""Whom of the register a row without a known number resembles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cordata.people.queries.similar import scored
from cordata.people.rules.facts import Facts
from cordata.people.rules.likeness import TWINS

from .rows import PersonRow
from .territory import Territory

LEAST = TWINS + 1  # a table of a whole valley holds twins, and father and son; they are not asked about


@dataclass(frozen=True, slots=True)
class Alike:
    """Somebody in the register who may be the person of a row; the score is 0 to 100."""

    resident_id: int
    score: int


def alike(rows: Sequence[PersonRow], territory: Territory) -> Mapping[int, tuple[Alike, ...]]:
    """Return by row number whom rows resemble, likeliest first; at most 6 queries a row."""
    found = {row.number: scored(facts_of_row(row, territory), least=LEAST) for row in rows}
    return {
        number: tuple(Alike(pk, one.score) for pk, one in likenesses.items())
        for number, likenesses in found.items()
        if likenesses
    }


def facts_of_row(row: PersonRow, territory: Territory) -> Facts:
    """Return a row as facts to be compared."""
    fields = row.fields
    given, family = str(fields["given_name"]), str(fields["family_name"])
    others = (dict(part.values) for part in row.parts if part.related == "other_names")
    names = ((one.get("given_name") or given, one.get("family_name") or family) for one in others)
    born_on, year = fields.get("born_on"), fields.get("born_in_year")
    phones = [str(fields.get("phone", ""))]
    phones += [dict(part.values)["value"] for part in row.parts if ("kind", "mobile") in part.values]
    commune = row.home.commune_id if row.home else None
    return Facts(
        names=((given, family), *names),
        born_on=born_on if isinstance(born_on, date) else None,
        born_in_year=year if isinstance(year, int) else None,
        sex=str(fields.get("sex", "")),
        identifiers=row.identifiers,
        phones=tuple(one for one in phones if one),
        places=(territory.by_id[commune].name,) if commune else (),
        commune=commune,
    )
