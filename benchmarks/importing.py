"""How fast a folder of 5,000 visits is read and judged, beside a bare read of the same files by csv and openpyxl."""

import csv
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from time import perf_counter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cordata.config.settings")

import django
from openpyxl import Workbook, load_workbook

VISITS = 5_000
HEADINGS = (
    "id",
    "name",
    "lat",
    "lon",
    "date",
    "opens",
    "closes",
    "minutes",
    "skills",
    "people",
    "priority",
    "language",
)


def rows() -> list[tuple[str, ...]]:
    """Return the same 5,000 visits every time."""
    dice = Random(1)
    return [
        (
            f"V{number}",
            f"Persona {number}",
            f"{45.5 + dice.random() / 2:.5f}",
            f"{7 + dice.random() / 2:.5f}",
            "26/11/2026",
            f"{8 + number % 4:02d}:00",
            f"{12 + number % 4:02d}:30",
            str(10 + number % 40),
            dice.choice(["iniezione", "medicazione"]),
            "1",
            str(1 + number % 5),
            dice.choice(["it", "fr"]),
        )
        for number in range(VISITS)
    ]


def bare_csv(path: Path) -> int:
    """Read a CSV file with the standard library and nothing more."""
    with path.open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file))


def bare_xlsx(path: Path) -> int:
    """Read a workbook with openpyxl and nothing more."""
    book = load_workbook(path, read_only=True)
    count = sum(1 for _ in book.worksheets[0].iter_rows(values_only=True))
    book.close()
    return count


def seconds(work: Callable[[], object]) -> float:
    """Return the best of three runs."""
    return min(_once(work) for _ in range(3))


def _once(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def main() -> None:
    """Print the table."""
    django.setup()
    from cordata.exchange.tables.reading import Notes
    from cordata.exchange.tables.sheets import read_sheet
    from cordata.exchange.tables.visits import read_visits

    def judged(path: Path) -> None:
        found = read_visits(read_sheet(path), notes := Notes(path.name))
        if len(found) != VISITS or notes.found:
            raise AssertionError(f"The bench's folder must be without faults. Got {notes.found[:3]}.")

    with tempfile.TemporaryDirectory() as folder:
        table, text, book_file = rows(), Path(folder) / "visits.csv", Path(folder) / "visits.xlsx"
        with text.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEADINGS, *table])
        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in [HEADINGS, *table]:
            sheet.append(row)
        book.save(book_file)
        print(f"| {VISITS} visits | bare read, s | read and judged, s | rows/s | ratio |\n|---|---|---|---|---|")
        for path, bare in ((text, bare_csv), (book_file, bare_xlsx)):
            plain, ours = seconds(lambda b=bare, p=path: b(p)), seconds(lambda p=path: judged(p))
            print(f"| {path.suffix} | {plain:.3f} | {ours:.3f} | {VISITS / ours:,.0f} | {ours / plain:.1f} |")


if __name__ == "__main__":
    main()
