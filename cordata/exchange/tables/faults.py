from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext as _

from .rows import Whereabouts


class Severity(Enum):
    """A fault stops the work; a warning is told and the work goes on."""

    FAULT = "fault"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Fault:
    """
    Something wrong, or doubtful, in what somebody handed in.

    `row` counts as the spreadsheet does: the heading is row 1; None when the whole file is meant.
    """

    file: str
    row: int | None
    column: str | None
    found: str
    expected: str
    severity: Severity = Severity.FAULT

    def __str__(self) -> str:
        place = [self.file]
        if self.row is not None:
            place.append(_("row %(row)d") % {"row": self.row})
        if self.column is not None:
            place.append(_("column %(column)s") % {"column": self.column})
        where = ", ".join(place)
        return _("%(where)s: found %(found)s; expected %(expected)s") % {
            "where": where,
            "found": self.found,
            "expected": self.expected,
        }

    def as_dict(self) -> dict[str, str | int | None]:
        """Return the fault for a JSON answer."""
        return {
            "file": self.file,
            "row": self.row,
            "column": self.column,
            "found": self.found,
            "expected": self.expected,
            "severity": self.severity.value,
        }


class Faulty(Exception):
    """Input that cannot be used, with all its faults and warnings at once, and the places it names none the less."""

    def __init__(self, faults: list[Fault], places: tuple[Whereabouts, ...] = ()) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = faults
        self.places = places


def quoted(value: object) -> str:
    """Return what was read, shortened, in quotation marks, or the word for nothing."""
    text = "" if value is None else str(value)
    if not text.strip():
        return _("nothing")
    return _("“%(text)s”") % {"text": f"{text[:60]}…" if len(text) > 60 else text}
