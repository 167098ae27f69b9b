"""From a sheet whose columns are named to persons, gathering every fault on the way."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from cordata.base.geo import Point
from cordata.exchange.tables.cells import read_number
from cordata.exchange.tables.columns import plain
from cordata.exchange.tables.reading import Table
from cordata.exchange.tables.sheets import Sheet
from cordata.people.models import Condition, Identifier
from cordata.people.rules.identifiers import compact
from cordata.people.rules.names import mixes_scripts

from . import values
from .cells import PersonCells, PersonNotes
from .rows import CarerCell, Doctor, Home, Part, PersonRow, Stored
from .territory import Territory

TEXTS = ("birthplace", "matters", "quiet")
NUMBERS = tuple(str(system) for system in Identifier.System.values)


@dataclass
class Reader:
    """Reads the rows of one table; what is doubtful about the whole table is said once."""

    table: Table
    territory: Territory
    notes: PersonNotes
    today: date
    short_list: Mapping[str, str]
    said: set[str] = field(default_factory=set)
    seen: dict[tuple[str, ...], int] = field(default_factory=dict)

    def rows(self) -> Iterator[PersonRow]:
        """Yield every row that can be used."""
        for line in self.table.sheet.lines:
            row = self._row(PersonCells(self.table, line, self.notes))
            if row:
                yield row

    def _row(self, cells: PersonCells) -> PersonRow | None:
        identifiers = tuple((system, value) for system in NUMBERS if (value := compact(cells.text(system))))
        row = PersonRow(
            number=cells.row,
            external_id=cells.text("id"),
            fields=self._fields(cells),
            home=self._home(cells),
            doctor=Doctor(name, cells.text("gp_phone")) if (name := cells.text("gp")) else None,
            identifiers=identifiers,
            parts=tuple(self._parts(cells)),
            carers=tuple(self._carers(cells)),
        )
        self._judge_doubled(cells, row)
        return None if cells.row in self.notes.faulty_rows else row

    def _fields(self, cells: PersonCells) -> dict[str, Stored]:
        found: dict[str, Stored] = self._names(cells) | self._birth(cells)
        found |= {key: cells.text(key) or None for key in TEXTS}
        found["sex"] = cells.read("sex", values.read_sex)
        found["gender"] = cells.read("gender", values.read_gender)
        found["lives_alone"] = cells.read("lives_alone", values.read_yes)
        found["phone"] = cells.read("phone", values.read_number)
        spoken = cells.read("language", values.read_languages) or []
        more = cells.read("languages", values.read_languages) or []
        main = next((code for code in spoken + more if code in dict(settings.LANGUAGES)), None)
        others = [code for code in dict.fromkeys(spoken + more) if code != main]
        found |= {"language": main, "languages": others or None}
        return {key: value for key, value in found.items() if value is not None}

    def _names(self, cells: PersonCells) -> dict[str, Stored]:
        known = len(self.notes.found)
        given, family = cells.text("given_name"), cells.text("family_name")
        for key, is_family_first in (("name", False), ("name_family_first", True)):
            if whole := cells.text(key):
                self._say_once(cells, key, _("given and family name in columns of their own; they were told apart"))
                told = values.whole_name(whole, is_family_first=is_family_first)
                given, family = given or told[0], family or told[1]
        if not (given and family) and len(self.notes.found) == known:
            cells.fault("given_name" if family else "family_name", _lacking(given, family))
        if mixes_scripts(given + family):
            cells.warn("family_name", _("letters of one alphabet"))
        return {"given_name": given[:80], "family_name": family[:80]}

    def _birth(self, cells: PersonCells) -> dict[str, Stored]:
        raw = cells.raw("born_on")
        if year := values.year_alone(raw):
            return {"born_in_year": year}
        if values.could_be_month_first(raw):
            self._say_once(cells, "born_on", _("days before months; dates like this one are read so"))
        born = cells.read("born_on", lambda value: values.read_birth_date(value, today=self.today))
        if born:
            return {"born_on": born}
        year = cells.read("born_in_year", lambda value: values.read_year(value, today=self.today))
        return {"born_in_year": year} if year else {}

    def _say_once(self, cells: PersonCells, column: str, expected: str) -> None:
        if column not in self.said:
            self.said.add(column)
            cells.warn(column, expected)

    def _home(self, cells: PersonCells) -> Home | None:
        name, hamlet_name, address = cells.text("commune"), cells.text("hamlet"), cells.text("address")
        if not name:
            if hamlet_name or address:
                cells.fault("commune", _("the commune of this address"))
            return None
        commune = self.territory.commune(name)
        if commune is None:
            near = self.territory.near(name)
            hint = _("; did you mean “%(word)s”?") % {"word": near} if near else ""
            cells.fault("commune", _("a commune of your area%(hint)s") % {"hint": hint})
            return None
        hamlet = self.territory.hamlet(commune, hamlet_name) if hamlet_name else None
        if hamlet_name and hamlet is None:
            expected = _("a hamlet of %(commune)s that we know; it is kept with the address")
            cells.warn("hamlet", expected % {"commune": commune.name})
            address = f"{hamlet_name}, {address}".strip(", ")
        access = cells.text("access")
        return Home(commune.pk, hamlet.pk if hamlet else None, address[:200], self._point(cells), access)

    def _point(self, cells: PersonCells) -> Point | None:
        lat, lon = cells.read("lat", read_number), cells.read("lon", read_number)
        if lat is None or lon is None:
            return None
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            cells.fault("lat", _("degrees: latitude from -90 to 90, longitude from -180 to 180"))
            return None
        return Point(lat, lon)

    def _parts(self, cells: PersonCells) -> Iterator[Part]:
        for use, column in (("maiden", "maiden_name"), ("usual", "usual_name")):
            if name := cells.text(column):
                field_name = "family_name" if use == "maiden" else "given_name"
                yield Part("other_names", (("use", use), (field_name, name)), name)
        for kind, column, reader in (
            ("mobile", "mobile", values.read_number),
            ("email", "email", values.read_email),
        ):
            if value := cells.read(column, reader):
                yield Part("contact_points", (("kind", kind), ("value", value)), value)
        for word in dict.fromkeys(cells.words("conditions")):
            system, code, name = values.read_condition(word, self.short_list)
            yield Part("conditions", (("system", system), ("code", code), ("name", name)), word)
        for word in dict.fromkeys(cells.words("allergies")):
            yield Part("allergies", (("substance", word[:120]),), word)
        if note := cells.text("safety"):
            yield Part("safety_notes", (("kind", "other"), ("text", note)), note)

    def _carers(self, cells: PersonCells) -> Iterator[CarerCell]:
        key_at = cells.text("key")
        for number in (1, 2):
            name = cells.text(f"carer{number}_name")
            relation = cells.read(f"carer{number}_relation", values.read_relation)
            phone = cells.read(f"carer{number}_phone", values.read_number)
            has_key = cells.read(f"carer{number}_key", values.read_yes)
            if name:
                if key_at and plain(key_at) == plain(name):
                    has_key, key_at = True, ""
                yield CarerCell(name, relation, phone, has_key)
            elif relation or phone:
                cells.fault(f"carer{number}_name", _("the name of this carer"))
        if key_at:
            yield CarerCell(key_at, has_key=True)

    def _judge_doubled(self, cells: PersonCells, row: PersonRow) -> None:
        marks = [("id", row.external_id)] if row.external_id else []
        marks += [(system, value) for system, value in row.identifiers if system != "other"]
        for column, value in marks:
            earlier = self.seen.setdefault((column, value), row.number)
            if earlier != row.number:
                cells.fault(column, _("a number of their own; row %(row)d has it already") % {"row": earlier})


def _lacking(given: str, family: str) -> str:
    """Say which name a row lacks."""
    if family:
        return _("a given name")
    return _("a family name") if given else _("a given name and a family name")


def read_people(
    sheet: Sheet, mapping: Mapping[str, int], *, territory: Territory, notes: PersonNotes, today: date
) -> list[PersonRow]:
    """Return the persons of a sheet; rows with a fault are left out and noted."""
    positions = {key: position for key, position in mapping.items() if position < len(sheet.headings)}
    return list(Reader(Table(sheet, positions), territory, notes, today, short_list()).rows())


def short_list() -> dict[str, str]:
    """Return the codes of the conditions we name ourselves, by the word for each in every language."""
    found: dict[str, str] = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            found |= {plain(str(label)): str(value) for value, label in Condition.Code.choices}
    return found
