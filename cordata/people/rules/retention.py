"""
How long a record about a person is kept, by country: what a law asks, what an authority advises, what we choose.

Sources, each read in 2026: for France the Code de la santé publique, art. R1112-7, and the CNIL's référentiel
(délibération n° 2023-095 of 14 September 2023). For Italy no law gives a term for the record of care at home: the
circular of the Ministry of Health no. 61 of 19 December 1986 (prot. 900.2/AG.464/260) asks hospitals to keep their
clinical files without end, and the general limitation of claims is ten years (art. 2946 of the codice civile).
docs/operate/privacy/retention.md says which body each of them binds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

YOUNG_UNTIL = 28  # R1112-7: never erased before the 28th birthday
AFTER_DEATH = 10  # R1112-7: if the person dies within ten years of the last contact, ten years from the death


class Binding(Enum):
    """Who says so."""

    LAW = "law"
    AUTHORITY = "authority"
    CENTRE = "centre"


class Held(Enum):
    """What stands in the record, as far as the term depends on it."""

    CARE = "care"  # somebody looked after the person
    KNOWN = "known"  # the person was entered, and nothing was ever done


@dataclass(frozen=True, slots=True)
class Rule:
    """A term in whole years, counted from the last contact; `source` is a citation, in its own language."""

    country: str
    held: Held
    years: int
    binding: Binding
    source: str

    @property
    def code(self) -> str:
        """The rule's name in logs and in what an erasure keeps."""
        return f"{self.country.lower()}-{self.held.value}"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a term depends on. A birth of which only the year is known counts as its last day."""

    country: str
    held: Held
    last_contact: date
    born_on: date | None = None
    died_on: date | None = None


Schedule = Mapping[tuple[str, Held], Rule]

LEGAL = (
    Rule("FR", Held.CARE, 20, Binding.LAW, "Code de la santé publique, art. R1112-7"),
    Rule("FR", Held.KNOWN, 2, Binding.AUTHORITY, "CNIL, délibération n° 2023-095 du 14 septembre 2023"),
    Rule("IT", Held.CARE, 10, Binding.CENTRE, "codice civile, art. 2946"),
    Rule("IT", Held.KNOWN, 2, Binding.CENTRE, "GDPR, art. 5(1)(e)"),
)


def schedule(years: Mapping[str, str]) -> Schedule:
    """
    Return the rule for each country and kind of record; `years` by rule code lengthens or sets what is ours to set.

    :raises ValueError: if a term is shorter than a law asks, or is no number, or `years` names no rule
    """
    chosen = {rule.code: rule for rule in LEGAL}
    for code, text in years.items():
        if code not in chosen:
            raise ValueError(f"A term must be for one of {sorted(chosen)}. Got {code!r} instead.")
        rule, wanted = chosen[code], int(text)
        least = rule.years if rule.binding is Binding.LAW else 1
        if wanted < least:
            raise ValueError(f"The term of {code} must be {least} years or more. Got {wanted} instead.")
        chosen[code] = Rule(rule.country, rule.held, wanted, rule.binding, rule.source)
    return {(rule.country, rule.held): rule for rule in chosen.values()}


def kept_until(rule: Rule, facts: Facts) -> date:
    """Return the last day on which a record is kept; it may be erased from the next day on."""
    until = years_after(facts.last_contact, rule.years)
    if (rule.country, rule.held) != ("FR", Held.CARE):
        return until
    if facts.died_on and facts.died_on < years_after(facts.last_contact, AFTER_DEATH):
        return years_after(facts.died_on, AFTER_DEATH)
    if facts.born_on:
        return max(until, years_after(facts.born_on, YOUNG_UNTIL))
    return until


def is_over(until: date, on: date) -> bool:
    """Return whether a term that ends on a day has passed."""
    return on > until


def years_after(day: date, years: int) -> date:
    """Return the same day of a later year; after the 29th of February, the first of March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
