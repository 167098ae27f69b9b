"""The columns a table of people may have, and the headings people give them in four languages (data/headings.csv)."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cordata.exchange.tables.columns import plain


@dataclass(frozen=True, slots=True)
class Column:
    """A column of ours: its key, the word for it on screen, the group it stands in, the longest cell in characters."""

    key: str
    label: str | Promise
    group: str | Promise
    most: int = 200


PERSON, NUMBERS, HOME = _("The person"), _("Numbers"), _("Home")
REACH, HEALTH, NETWORK = _("How to reach them"), _("Health and safety"), _("Family and neighbours")
LONG = 1000  # for several conditions in a cell

COLUMNS = (
    Column("id", _("their number with you"), PERSON, 60),
    Column("family_name", _("family name"), PERSON, 80),
    Column("given_name", _("given name"), PERSON, 80),
    Column("name", _("whole name, given name first"), PERSON, 161),
    Column("name_family_first", _("whole name, family name first"), PERSON, 161),
    Column("maiden_name", _("name at birth"), PERSON, 80),
    Column("usual_name", _("called"), PERSON, 80),
    Column("born_on", _("born on"), PERSON),
    Column("born_in_year", _("year of birth"), PERSON),
    Column("birthplace", _("born in"), PERSON, 120),
    Column("sex", _("sex"), PERSON),
    Column("gender", _("gender"), PERSON),
    Column("language", _("language"), PERSON),
    Column("languages", _("other languages spoken"), PERSON),
    Column("lives_alone", _("lives alone"), PERSON),
    Column("matters", _("what matters to them"), PERSON),
    Column("quiet", _("do not disturb"), PERSON),
    Column("codice_fiscale", _("codice fiscale"), NUMBERS, 40),
    Column("tessera_sanitaria", _("health card"), NUMBERS, 40),
    Column("nir", _("NIR"), NUMBERS, 40),
    Column("ins", _("INS"), NUMBERS, 40),
    Column("other", _("other number"), NUMBERS, 40),
    Column("commune", _("commune"), HOME, 120),
    Column("hamlet", _("hamlet"), HOME, 120),
    Column("address", _("address"), HOME, 200),
    Column("lat", _("latitude"), HOME),
    Column("lon", _("longitude"), HOME),
    Column("access", _("how to get in"), HOME, 200),
    Column("phone", _("telephone"), REACH, 30),
    Column("mobile", _("mobile telephone"), REACH, 30),
    Column("email", _("e-mail"), REACH, 120),
    Column("gp", _("family doctor"), REACH, 120),
    Column("gp_phone", _("family doctor's telephone"), REACH, 30),
    Column("conditions", _("conditions"), HEALTH, LONG),
    Column("allergies", _("allergies"), HEALTH, LONG),
    Column("safety", _("what to know at the door"), HEALTH),
    Column("key", _("who has the key"), NETWORK, 120),
    Column("carer1_name", _("carer 1: name"), NETWORK, 120),
    Column("carer1_relation", _("carer 1: who they are"), NETWORK),
    Column("carer1_phone", _("carer 1: telephone"), NETWORK, 30),
    Column("carer1_key", _("carer 1: has the key"), NETWORK),
    Column("carer2_name", _("carer 2: name"), NETWORK, 120),
    Column("carer2_relation", _("carer 2: who they are"), NETWORK),
    Column("carer2_phone", _("carer 2: telephone"), NETWORK, 30),
    Column("carer2_key", _("carer 2: has the key"), NETWORK),
)
BY_KEY = {column.key: column for column in COLUMNS}


@cache
def headings_of() -> dict[str, frozenset[str]]:
    """Return for each column the headings, made plain, by which people call it."""
    with (Path(__file__).parent / "data" / "headings.csv").open(encoding="utf-8", newline="") as file:
        return {
            line["key"]: frozenset(plain(word) for code in ("it", "fr", "de", "en") for word in line[code].split("|"))
            for line in csv.DictReader(file)
        }


def guess(headings: Sequence[str]) -> dict[str, int]:
    """Return where each of our columns seems to stand; a heading that could be two is the first that is still free."""
    found: dict[str, int] = {}
    for position, heading in enumerate(headings):
        wanted = plain(heading)
        fitting = (key for key, known in headings_of().items() if wanted and wanted in known and key not in found)
        if free := next(fitting, None):
            found[free] = position
    return found


def headings_key(headings: Sequence[str]) -> str:
    """Return what tables with the same headings share, so that columns once named are remembered."""
    return sha256("\n".join(map(plain, headings)).encode()).hexdigest()
