"""New people stored together: as many queries as there are kinds of things, not as there are people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Model

from cordata.accounts.models import Organisation
from cordata.people.actions.history import assign
from cordata.people.actions.keys import refresh_search_words
from cordata.people.models import Residence, Resident
from cordata.people.queries.sections import ROWS

from . import differences
from .knowing import external_key
from .rows import PersonRow
from .storing import Homes, new_parts

AT_ONCE = 500
LANGUAGE_OF_COUNTRY = {"FR": "fr"}  # where a table does not say what somebody speaks; elsewhere Italian


def bring(rows: Sequence[PersonRow], homes: Homes, organisation: Organisation) -> dict[int, Resident]:
    """Store people who are not in the register yet, and return them by the number of their row."""
    brought = {row.number: resident_of(row, homes, organisation) for row in rows}
    Resident.objects.bulk_create(list(brought.values()), batch_size=AT_ONCE)
    Residence.objects.bulk_create(
        [Residence(resident=one, household=one.household) for one in brought.values()], batch_size=AT_ONCE
    )
    for model, parts in parts_of(rows, brought).items():
        model._default_manager.bulk_create(parts, batch_size=AT_ONCE, ignore_conflicts=True)
    refresh_search_words(brought.values())
    return brought


def resident_of(row: PersonRow, homes: Homes, organisation: Organisation) -> Resident:
    """Return a person as a row tells them; not stored yet."""
    if row.home is None:
        raise ValueError(f"The 'home' of a new person must be known. Got none in row {row.number} instead.")
    household = homes.household(row.home)
    doctor = homes.doctor(row.doctor, row.home.commune_id) if row.doctor else None
    told = {"language": LANGUAGE_OF_COUNTRY.get(household.commune.country, "it"), **row.fields}
    return Resident(external_id=external_key(organisation, row), household=household, practitioner=doctor, **told)


def parts_of(rows: Iterable[PersonRow], brought: dict[int, Resident]) -> dict[type[Model], list[Model]]:
    """Return what hangs on new people, by model."""
    found: dict[type[Model], list[Model]] = {}
    for row in rows:
        for related, texts in new_parts(differences.of_new(row)):
            model, names = ROWS[related]
            part = model(resident=brought[row.number])
            for name in names:
                assign(part, name, texts[name])
            found.setdefault(model, []).append(part)
    return found
