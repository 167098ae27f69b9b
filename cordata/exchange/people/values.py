"""What people write about persons into cells, as values. Each reader raises BadCell with what it expected."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from cordata.exchange.tables.cells import BadCell, read_date, read_text
from cordata.exchange.tables.columns import plain
from cordata.exchange.tables.reading import LANGUAGE_WORDS
from cordata.people.models import Carer, Resident
from cordata.people.rules.dates import EARLIEST_YEAR

DAY_AND_MONTH = re.compile(r"(\d{1,2})[./\- ](\d{1,2})[./\- ](\d{4})")
SHORT_YEAR = re.compile(r"\d{1,2}[./\- ]\d{1,2}[./\- ]\d{2}")
YEAR = re.compile(r"(?:(?:00|xx|--)[./\- ]){0,2}(\d{4})", re.IGNORECASE)
FIRST_SERIAL, LAST_SERIAL = 3000, 80_000  # days since the end of 1899: March 1908 to January 2119
SERIAL_ZERO = date(1899, 12, 30)
NUMBER = re.compile(r"\+?[\d\s()./\-]{3,28}(?:(?:int|ext|poste|interno)\.?\s*\d{1,5})?", re.IGNORECASE)
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
PARTS = re.compile(r"[|;,\n]")
CODE = re.compile(r"[A-Z]\d{2}(?:\.\d{1,2})?")
ICPC_CHAPTERS = "ABDFHKLNPRSTUWXYZ"
YES = "si s oui o ja j yes y x 1 vero vrai wahr true sola solo seul seule"
NO = "no n non nein 0 falso faux falsch false"
SEXES = {
    Resident.Sex.FEMALE: "f w femmina donna femme feminin female woman weiblich frau 2",
    Resident.Sex.MALE: "m h maschio uomo homme masculin male man mannlich maennlich mann 1",
}
GENDERS = {
    Resident.Gender.WOMAN: "f w donna femme frau woman",
    Resident.Gender.MAN: "m h uomo homme mann man",
    Resident.Gender.OTHER: "x altro altra autre divers andere other",
}
Relation = Carer.Relation
RELATIONS = {
    Relation.PARTNER: "coniuge moglie marito compagno compagna partner conjoint conjointe epouse epoux mari femme "
    "compagne ehefrau ehemann gatte gattin partnerin wife husband spouse",
    Relation.CHILD: "figlio figlia fils fille sohn tochter kind son daughter child",
    Relation.PARENT: "padre madre genitore pere mere parent vater mutter eltern father mother",
    Relation.SIBLING: "fratello sorella frere soeur bruder schwester brother sister sibling",
    Relation.RELATIVE: "nipote cugino cugina zio zia nuora genero cognato cognata parente neveu niece cousin cousine "
    "oncle tante belle gendre famille enkel enkelin neffe nichte vetter onkel schwager schwiegertochter verwandte "
    "nephew relative uncle aunt grandson granddaughter",
    Relation.NEIGHBOUR: "vicino vicina voisin voisine nachbar nachbarin neighbour neighbor",
    Relation.FRIEND: "amico amica ami amie freund freundin friend",
    Relation.VOLUNTEER: "volontario volontaria benevole freiwillige freiwilliger volunteer",
    Relation.HOME_HELP: "badante colf assistente aide auxiliaire betreuerin betreuer pflegerin help",
}
OTHER_LANGUAGES = {
    "frp": "patois francoprovenzale francoprovencal frankoprovenzalisch",
    "wae": "walser titsch toitschu",
    "ar": "arabo arabe arabisch arabic",
    "ro": "rumeno romeno roumain rumanisch romanian",
    "sq": "albanese albanais albanisch albanian",
    "pt": "portoghese portugais portugiesisch portuguese",
    "es": "spagnolo espagnol spanisch spanish",
    "uk": "ucraino ukrainien ukrainisch ukrainian",
}
SPOKEN: Mapping[str, str] = {**LANGUAGE_WORDS, **OTHER_LANGUAGES}


def read_birth_date(value: Any, *, today: date) -> date:
    """Read a day of birth: as text, as a spreadsheet's own date, or as the number behind one."""
    born = _from_serial(value) or _from_text(value)
    if born.year < EARLIEST_YEAR or born > today:
        raise BadCell(_("a birth between %(first)d and today") % {"first": EARLIEST_YEAR})
    return born


def _from_serial(value: Any) -> date | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and float(value).is_integer()
    if is_number and FIRST_SERIAL <= value <= LAST_SERIAL:
        return SERIAL_ZERO + timedelta(days=int(value))
    return None


