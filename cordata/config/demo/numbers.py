"""Identity numbers of people who do not exist: right in form and check digit, of places that do not exist either."""

from __future__ import annotations

from datetime import date
from random import Random

from stdnum.fr.nir import calc_check_digits
from stdnum.it.codicefiscale import calc_check_digit

from cordata.config.demo.people import ResidentDraft
from cordata.people.rules.fiscal_names import family_code, given_code
from cordata.people.rules.identifiers import MONTHS, WOMAN_DAY

NOWHERE_IT, NOWHERE_FR = "X999", "73999"  # no Italian place has an X, no French one the number 999
WITHOUT, WRONG = 0.1, 0.05


def numbers(rng: Random, one: ResidentDraft, country: str) -> tuple[tuple[str, str], ...]:
    """Return the numbers of a person, by kind; one in ten has none written down, one in twenty a mistyped one."""
    if rng.random() < WITHOUT or country not in ("IT", "FR"):
        return ()
    is_mistyped = rng.random() < WRONG
    if country == "FR":
        value = nir(rng, one.born_on, one.sex)
        return (("nir", _mistyped(value) if is_mistyped else value),)
    value = codice_fiscale(one)
    card = f"80380{rng.randrange(10**15):015}"
    return (("codice_fiscale", _mistyped(value) if is_mistyped else value), ("tessera_sanitaria", card))


def codice_fiscale(one: ResidentDraft) -> str:
    born = one.born_on
    day = born.day + (WOMAN_DAY if one.sex == "F" else 0)
    letters = family_code(one.family_name) + given_code(one.given_name)
    stem = f"{letters}{born:%y}{MONTHS[born.month - 1]}{day:02}{NOWHERE_IT}"
    return stem + str(calc_check_digit(stem))


def nir(rng: Random, born: date, sex: str) -> str:
    stem = f"{1 if sex == 'M' else 2}{born:%y%m}{NOWHERE_FR}{rng.randint(1, 999):03}"
    return stem + str(calc_check_digits(stem))


def _mistyped(value: str) -> str:
    """Return a number with its last sign changed, as happens when one copies it by hand."""
    last = value[-1]
    return value[:-1] + ("B" if last == "A" else "A" if last.isalpha() else str((int(last) + 1) % 10))
