"""A table as CSV or XLSX, in which no spreadsheet program finds a formula and no telephone number loses its plus."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font

from .cells import FORMULA_STARTS, harmless

Value = str | int | float | date | None
ABROAD = re.compile(r"\+(39|33|41|376|\d\d)[ \u00a0]?(\d[\d ]*)")


def as_csv(headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """Yield a CSV file row by row; UTF-8 with a mark, so that a double click opens it with its accents."""
    line = io.StringIO(newline="")
    writer = csv.writer(line, delimiter=";")
    line.write("\ufeff")
    writer.writerow([separate(heading) for heading in headings])
    for row in rows:
        writer.writerow([separate(value) for value in row])
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()
    yield line.getvalue().encode()


def separate(value: Value) -> str:
    """
    Return a value as separated text has it: days as ISO 8601, numbers from abroad with a space after the country.

    Programs take "+390165…" for a number and drop the plus; "+39 0165…" is neither a number nor a sum to them.
    Whatever else begins as a formula does gets an apostrophe before it.
    """
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    if found := ABROAD.fullmatch(text):
        return f"+{found[1]} {found[2]}"
    return harmless(text)


def as_xlsx(title: str, headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """Return a workbook of one sheet; texts are kept to the letter and marked as texts, whatever they begin with."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    sheet.append([_heading(sheet, heading) for heading in headings])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _heading(sheet: object, heading: str) -> Cell:
    cell = WriteOnlyCell(sheet, value=heading)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: object, value: Value) -> Cell | Value:
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        cell = WriteOnlyCell(sheet, value=value)
        cell.data_type = "s"  # else what begins with = would be stored as a formula
        cell.quotePrefix = True
        return cell
    return value
