"""From a sheet to typed rows, gathering every fault on the way instead of stopping at the first."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from cordata.base.geo import Point

from .cells import BadCell, is_formula, read_list, read_number, read_text
from .columns import named, plain
from .faults import Fault, Severity, quoted
from .rows import Whereabouts
from .sheets import Line, Sheet
from .skills import read_skill

T = TypeVar("T")
LANGUAGES = ("it", "fr", "de", "en")
LANGUAGE_WORDS = {
    "it": "it ita italiano italien italian italienisch",
    "fr": "fr fra francese francais french franzosisch franzoesisch",
    "de": "de deu tedesco allemand german deutsch walser titsch",
    "en": "en eng inglese anglais english englisch",
}


@dataclass(frozen=True, slots=True)
class Mention:
    """The id of another row, written in a cell."""

    row: int
    heading: str
    id: str


@dataclass
class Notes:
    """The faults and warnings found so far in one file, and what its rows name, those with a fault too."""

    file: str
    found: list[Fault] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    has_nameless: bool = False  # then an unknown id may be that of a row without one
    places: list[Whereabouts] = field(default_factory=list)
    visits: list[Mention] = field(default_factory=list)
    professionals: list[Mention] = field(default_factory=list)

    @property
    def has_fault(self) -> bool:
        """Return whether anything found makes the file unusable."""
        return any(note.severity is Severity.FAULT for note in self.found)

    def fault(self, row: int | None, column: str | None, value: object, expected: str) -> None:
        """Note what makes the file unusable."""
        self.found.append(Fault(self.file, row, column, quoted(value), expected))

    def warn(self, row: int | None, column: str | None, value: object, expected: str) -> None:
        """Note what is doubtful but can be used."""
        self.found.append(Fault(self.file, row, column, quoted(value), expected, Severity.WARNING))


@dataclass(frozen=True)
class Table:
    """A sheet whose headings are understood: column name → position, and the heading as it was written."""

    sheet: Sheet
    positions: Mapping[str, int]

    def heading(self, column: str) -> str:
        """Return a column's heading in the person's own words."""
        return self.sheet.headings[self.positions[column]] if column in self.positions else column


def understand(sheet: Sheet, headings: dict[str, tuple[str, ...]], needed: tuple[str, ...], notes: Notes) -> Table:
    """Match a sheet's headings to our columns; missing, doubled and unknown ones are noted."""
    if sheet.is_misnamed:
        found, expected = (
            _("a table separated by commas or the like"),
            _("a name that ends in .csv; it is read as one"),
        )
        notes.found.append(Fault(notes.file, None, None, found, expected, Severity.WARNING))
    positions: dict[str, int] = {}
    for position, heading in enumerate(sheet.headings):
        column = named(heading, headings)
        if column is None:
            if heading:
                notes.warn(1, heading, heading, _("a heading we know; this column is left out"))
        elif column in positions:
            notes.fault(1, heading, heading, _("each column once"))
        else:
            positions[column] = position
    for column in needed:
        if column not in positions:
            notes.fault(1, column, None, _("a column “%(column)s”") % {"column": column})
    if "address" not in positions and not {"lat", "lon"} <= positions.keys():
        notes.fault(1, "address", None, _("a column “address”, or the columns “lat” and “lon”"))
    return Table(sheet, positions)


class Cells:
    """One line of a table, asked for its values by column; what cannot be read is noted and answered with None."""

    def __init__(self, table: Table, line: Line, notes: Notes) -> None:
        self.table, self.line, self.notes = table, line, notes
        self.row = line.number

    def raw(self, column: str) -> Any:
        """Return a cell as the file has it, None when there is none."""
        position = self.table.positions.get(column)
        return self.line.cells[position] if position is not None and position < len(self.line.cells) else None

    def fault(self, column: str, expected: str) -> None:
        """Note that a cell of this line cannot be used."""
        self.notes.fault(self.row, self.table.heading(column), self.raw(column), expected)

    def warn(self, column: str, expected: str) -> None:
        """Note that a cell of this line is doubtful."""
        self.notes.warn(self.row, self.table.heading(column), self.raw(column), expected)

    def read(self, column: str, reader: Callable[[Any], T], *, is_needed: bool = False) -> T | None:
        """Return a cell's value, or None when it is empty or not readable (noted, when that is wrong)."""
        value = self.raw(column)
        if is_formula(value):
            self.fault(column, _("a value, not a formula: copy the column and paste it as values"))
            return None
        if not read_text(value):
            if is_needed and column in self.table.positions:
                self.fault(column, _("a value"))
            return None
        try:
            return reader(value)
        except BadCell as bad:
            self.fault(column, str(bad))
            return None

    def whereabouts(self) -> Whereabouts | None:
        """Return where the line says somebody is."""
        faults_before = len(self.notes.found)
        lat, lon = self.read("lat", read_number), self.read("lon", read_number)
        address = self.read("address", read_text) or ""
        if lat is not None and lon is not None:
            if -90 <= lat <= 90 and -180 <= lon <= 180:
                return self._where(Point(lat, lon), address)
            self.fault("lat", _("degrees: latitude from -90 to 90, longitude from -180 to 180"))
        elif address:
            return self._where(None, address)
        elif len(self.notes.found) == faults_before and self.table.positions.keys() & {"lat", "address"}:
            self.fault("address" if "address" in self.table.positions else "lat", _("an address, or both coordinates"))
        return None

    def _where(self, point: Point | None, address: str) -> Whereabouts:
        where = Whereabouts(self.table.sheet.file, self.row, point, address)
        self.notes.places.append(where)
        return where

    def own_id(self, seen: dict[Hashable, int], key: str | None, day: date | None = None) -> None:
        """Note the id of the line, and that an earlier line has it already (for the same day, where it has one)."""
        if key is None:
            self.notes.has_nameless = True
            return
        self.notes.ids.add(key)
        if (key, day) in seen:
            self.fault("id", _("an id of its own; row %(row)d has it already") % {"row": seen[key, day]})
        seen.setdefault((key, day), self.row)

    def ids(self, column: str, mentions: list[Mention]) -> frozenset[str]:
        """Return the ids of other rows named in a column, noted among `mentions`."""
        named = frozenset(self._words(column))
        mentions.extend(Mention(self.row, self.table.heading(column), key) for key in sorted(named))
        return named

    def skills(self) -> frozenset[str]:
        """Return the codes of the skills named in the line; unknown ones are noted with the nearest known."""
        codes = set()
        for word in self._words("skills"):
            try:
                codes.add(read_skill(word))
            except BadCell as bad:
                self.notes.fault(self.row, self.table.heading("skills"), word, str(bad))
        return frozenset(codes)

    def languages(self, column: str) -> frozenset[str]:
        """Return the codes of the languages named in a column."""
        codes = set()
        for word in self._words(column):
            code = next((code for code, words in LANGUAGE_WORDS.items() if plain(word) in words.split()), None)
            if code is None:
                expected = _("a language: %(all)s") % {"all": ", ".join(LANGUAGES)}
                self.notes.fault(self.row, self.table.heading(column), word, expected)
            else:
                codes.add(code)
        return frozenset(codes)

    def _words(self, column: str) -> tuple[str, ...]:
        return self.read(column, read_list) or ()
