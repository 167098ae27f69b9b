"""The plan as XLSX and as CSV."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from cordata.exchange.tables.cells import clock

from .cells import harmless, kilometres, left_out_headings, left_out_rows, round_headings, round_rows
from .report import Report
from .words import cost_words

WIDEST = 60


def write_csv(path: Path, reports: Sequence[Report]) -> None:
    """Write every stop of every round; UTF-8 with a mark, so that a double click opens it with its accents."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(round_headings())
        for report in reports:
            writer.writerows(round_rows(report))


def write_xlsx(path: Path, reports: Sequence[Report]) -> None:
    """Write a workbook: the rounds, one line a professional, what was not placed, and the cost by part."""
    book = Workbook(write_only=False)
    first = book.active
    assert first is not None
    book.remove(first)
    _add(book, _("Rounds"), round_headings(), (row for report in reports for row in round_rows(report)))
    _add(
        book,
        _("Professionals"),
        _professional_headings(),
        (row for report in reports for row in _professional_rows(report)),
    )
    _add(book, _("Not placed"), left_out_headings(), (row for report in reports for row in left_out_rows(report)))
    _add(
        book, _("Cost"), [_("Date"), _("Part"), _("Amount")], (row for report in reports for row in _cost_rows(report))
    )
    book.save(path)


def _professional_headings() -> list[str]:
    return [
        _("Date"),
        _("Professional"),
        _("Visits"),
        _("Leaves"),
        _("Back"),
        _("Driving (min)"),
        _("Driving (km)"),
        _("Overtime (min)"),
    ]


def _professional_rows(report: Report) -> Iterable[list[str | int | float]]:
    for rope in report.ropes:
        yield [
            report.day.isoformat(),
            harmless(rope.name),
            rope.visits,
            clock(rope.departs),
            clock(rope.returns),
            round(rope.travel / 60),
            kilometres(rope.metres),
            round(rope.overtime / 60),
        ]


def _cost_rows(report: Report) -> Iterable[list[str]]:
    for part, words in cost_words(report.cost):
        yield [report.day.isoformat(), part, words]


def _add(book: Workbook, title: str, headings: list[str], rows: Iterable[Sequence[str | int | float]]) -> None:
    sheet = book.create_sheet(title)
    widths = [len(heading) for heading in headings]
    sheet.append(headings)
    for row in rows:
        sheet.append(list(row))
        widths = [max(width, len(str(cell))) for width, cell in zip(widths, row, strict=True)]
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = min(width, WIDEST) + 2
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
