"""Tables of people as coordinators bring them."""

import csv
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from cordata.people.models import Resident

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


def person(external_id: str = "usl-vda:17") -> Resident:
    """Return somebody who was brought in."""
    return Resident.objects.get(external_id=external_id)


def everything_of(resident: Resident) -> set[str]:
    """Return the words of whatever hangs on a person."""
    found = {one.code or one.name for one in resident.conditions.order_by("pk")}
    found |= {one.substance for one in resident.allergies.order_by("pk")}
    found |= {one.value for one in resident.identifiers.order_by("pk")}
    found |= {one.value for one in resident.contact_points.order_by("pk")}
    found |= {one.family_name for one in resident.other_names.order_by("pk")}
    return found | {one.name for one in resident.carers.order_by("pk")}
