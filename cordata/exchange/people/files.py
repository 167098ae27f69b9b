"""The file of an import: kept in the database until it is taken in, read from a folder of its own."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from cordata.exchange.tables.sheets import Limits, Sheet, read_sheet

LIMITS = Limits(bytes=10 * 2**20, unpacked=120 * 2**20, rows=20_000)
ZIPPED = b"PK\x03\x04"


def sheet_of(content: bytes, file_name: str) -> Sheet:
    """
    Read a file by what it is, whatever its name ends in.

    :raises Faulty: if it is too large, empty, locked, or no table
    """
    with TemporaryDirectory(prefix="cordata-") as folder:
        path = Path(folder) / safe_name(file_name, content)
        path.write_bytes(content)
        return read_sheet(path, LIMITS)


def safe_name(file_name: str, content: bytes) -> str:
    """Return a name that stays in its folder and ends as the content is."""
    stem = "".join(char for char in Path(file_name.replace("\\", "/")).stem if char.isprintable() and char != "/")
    return f"{stem[:80] or 'people'}{'.xlsx' if content.startswith(ZIPPED) else '.csv'}"
