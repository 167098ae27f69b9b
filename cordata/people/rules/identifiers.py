"""
Numbers by which a country knows a person, compared with their own check digits and with what else is known.

A fault is told and never refused: 6 of 13 codici fiscali in official Italian examples are wrong, and papers have them.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.fr import nir
from stdnum.it import codicefiscale

from cordata.people.rules.fiscal_names import family_code, given_code

OMOCODIA = dict(zip("LMNPQRSTUV", "0123456789", strict=True))  # letters that stand for digits where two people clash
DIGITS_OF_CODE = (6, 7, 9, 10, 12, 13, 14)
MONTHS = "ABCDEHLMPRST"
WOMAN_DAY = 40  # added to a woman's day of birth
NIR_SEX = {"1": "M", "2": "F", "3": "M", "4": "F", "7": "M", "8": "F"}  # 3, 4, 7 and 8 are provisional numbers
HEALTH_CARD = re.compile(r"80380\d{15}")  # 80 health, 380 Italy


class Fault(StrEnum):
    """In what way a number looks wrong."""

    FORM = "form"
    CHECK = "check"
    FAMILY_NAME = "family_name"
    GIVEN_NAME = "given_name"
    BIRTH = "birth"
    SEX = "sex"


@dataclass(frozen=True, slots=True)
class Known:
    """What else is known of a person; families hold the name at birth too, which is the one an Italian code has."""

    families: Collection[str] = ()
    givens: Collection[str] = ()
    born_on: date | None = None
    born_in_year: int | None = None
    sex: str = ""


def compact(value: str) -> str:
    """Return a number as it is kept: in capitals, without spaces, dots and hyphens."""
    return re.sub(r"[\s.\-/:]", "", value).upper()


def faults(system: str, value: str, known: Known) -> tuple[Fault, ...]:
    """Return in which ways a number looks wrong, the most telling first; nothing is said of numbers of other kinds."""
    if system == "codice_fiscale":
        return _codice_fiscale(value, known)
    if system in ("nir", "ins"):
        return _nir(value, known)
    if system == "tessera_sanitaria":
        return () if HEALTH_CARD.fullmatch(value) else (Fault.FORM,)
    return ()


def _codice_fiscale(value: str, known: Known) -> tuple[Fault, ...]:
    is_provisional = len(value) == 11  # digits only, given to people whom the tax office has not identified yet
    try:
        codicefiscale.validate(value)
    except InvalidChecksum:
        return (Fault.CHECK,) if is_provisional else (Fault.CHECK, *_compared(value, known))
    except ValidationError:
        return (Fault.FORM,)
    return () if is_provisional else _compared(value, known)


def _compared(value: str, known: Known) -> tuple[Fault, ...]:
    plain = "".join(OMOCODIA.get(char, char) if at in DIGITS_OF_CODE else char for at, char in enumerate(value))
    day = int(plain[9:11])
    sex, day = ("F", day - WOMAN_DAY) if day > WOMAN_DAY else ("M", day)
    said = (int(plain[6:8]), MONTHS.index(plain[8]) + 1, day)
    families = {family_code(name) for name in known.families}
    givens = {given_code(name) for name in known.givens}
    found = {
        Fault.FAMILY_NAME: bool(families) and plain[:3] not in families,
        Fault.GIVEN_NAME: bool(givens) and plain[3:6] not in givens,
        Fault.BIRTH: not _agrees(known, *said),
        Fault.SEX: known.sex not in ("", sex),
    }
    return tuple(fault for fault, is_there in found.items() if is_there)


def _nir(value: str, known: Known) -> tuple[Fault, ...]:
    try:
        nir.validate(value)
    except InvalidChecksum:
        wrong: tuple[Fault, ...] = (Fault.CHECK,)
    except ValidationError:
        return (Fault.FORM,)
    else:
        wrong = ()
    year, month = int(value[1:3]), int(value[3:5])
    said_month = month if 1 <= month <= 12 else None  # others say that the month is not known
    birth = () if _agrees(known, year, said_month, None) else (Fault.BIRTH,)
    sex = (Fault.SEX,) if known.sex not in ("", NIR_SEX.get(value[0], known.sex)) else ()
    return (*wrong, *birth, *sex)


def _agrees(known: Known, year: int, month: int | None, day: int | None) -> bool:
    """Compare a birth with two digits of the year, and with the month and day that the number tells."""
    if known.born_on is None:
        return known.born_in_year is None or known.born_in_year % 100 == year
    born = known.born_on
    return born.year % 100 == year and (month is None or born.month == month) and (day is None or born.day == day)
