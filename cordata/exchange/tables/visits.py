"""The visits table."""

from collections.abc import Hashable
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _

from .cells import clock, read_date, read_list, read_text, read_time, read_whole
from .columns import VISIT_HEADINGS, VISITS_NEED
from .reading import Cells, Notes, understand
from .rows import VisitRow
from .sheets import Sheet

DAY = 24 * 60


def read_visits(sheet: Sheet, notes: Notes) -> list[VisitRow]:
    """Read the visits of a sheet; rows with a fault are noted and left out."""
    table = understand(sheet, VISIT_HEADINGS, VISITS_NEED, notes)
    seen: dict[Hashable, int] = {}
    rows = []
    for line in sheet.lines:
        cells = Cells(table, line, notes)
        faults_before = len(notes.found)
        row = _visit(cells, seen)
        if row and all(fault.severity.value == "warning" for fault in notes.found[faults_before:]):
            rows.append(row)
    return rows


def _visit(cells: Cells, seen: dict[Hashable, int]) -> VisitRow | None:
    key, name = cells.read("id", read_text, is_needed=True), cells.read("name", read_text, is_needed=True)
    cells.own_id(seen, key)
    day: date | None = cells.read("date", read_date, is_needed=True)
    minutes = cells.read("minutes", lambda value: read_whole(value, least=1, most=12 * 60), is_needed=True)
    windows = _windows(cells, minutes)
    where, skills, languages = cells.whereabouts(), cells.skills(), cells.languages("language")
    people = cells.read("people", lambda value: read_whole(value, least=1, most=2))
    priority = cells.read("priority", lambda value: read_whole(value, least=1, most=5))
    gap_min = cells.read("gap_min", lambda value: read_whole(value, least=0, most=DAY))
    gap_max = cells.read("gap_max", lambda value: read_whole(value, least=0, most=DAY))
    after = cells.ids("after", cells.notes.visits)
    preferred, forbidden = (cells.ids(column, cells.notes.professionals) for column in ("preferred", "forbidden"))
    if gap_min is not None and gap_max is not None and gap_min > gap_max:
        cells.fault("gap_max", _("at least gap_min, %(minutes)d minutes") % {"minutes": gap_min})
    if both := preferred & forbidden:
        cells.fault(
            "forbidden", _("nobody preferred and forbidden at once: %(who)s") % {"who": ", ".join(sorted(both))}
        )
    if len(languages) > 1:
        cells.fault("language", _("one language"))
    if len(after) > 1:
        cells.fault("after", _("the id of one visit"))
    if key is None or name is None or day is None or minutes is None or where is None or not windows:
        return None
    return VisitRow(
        row=cells.row,
        id=key,
        name=name,
        where=where,
        day=day,
        windows=windows,
        duration=minutes * 60,
        skills=skills,
        people=people or 1,
        after=min(after, default=None),
        gap_min=(gap_min or 0) * 60,
        gap_max=None if gap_max is None else gap_max * 60,
        preferred=preferred,
        forbidden=forbidden,
        priority=priority or 3,
        language=min(languages, default=None),
    )


def _windows(cells: Cells, minutes: int | None) -> tuple[tuple[int, int], ...]:
    opens = cells.read("opens", _times, is_needed=True)
    closes = cells.read("closes", _times, is_needed=True)
    if opens is None or closes is None:
        return ()
    if len(opens) != len(closes):
        cells.fault("closes", _("as many times as in “%(column)s”") % {"column": cells.table.heading("opens")})
        return ()
    windows = sorted(zip(opens, closes, strict=True))
    for start, end in windows:
        if end <= start:
            cells.fault("closes", _("later than %(time)s, when the window opens") % {"time": clock(start)})
        elif minutes is not None and end - start < minutes * 60:
            length = (end - start) // 60
            cells.fault("minutes", _("at most the %(length)d minutes of the window") % {"length": length})
    if any(later[0] < earlier[1] for earlier, later in pairwise(windows)):
        cells.fault("opens", _("windows that do not overlap"))
    return tuple(windows)


def _times(value: object) -> tuple[int, ...]:
    return tuple(map(read_time, read_list(value))) if isinstance(value, str) else (read_time(value),)
