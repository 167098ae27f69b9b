"""The cells of a table of people: without what nobody can see, never longer than their column takes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from cordata.exchange.tables.cells import read_text
from cordata.exchange.tables.reading import Cells, Notes
from cordata.people.rules.names import cleaned

from . import values
from .columns import BY_KEY

T = TypeVar("T")
FORMULA_MARKS = ("=", "+", "-", "@")


@dataclass
class PersonNotes(Notes):
    """What is wrong or doubtful in a table of people; it also knows which rows cannot be used."""

    faulty_rows: set[int] = field(default_factory=set)

    def fault(self, row: int | None, column: str | None, value: object, expected: str) -> None:
        """Note what makes a row unusable."""
        super().fault(row, column, value, expected)
        if row is not None:
            self.faulty_rows.add(row)


class PersonCells(Cells):
    """One line of a table of people; texts come without what nobody can see."""

    def read(self, column: str, reader: Callable[[Any], T], *, is_needed: bool = False) -> T | None:
        """Return a cell's value; one that is far too long is refused before it is read."""
        value = self.raw(column)
        most = BY_KEY[column].most
        if isinstance(value, str) and len(value) > most and len(read_text(value)) > most:
            expected = _("at most %(most)d characters") % {"most": most}
            self.notes.fault(self.row, self.table.heading(column), value[:80], expected)
            return None
        return super().read(column, reader, is_needed=is_needed)

    def raw(self, column: str) -> Any:
        """Return a cell; the apostrophe that our own exports put before a formula's mark is taken off again."""
        value = super().raw(column)
        is_ours = isinstance(value, str) and value[:1] == "'" and value[1:2] in FORMULA_MARKS
        return value[1:] if is_ours else value

    def text(self, column: str) -> str:
        """Return a cell's text in one line; invisible characters are left out, which is said."""
        found = cleaned(self.read(column, _whole_text) or "")
        if found.had_unseen:
            self.warn(column, _("characters one can see; the others were left out"))
        return found.text

    def words(self, column: str) -> list[str]:
        """Return what a cell lists."""
        return [cleaned(word).text for word in self.read(column, values.split) or []]


def _whole_text(value: Any) -> str:
    return value if isinstance(value, str) else read_text(value)
