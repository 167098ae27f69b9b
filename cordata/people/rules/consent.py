"""What each kind of decision is about: to whom it may point, and whether it names a country."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

OF_AGE = 18  # years, in Italy and in France


@dataclass(frozen=True, slots=True)
class Scope:
    """What a decision for one purpose may say."""

    recipients: tuple[str, ...]  # of everybody, person, organisation, profession, carer
    basis: str = "consent"  # of Consent.Basis, where nobody says otherwise
    names_country: bool = False  # from which the record is read, or to which it is sent


SCOPES: Mapping[str, Scope] = {
    "care": Scope(("everybody", "person", "organisation", "profession"), basis="care"),
    "cross_border": Scope(("everybody", "organisation", "person", "profession"), names_country=True),
    "family": Scope(("carer",)),
    "emergency": Scope(("everybody",)),
    "exchange": Scope(("everybody", "organisation"), names_country=True),
    "study": Scope(("everybody",)),
}


def is_minor(born_on: date | None, born_in_year: int | None, on: date) -> bool:
    """Return whether somebody is under age on a day; of whom only the year is known, as long as they may be."""
    if born_on:
        return (on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))) < OF_AGE
    return born_in_year is not None and on.year - born_in_year <= OF_AGE
