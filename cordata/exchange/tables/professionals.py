"""The professionals table."""

from collections.abc import Hashable

from django.utils.translation import gettext as _

from .cells import clock, read_break, read_date, read_text, read_time
from .columns import PROFESSIONAL_HEADINGS, PROFESSIONALS_NEED
from .reading import Cells, Notes, understand
from .rows import ProfessionalRow
from .sheets import Sheet

LONGEST_SHIFT = 12 * 3600


def read_professionals(sheet: Sheet, notes: Notes) -> list[ProfessionalRow]:
    """Read the professionals of a sheet, a row a day or one for all days; rows with a fault are noted and left out."""
    table = understand(sheet, PROFESSIONAL_HEADINGS, PROFESSIONALS_NEED, notes)
    seen: dict[Hashable, int] = {}
    rows = []
    for line in sheet.lines:
        cells = Cells(table, line, notes)
        faults_before = len(notes.found)
        row = _professional(cells, seen)
        if row and all(fault.severity.value == "warning" for fault in notes.found[faults_before:]):
            rows.append(row)
    return rows


def _professional(cells: Cells, seen: dict[Hashable, int]) -> ProfessionalRow | None:
    key, name = cells.read("id", read_text, is_needed=True), cells.read("name", read_text, is_needed=True)
    day = cells.read("date", read_date)
    cells.own_id({} if day is None and read_text(cells.raw("date")) else seen, key, day)
    starts, ends = cells.read("starts", read_time, is_needed=True), cells.read("ends", read_time, is_needed=True)
    rest = cells.read("break", read_break)
    where, skills, languages = cells.whereabouts(), cells.skills(), cells.languages("languages")
    if starts is not None and ends is not None:
        _judge_hours(cells, starts, ends, rest)
    if key is None or name is None or starts is None or ends is None or where is None:
        return None
    return ProfessionalRow(cells.row, key, name, where, day, starts, ends, rest, skills, languages)


def _judge_hours(cells: Cells, starts: int, ends: int, rest: tuple[int, int, int] | None) -> None:
    if ends <= starts:
        cells.fault("ends", _("later than %(time)s, when the shift starts") % {"time": clock(starts)})
        return
    if ends - starts > LONGEST_SHIFT:
        cells.warn("ends", _("a shift of at most 12 hours"))
    if rest and not starts <= rest[0] <= rest[1] + rest[2] <= ends:
        cells.fault(
            "break", _("a break within the shift, %(from)s to %(to)s") % {"from": clock(starts), "to": clock(ends)}
        )
