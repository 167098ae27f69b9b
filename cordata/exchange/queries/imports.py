"""An import as its pages tell it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count, F

from cordata.accounts.models import Organisation, Role, User
from cordata.exchange.models import ImportRow, PeopleImport
from cordata.exchange.people.files import sheet_of
from cordata.exchange.people.judging import changed_by
from cordata.exchange.tables.cells import read_text
from cordata.exchange.tables.sheets import Sheet
from cordata.people.models import Resident

Outcome = ImportRow.Outcome
PAGE = 50
SAMPLES = 3
SAMPLE_LENGTH = 40
ORDER = (Outcome.DOUBLE, Outcome.CHANGED, Outcome.NEW, Outcome.SAME)


@dataclass(frozen=True, slots=True)
class FileColumn:
    """A column of a file: where it stands, its heading, what is in it, and which of ours it seems to be."""

    position: int
    heading: str
    samples: str
    key: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """Somebody in the register whom a row resembles; of somebody the reader may not change, only that they exist."""

    resident_id: int
    resident: Resident | None
    area: str
    score: int


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the preview."""

    row: ImportRow
    resident: Resident | None
    alike: tuple[Likeness, ...]

    @property
    def tells_changes(self) -> bool:
        """Whether what the row brings may be told: of somebody known, it says what stands in their record."""
        return self.row.outcome != Outcome.CHANGED or self.resident is not None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows have an outcome."""

    outcome: ImportRow.Outcome
    count: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What a table would do: how many rows of each kind, and one page of one kind."""

    tallies: tuple[Tally, ...]
    outcome: str
    page: Page[ImportRow]
    lines: tuple[Line, ...]
    undecided: int

    @property
    def residents(self) -> set[int]:
        """The ids of everybody of the register whom this page names or hints at."""
        named = {line.resident.pk for line in self.lines if line.resident}
        return named | {one.resident_id for line in self.lines for one in line.alike}

    @property
    def does_something(self) -> bool:
        """Whether taking the table in would store anything."""
        return any(one.count and one.outcome != Outcome.SAME for one in self.tallies)


def organisations_of(user: User, on: date) -> list[Organisation]:
    """Return for which organisations a user coordinates areas of the same country, in 1 query."""
    held = Role.objects.on(on).filter(user=user, kind=Role.Kind.COORDINATOR, area__country=F("organisation__country"))
    return list(Organisation.objects.filter(pk__in=held.values("organisation")).order_by("name", "pk"))


def file_columns(people_import: PeopleImport) -> list[FileColumn]:
    """Return the columns of an import's file with samples of what they hold."""
    sheet = sheet_of(bytes(people_import.content or b""), people_import.file_name)
    keys = {position: key for key, position in people_import.mapping.items()}
    width = max((len(line.cells) for line in sheet.lines[:PAGE]), default=0)
    headings = sheet.headings + ("",) * (width - len(sheet.headings))
    found = [
        FileColumn(position, heading or f"{position + 1}", samples(sheet, position), keys.get(position, ""))
        for position, heading in enumerate(headings)
    ]
    return [one for one in found if one.heading != f"{one.position + 1}" or one.samples]


def samples(sheet: Sheet, position: int) -> str:
    """Return the first different values of a column, shortened."""
    cells = (line.cells[position] for line in sheet.lines[:200] if position < len(line.cells))
    texts = dict.fromkeys(text for cell in cells if (text := read_text(cell)[:SAMPLE_LENGTH]))
    return " · ".join(list(texts)[:SAMPLES])


def preview(people_import: PeopleImport, user: User, *, outcome: str, page: str, at: datetime) -> Preview:
    """Return one page of what a table would do, as its coordinator may see it; in 5 queries."""
    counted = people_import.rows.order_by("outcome").values_list("outcome").annotate(count=Count("pk"))
    counts = dict(counted.values_list("outcome", "count"))
    tallies = tuple(Tally(one, counts.get(one, 0)) for one in ORDER)
    shown = outcome if outcome in counts else next((str(one.outcome) for one in tallies if one.count), "")
    rows = people_import.rows.filter(outcome=shown).order_by("number")
    found = Paginator(rows, PAGE).get_page(page)
    undecided = people_import.rows.filter(outcome=Outcome.DOUBLE, choice="").count()
    return Preview(tallies, shown, found, tuple(lines(list(found), user, at)), undecided)


def lines(rows: list[ImportRow], user: User, at: datetime) -> Iterable[Line]:
    """Yield rows with whom they mean or resemble."""
    wanted: set[int] = {row.resident_id for row in rows if row.resident_id}
    wanted |= {pk for row in rows for pk, _score in row.alike}
    people = Resident.objects.filter(pk__in=wanted).select_related("household__commune__area", "household__hamlet")
    told = {one.pk: one for one in people.order_by("pk")}
    theirs = changed_by(user, wanted, at)
    for row in rows:
        resident = told[row.resident_id] if row.resident_id in theirs else None
        alike = tuple(
            Likeness(pk, told[pk] if pk in theirs else None, str(told[pk].household.commune.area), score)
            for pk, score in row.alike
            if pk in told
        )
        yield Line(row, resident, alike)


def past_imports(user: User) -> list[PeopleImport]:
    """Return what a user has brought, the latest first, without the files themselves."""
    return list(PeopleImport.objects.of(user).defer("content").order_by("-at", "-pk")[:PAGE])


def remarks(people_import: PeopleImport) -> dict[str, object]:
    """Return what is wrong or doubtful in a table, how many rows stay out, and who could not be undone."""
    faulty = {one["row"] for one in people_import.faults if one["severity"] == "fault"}
    kept = people_import.rows.exclude(kept_because="").count()
    return {"faults": people_import.faults, "rows_with_faults": len(faulty), "kept": kept}