def _from_text(value: Any) -> date:
    if isinstance(value, date | datetime):
        return read_date(value)
    text = read_text(value)
    if SHORT_YEAR.fullmatch(text):
        raise BadCell(_("a year of four digits, such as 1941"))
    found = DAY_AND_MONTH.fullmatch(text)
    if found and int(found[1]) <= 12 < int(found[2]):
        raise BadCell(_("the day before the month, such as 26/11/1941"))
    try:
        return read_date(value)
    except BadCell:
        raise BadCell(_("a date such as 26/11/1941 or 1941-11-26, or the year")) from None


def year_alone(value: Any) -> int | None:
    """Return the year of a birth of which no more is written: 1941, 00/00/1941."""
    found = YEAR.fullmatch(read_text(value))
    return int(found[1]) if found else None


def could_be_month_first(value: Any) -> bool:
    """Return whether a date reads as another one to somebody who writes the month first."""
    found = DAY_AND_MONTH.fullmatch(read_text(value)) if isinstance(value, str) else None
    return found is not None and int(found[1]) <= 12 and int(found[2]) <= 12 and found[1] != found[2]


def read_year(value: Any, *, today: date) -> int:
    """Read a year of birth."""
    year = year_alone(value)
    if year is None or not EARLIEST_YEAR <= year <= today.year:
        raise BadCell(_("a year from %(first)d to this one") % {"first": EARLIEST_YEAR})
    return year


def read_yes(value: Any) -> bool:
    """Read yes or no in four languages."""
    word = plain(read_text(value))
    if word in (YES + " " + NO).split():
        return word in YES.split()
    raise BadCell(_("yes or no"))


def read_sex(value: Any) -> str:
    """Read F or M, or the words for them."""
    return _one_of(value, SEXES, _("F or M"))


def read_gender(value: Any) -> str:
    """Read a gender."""
    return _one_of(value, GENDERS, _("woman, man or other"))


def read_relation(value: Any) -> str:
    """Read who a carer is; the first word known decides, so that “figlia (Torino)” is a child."""
    words = plain(read_text(value)).split()
    for word in words:
        for relation, known in RELATIONS.items():
            if word in known.split():
                return str(relation)
    raise BadCell(", ".join(str(label) for label in Relation.labels))


def read_languages(value: Any) -> list[str]:
    """Read the names or codes of languages."""
    return [_language(word) for word in split(value)]


def _language(word: str) -> str:
    wanted = plain(word)
    for code, known in SPOKEN.items():
        if wanted == code or wanted in known.split():
            return code
    raise BadCell(_("languages by name or code: %(all)s") % {"all": ", ".join(SPOKEN)})


def read_number(value: Any) -> str:
    """Read a telephone number; 00 before a country stays as it is written."""
    text = read_text(value).removeprefix("'")
    if not NUMBER.fullmatch(text):
        raise BadCell(_("one telephone number"))
    return text


def read_email(value: Any) -> str:
    """Read an e-mail address."""
    text = read_text(value)
    if not EMAIL.fullmatch(text):
        raise BadCell(_("an e-mail address"))
    return text


def read_condition(word: str, short_list: Mapping[str, str]) -> tuple[str, str, str]:
    """Return the system, code and name of a condition: ICPC-2, ICD-10, a word of the short list, or other words."""
    code = word.upper()
    if CODE.fullmatch(code):
        is_icpc = "." not in code and code[0] in ICPC_CHAPTERS
        return "icpc-2" if is_icpc else "icd-10", code, ""
    if known := short_list.get(plain(word)):
        return "icpc-2", known, ""
    return "", "", word[:120]


def split(value: Any) -> list[str]:
    """Return what a cell lists, parted by | ; , or a new line."""
    parts: Iterable[str] = PARTS.split(str(value)) if isinstance(value, str) else [read_text(value)]
    return [word for part in parts if (word := read_text(part))]


def whole_name(text: str, *, is_family_first: bool) -> tuple[str, str]:
    """Return given and family name of a name in one cell; a particle stays with the name that follows it."""
    words = text.split()
    if is_family_first:
        cut = 2 if len(words) > 2 and len(words[0]) <= 3 else 1
        return " ".join(words[cut:]), " ".join(words[:cut])
    particle = next((at for at, word in enumerate(words[1:-1], 1) if word.islower()), len(words) - 1)
    return " ".join(words[:particle]), " ".join(words[particle:])


def _one_of(value: Any, words: Mapping[Any, str], expected: str) -> str:
    wanted = plain(read_text(value))
    found = next((str(choice) for choice, known in words.items() if wanted in known.split()), None)
    if found is None:
        raise BadCell(expected)
    return found
