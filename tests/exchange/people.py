"""Tables of people as coordinators bring them."""

import csv
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

HEADINGS = ("Codice", "Cognome", "Nome", "Data di nascita", "Comune", "Frazione", "Indirizzo", "Telefono")
BRUNA = ("17", "Jocallaz", "Bruna", "12/03/1941", "Valsavarenche", "", "Dégioz 4", "0165 905700")


def as_csv(*rows: tuple[object, ...], delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    """Return rows as a CSV file."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def as_xlsx(*rows: tuple[object, ...]) -> bytes:
    """Return rows as a workbook."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def table(*people: tuple[object, ...], headings: tuple[str, ...] = HEADINGS) -> bytes:
    """Return a CSV file of people under headings."""
    return as_csv(headings, *people)


def uploaded(content: bytes, name: str = "persone.csv") -> SimpleUploadedFile:
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(name, content)
