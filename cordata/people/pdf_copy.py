"""A person's record on paper, in their language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from fpdf import FPDF
from fpdf.enums import XPos, YPos

import cordata
from cordata.people.queries.copy import Cell, Part
from cordata.people.queries.copy_looks import LookLine
from cordata.ui.wording import moment_words

VENDOR = Path(cordata.__file__).parent / "vendor"
FACE = "DejaVu"  # letters of Latin, Greek, Cyrillic, Armenian, Georgian, Arabic, Hebrew; a box for any other
BODY_PT, TITLE_PT, HEAD_PT, LINE_MM = 10, 18, 13, 5.5
DAYS = frozenset({"day", "visit__day"})
SPREAD = 6  # rows of one kind that are printed a fact a line; more of them, and each is one line
LOOKS_TOLD = 400  # on paper; the file for machines has them all


class Sheet(FPDF):
    """An A4 sheet with the person's name and the page's number below."""

    def __init__(self, name: str) -> None:
        super().__init__(format="A4")
        self.name = name
        self.add_font(FACE, "", VENDOR / "dejavu-sans.ttf")
        self.add_font(FACE, "B", VENDOR / "dejavu-sans-bold.ttf")
        self.set_auto_page_break(True, margin=20)

    def footer(self) -> None:
        """Print the foot of a page; fpdf calls it."""
        self.set_y(-15)
        self.set_font(FACE, "", 8)
        self.cell(0, 5, f"{self.name} · {self.page_no()}", align="C")

    def lines(self, text: str, *, bold: bool = False, points: int = BODY_PT) -> None:
        """Print text from the left margin, broken where it has to be."""
        self.set_font(FACE, "B" if bold else "", points)
        self.multi_cell(0, points * 0.55, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def head(self, text: str) -> None:
        """Begin a part, on the next page where only its heading would fit."""
        if self.will_page_break(30):
            self.add_page()
        self.ln(4)
        self.lines(text, bold=True, points=HEAD_PT)
        self.ln(1)

    def facts(self, cells: Sequence[Cell]) -> None:
        """Print one row: each fact on a line of its own, its name before it."""
        for cell in cells:
            self.set_font(FACE, "B", BODY_PT)
            self.write(LINE_MM, f"{cell.label}: ")
            self.set_font(FACE, "", BODY_PT)
            self.write(LINE_MM, cell.words)
            self.ln(LINE_MM)
        self.ln(2)

    def one_line(self, cells: Sequence[Cell]) -> None:
        """Print one row in one line."""
        self.lines(" · ".join(f"{cell.label}: {cell.words}" for cell in cells))
        self.ln(1)


def copy_pdf(
    name: str, person: Sequence[Cell], parts: Sequence[Part], looks: Sequence[LookLine], *, at: datetime
) -> bytes:
    """Return a PDF of all that is held about somebody, in the language in force."""
    sheet = Sheet(name)
    title = _("All that is kept about %(name)s") % {"name": name}
    sheet.set_title(title)
    sheet.set_lang(get_language() or settings.LANGUAGE_CODE)
    sheet.set_creation_date(at)
    sheet.add_page()
    sheet.lines(title, bold=True, points=TITLE_PT)
    sheet.lines(_("As it stood on %(day)s.") % {"day": moment_words(at)})
    sheet.lines(
        _("You may have mistakes corrected, the record restricted or your name removed: ask your coordinator.")
    )
    sheet.head(_("The person"))
    sheet.facts(person)
    for part in parts:
        sheet.head(part.title)
        rows = days_together(part.rows)
        for row in rows:
            (sheet.facts if len(rows) <= SPREAD else sheet.one_line)(row)
    sheet.head(_("Who has looked at this record"))
    told_looks(sheet, looks)
    return bytes(sheet.output())


def days_together(rows: Sequence[Sequence[Cell]]) -> list[Sequence[Cell]]:
    """Return rows that say the same of several days as one row with all of those days."""
    alike: dict[tuple[tuple[str, str], ...], list[Sequence[Cell]]] = defaultdict(list)
    for row in rows:
        alike[tuple((cell.name, "" if cell.name in DAYS else cell.words) for cell in row)].append(row)
    return [[joined(cells) for cells in zip(*same, strict=True)] for same in alike.values()]


def joined(cells: Sequence[Cell]) -> Cell:
    """Return one cell with the different words of several."""
    return replace(cells[0], words=", ".join(dict.fromkeys(cell.words for cell in cells)))


def told_looks(sheet: Sheet, looks: Sequence[LookLine]) -> None:
    """Print who looked, a line for each day and person."""
    for one in looks[:LOOKS_TOLD]:
        times = ngettext("%(count)d time", "%(count)d times", one.times) % {"count": one.times}
        day = date_format(one.day, "SHORT_DATE_FORMAT")
        sheet.lines(" · ".join(filter(None, (day, one.who, one.what, one.ground, times))))
    if not looks:
        sheet.lines(_("Nobody has looked yet."))
    if len(looks) > LOOKS_TOLD:
        sheet.lines(_("The file for machines has the earlier ones."))
