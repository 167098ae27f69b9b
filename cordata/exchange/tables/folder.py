"""A folder with the two tables, read and judged together."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rapidfuzz import process

from .columns import plain
from .faults import Fault, Faulty
from .professionals import read_professionals
from .reading import Mention, Notes
from .rows import ProfessionalRow, VisitRow, Whereabouts
from .sheets import Sheet, read_sheet
from .visits import read_visits

T = TypeVar("T")
VISITS_FILES = ("visits", "visite", "accessi", "passages", "besuche")
PROFESSIONALS_FILES = ("professionals", "professionisti", "operatori", "professionnels", "intervenants", "fachkraefte")
ENDINGS = (".csv", ".xlsx")


@dataclass(frozen=True, slots=True)
class FolderInput:
    """The visits and professionals of a folder, and what is doubtful about them."""

    visits: tuple[VisitRow, ...]
    professionals: tuple[ProfessionalRow, ...]
    warnings: tuple[Fault, ...]

    @property
    def whereabouts(self) -> tuple[Whereabouts, ...]:
        """Where the rows say that people are, visits first."""
        return (*(row.where for row in self.visits), *(row.where for row in self.professionals))

    def working_on(self, day: date) -> list[ProfessionalRow]:
        """Return the hours of each professional on a day: those of the day itself, else those of every day."""
        own = {row.id for row in self.professionals if row.day == day}
        return [row for row in self.professionals if row.day == day or (row.day is None and row.id not in own)]


def read_folder(folder: Path) -> FolderInput:
    """
    Read the visits and the professionals of a folder.

    :raises Faulty: with every fault of both files, when there is any
    """
    visit_notes, visits = _read(folder, VISITS_FILES, read_visits)
    professional_notes, professionals = _read(folder, PROFESSIONALS_FILES, read_professionals)
    _judge_mentions(visit_notes, professional_notes)
    _judge_order(visits, visit_notes)
    if not visit_notes.has_fault and not professional_notes.has_fault:
        _doubt_that_somebody_can(visits, professionals, visit_notes)
        if not visits:
            visit_notes.fault(None, None, None, _("at least one visit"))
        if not professionals:
            professional_notes.fault(None, None, None, _("at least one professional"))
    notes = visit_notes.found + professional_notes.found
    if visit_notes.has_fault or professional_notes.has_fault:
        raise Faulty(notes, (*visit_notes.places, *professional_notes.places))
    return FolderInput(tuple(visits), tuple(professionals), tuple(notes))


def _read(folder: Path, names: tuple[str, ...], reader: Callable[[Sheet, Notes], list[T]]) -> tuple[Notes, list[T]]:
    path, notes = _find(folder, names)
    if path is None:
        return notes, []
    notes = Notes(path.name)
    try:
        sheet = read_sheet(path)
    except Faulty as refusal:
        notes.found.extend(refusal.faults)
        return notes, []
    return notes, reader(sheet, notes)


def _find(folder: Path, names: tuple[str, ...]) -> tuple[Path | None, Notes]:
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    found = [path for path in files if plain(path.stem) in names and path.suffix.lower() in ENDINGS]
    notes = Notes(str(folder))
    wanted = f"{names[0]}.csv / {names[0]}.xlsx"
    if not found:
        there = ", ".join(path.name for path in files[:10])
        notes.fault(None, None, there, _("a file %(wanted)s") % {"wanted": wanted})
        return None, notes
    if len(found) > 1:
        there = ", ".join(path.name for path in found)
        notes.fault(None, None, there, _("one file %(wanted)s, not several") % {"wanted": wanted})
        return None, notes
    return found[0], notes


def _judge_mentions(visit_notes: Notes, professional_notes: Notes) -> None:
    for one in _unknown(visit_notes.visits, visit_notes):
        expected = _("the id of a visit%(hint)s") % {"hint": _hint(one.id, visit_notes.ids)}
        visit_notes.fault(one.row, one.heading, one.id, expected)
    for one in _unknown(visit_notes.professionals, professional_notes):
        expected = _("the id of a professional%(hint)s") % {"hint": _hint(one.id, professional_notes.ids)}
        visit_notes.fault(one.row, one.heading, one.id, expected)


def _unknown(mentions: list[Mention], notes: Notes) -> list[Mention]:
    # A file that could not be read, or a row without an id, is a fault of its own and makes no more of them.
    return [one for one in mentions if one.id not in notes.ids and notes.ids and not notes.has_nameless]


def _hint(word: str, known: set[str]) -> str:
    near = process.extractOne(word, sorted(known), score_cutoff=50)
    return _("; did you mean “%(word)s”?") % {"word": near[0]} if near else ""


def _judge_order(visits: list[VisitRow], notes: Notes) -> None:
    by_id = {row.id: row for row in visits}
    for row in visits:
        first = by_id.get(row.after or "")
        if first is not None and first.day != row.day:
            notes.fault(row.row, "after", row.after, _("a visit of the same day"))
    try:
        TopologicalSorter({row.id: {row.after} for row in visits if row.after}).prepare()
    except CycleError as cycle:
        ring = list(cycle.args[1])
        first = min((by_id[key] for key in ring if key in by_id), key=lambda row: row.row)
        notes.fault(first.row, "after", " → ".join(ring), _("an order without a circle"))


def _doubt_that_somebody_can(visits: list[VisitRow], professionals: list[ProfessionalRow], notes: Notes) -> None:
    for row in visits:
        able = [who for who in professionals if row.skills <= who.skills and who.day in (None, row.day)]
        there = [who for who in able if any(who.starts < closes and opens < who.ends for opens, closes in row.windows)]
        if len(able) < row.people:
            expected = ngettext(
                "%(count)d professional who can do this, working that day",
                "%(count)d professionals who can do this, working that day",
                row.people,
            )
            notes.warn(row.row, "skills", "|".join(sorted(row.skills)), expected % {"count": row.people})
        elif len(there) < row.people:
            notes.warn(row.row, "opens", row.promised, _("hours in which somebody who can do this works"))
