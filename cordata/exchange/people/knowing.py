"""Who of a table is in the register: by the number their organisation gave them, by the numbers of a country."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from cordata.accounts.models import Organisation
from cordata.exchange.models import ImportRow
from cordata.exchange.tables.columns import plain
from cordata.people.models import Identifier, Resident

from .rows import PersonRow

AT_ONCE = 400  # rows asked for in one query; SQLite takes so many parameters
PARTS = (
    "identifiers",
    "other_names",
    "contact_points",
    "conditions",
    "allergies",
    "safety_notes",
    "carers",
)
LONGEST_KEY = 60
OUR_OWN = re.compile(r"r-|[a-z0-9_-]+:")  # as our exports write it; nobody's own numbering looks so


def external_key(organisation: Organisation, row: PersonRow) -> str:
    """
    Return under which external id a row's person is kept: the same at each import.

    A row without a number of its own is known by name, birth and commune, or address where no birth is told.
    """
    if row.external_id:
        whole = f"{organisation.code}:{row.external_id}"
        if len(whole) <= LONGEST_KEY:
            return whole
        return f"{organisation.code[:20]}:{_short(row.external_id)}"
    return f"{organisation.code[:20]}:~{_short(*_identity(row))}"


def _identity(row: PersonRow) -> tuple[str, ...]:
    born = row.fields.get("born_on") or row.fields.get("born_in_year")
    commune = str(row.home.commune_id) if row.home else ""
    names = plain(str(row.fields["family_name"])), plain(str(row.fields["given_name"]))
    if born:
        return (*names, str(born), commune)
    return (*names, commune, plain(row.home.address) if row.home else "")


def _short(*words: str) -> str:
    return sha256("\n".join(words).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Known:
    """The persons whom some rows mean, by the row's number: several where a row's numbers disagree, none if erased."""

    by_row: dict[int, list[Resident]]


def known_people(rows: Sequence[PersonRow], organisation: Organisation) -> Known:
    """Return whom rows mean by their numbers, merged records followed to the one that was kept; in 11 queries."""
    keys = {external_key(organisation, row): row.number for row in rows}
    meant: dict[int, set[int]] = defaultdict(set)
    keys |= {row.external_id: row.number for row in rows if OUR_OWN.match(row.external_id)}
    own = Resident.objects.filter(external_id__in=list(keys)).order_by("pk")
    for pk, merged, key in own.values_list("pk", "merged_into", "external_id"):
        meant[keys[key]].add(merged or pk)
    said = ImportRow.objects.filter(key__in=list(keys), choice=ImportRow.Choice.SAME, version__isnull=False)
    said = said.filter(people_import__organisation=organisation, undone_at=None, chosen__isnull=False)
    for pk, merged, key in said.order_by("pk").values_list("chosen", "chosen__merged_into", "key"):
        meant[keys[key]].add(merged or pk)
    _add_by_identifier(rows, meant)
    wanted = {pk for found in meant.values() for pk in found}
    people = {one.pk: one for one in with_parts(wanted)}
    return Known({number: [people[pk] for pk in sorted(found) if pk in people] for number, found in meant.items()})


def _add_by_identifier(rows: Iterable[PersonRow], meant: dict[int, set[int]]) -> None:
    owners: dict[tuple[str, str], set[int]] = defaultdict(set)
    for row in rows:
        for system, value in row.identifiers:
            if system != Identifier.System.OTHER:  # no country says that it is one person's alone
                owners[system, value].add(row.number)
    found = Identifier.objects.filter(value__in=[value for _system, value in owners]).order_by("pk")
    for pk, merged, system, value in found.values_list("resident", "resident__merged_into", "system", "value"):
        for number in owners.get((system, value), ()):
            meant[number].add(merged or pk)


def with_parts(ids: Iterable[int]) -> list[Resident]:
    """Return people with everything a row may change of them, in 8 queries."""
    homes = Resident.objects.known().select_related("household__commune", "household__hamlet", "practitioner")
    return list(homes.filter(pk__in=list(ids)).prefetch_related(*PARTS).order_by("pk"))
