"""CSV and XLSX files as rows of cells, whatever wrote them. A file that is none of both is refused by name."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from .columns import PROFESSIONAL_HEADINGS, VISIT_HEADINGS, named
from .faults import Fault, Faulty, quoted

MOST_COLUMNS = 200
DELIMITERS = ";,\t"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")  # what Excel writes as "Unicode text"
FEWEST_HEADINGS = 3  # by so many of our headings a text under a workbook's name is known for a table


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read of a file; an XLSX is a zip, of which 50 MB can unpack to gigabytes."""

    bytes: int
    unpacked: int
    rows: int


FOLDER_LIMITS = Limits(50 * 2**20, 400 * 2**20, 100_000)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet: its number as the spreadsheet shows it, and its cells as they were read."""

    number: int
    cells: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: the headings and the lines below them; empty lines are left out."""

    file: str
    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    is_misnamed: bool = False  # separated text under the name of a workbook


def read_sheet(path: Path, limits: Limits = FOLDER_LIMITS) -> Sheet:
    """
    Read a CSV or XLSX file.

    :raises Faulty: if it is too large, empty, or not a spreadsheet
    """
    size = path.stat().st_size
    if size > limits.bytes:
        found = _("a file of %(size)d MB") % {"size": size // 2**20}
        raise _refusal(path, found, _("at most %(most)d MB: split it") % {"most": limits.bytes // 2**20})
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(b"PK\x03\x04"):
        rows = _xlsx_rows(path, limits)
    elif head.startswith(UTF_16):
        rows = _csv_rows(path)
    elif head.startswith((b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b")) or b"\0" in head:
        raise _refusal(
            path, _("a file that is no spreadsheet, or an old or locked one"), _("XLSX without a password, or CSV")
        )
    elif path.suffix.lower() != ".csv":
        return _misnamed(path, limits)
    else:
        rows = _csv_rows(path)
    return _sheet(path, rows, limits)


def _misnamed(path: Path, limits: Limits) -> Sheet:
    sheet = _sheet(path, _csv_rows(path), limits)
    tables = (VISIT_HEADINGS, PROFESSIONAL_HEADINGS)
    ours = {heading for heading in sheet.headings if any(named(heading, table) for table in tables)}
    if len(ours) < FEWEST_HEADINGS:
        raise _refusal(path, _("a text that is no spreadsheet"), _("XLSX or CSV"))
    return replace(sheet, is_misnamed=True)


def _refusal(path: Path, found: str, expected: str) -> Faulty:
    return Faulty([Fault(path.name, None, None, found, expected)])


def _sheet(path: Path, rows: Iterator[tuple[int, tuple[Any, ...]]], limits: Limits) -> Sheet:
    headings: tuple[str, ...] = ()
    lines: list[Line] = []
    for number, cells in rows:
        filled = sum(cell is not None and bool(str(cell).strip()) for cell in cells)
        if filled == 0 or (filled == 1 and not headings):  # a title above the table, often in merged cells
            continue
        if not headings:
            headings = tuple("" if cell is None else str(cell).strip() for cell in cells)
        elif len(lines) == limits.rows:
            raise _refusal(path, _("more than %(most)d rows") % {"most": limits.rows}, _("fewer: split the file"))
        else:
            lines.append(Line(number, cells))
    if not headings:
        found = _("no row of headings") if path.stat().st_size else _("an empty file")
        raise _refusal(path, found, _("a row of headings, then one row for each visit or person"))
    return Sheet(path.name, headings, tuple(lines))


def _csv_rows(path: Path) -> Iterator[tuple[int, tuple[Any, ...]]]:
    raw = path.read_bytes()
    if b"\0" in raw and not raw.startswith(UTF_16):
        raise _refusal(path, _("a file that is no spreadsheet"), _("XLSX or CSV"))
    text = _decoded(raw)
    first = next((line for line in text.splitlines() if any(mark in line for mark in DELIMITERS)), "")
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    while True:
        before = reader.line_num
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _refusal(path, quoted(error), _("rows of cells of at most 100,000 characters")) from error
        yield before + 1, tuple(cells)[:MOST_COLUMNS]


def _decoded(raw: bytes) -> str:
    if raw.startswith(UTF_16):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")  # what Excel writes in Italy and France


def _xlsx_rows(path: Path, limits: Limits) -> Iterator[tuple[int, tuple[Any, ...]]]:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(item.file_size for item in archive.infolist())
            declares = any(_has_declarations(archive, item) for item in archive.infolist())
        if unpacked > limits.unpacked:
            found = _("a file that unpacks to %(size)d MB") % {"size": unpacked // 2**20}
            raise _refusal(path, found, _("at most %(most)d MB") % {"most": limits.unpacked // 2**20})
        if declares:
            raise _refusal(path, _("a file with declarations of its own"), _("XLSX as a spreadsheet program saves it"))
        # Formulas are read as their text, so that they can be told from values.
        book = load_workbook(path, read_only=True, data_only=False)
        try:
            sheet = next(sheet for sheet in book.worksheets if sheet.sheet_state == "visible")
            sheet.reset_dimensions()  # some programs write a wrong size, which openpyxl would believe
            rows = [tuple(row)[:MOST_COLUMNS] for row in sheet.iter_rows(values_only=True, max_row=limits.rows + 2)]
        finally:
            book.close()
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        StopIteration,
        ValueError,
        TypeError,
        ParseError,
        OSError,
        EOFError,
        RuntimeError,  # a part under a password
        zlib.error,
    ) as error:
        raise _refusal(
            path,
            _("a damaged spreadsheet, or another kind of file"),
            _("an XLSX file that opens in a spreadsheet program"),
        ) from error
    yield from enumerate(rows, start=1)


def _has_declarations(archive: zipfile.ZipFile, item: zipfile.ZipInfo) -> bool:
    """Return whether a part declares entities, by which it could grow without end or ask for other files."""
    if not item.filename.endswith((".xml", ".rels")):
        return False
    with archive.open(item) as part:
        return b"<!" in part.read(1024).replace(b"<!--", b"")
