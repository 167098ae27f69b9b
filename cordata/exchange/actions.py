"""What a coordinator does with an import, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks.base import Task

from cordata.accounts.models import Organisation, User
from cordata.exchange.models import ImportRow, PeopleImport
from cordata.exchange.people.columns import guess, headings_key
from cordata.exchange.people.files import sheet_of
from cordata.exchange.people.undoing import undo
from cordata.exchange.tables.sheets import Sheet
from cordata.exchange.tasks import compare_people, store_people
from cordata.people.models import Resident

State, Choice, Outcome = PeopleImport.State, ImportRow.Choice, ImportRow.Outcome
AT_ONCE = 200  # rows done while the coordinator waits; more go to a background job
KEPT_FOR = timedelta(days=1)  # a file that nobody took in


class NotNow(Exception):
    """The import is at another step: somebody was faster, or a job is at work on it."""


class RowsWithFaults(Exception):
    """Rows cannot be taken in, and nobody said that they stay out."""


def begin_import(
    *, content: bytes, file_name: str, organisation: Organisation, by: User, at: datetime
) -> PeopleImport:
    """
    Keep a file and guess its columns; those once named for the same headings are remembered.

    :raises Faulty: if it is no table that we can read
    """
    sheet = sheet_of(content, file_name)
    give_up_forgotten(at)
    return PeopleImport.objects.create(
        by=by,
        organisation=organisation,
        at=at,
        file_name=file_name[:200],
        digest=sha256(content).hexdigest(),
        content=content,
        headings_key=headings_key(sheet.headings),
        mapping=remembered(sheet, organisation) or guess(sheet.headings),
        total=len(sheet.lines),
    )


def remembered(sheet: Sheet, organisation: Organisation) -> dict[str, int]:
    """Return how an organisation last named the columns of a table with these headings, if it did."""
    named = PeopleImport.objects.filter(organisation=organisation, headings_key=headings_key(sheet.headings))
    last = named.exclude(state=State.MAPPING).order_by("-at", "-pk").first()
    return last.mapping if last else {}


def give_up_forgotten(at: datetime) -> None:
    """Remove the files that nobody took in within a day, and what was read of them."""
    PeopleImport.objects.exclude(state__in=[State.TAKEN, State.UNDONE]).filter(at__lt=at - KEPT_FOR).delete()


def name_columns(*, people_import: PeopleImport, mapping: Mapping[str, int], at: datetime) -> PeopleImport:
    """
    Say what each column holds, and compare the table with the register: at once, or in the background if it is long.

    :raises NotNow: if it is being worked on, or was taken in
    """
    moved_on(people_import, (State.MAPPING, State.PREVIEW), State.COMPARING, at, mapping=dict(mapping), failure="")
    return run(people_import, compare_people)


def take_in_import(
    *, people_import: PeopleImport, leaves_faults: bool, at: datetime, waits: bool = False
) -> PeopleImport:
    """
    Take a table in as its preview says: at once, or in the background if it is long and nobody `waits`.

    :raises NotNow: if it is being worked on, or was taken in
    :raises RowsWithFaults: if rows cannot be taken in and `leaves_faults` does not say that they stay out
    """
    if not leaves_faults and any(one["severity"] == "fault" for one in people_import.faults):
        raise RowsWithFaults(_("Say that the rows with faults stay out, or put the table right and bring it again."))
    moved_on(people_import, (State.PREVIEW,), State.STORING, at, failure="")
    return run(people_import, store_people, waits=waits)


def run(people_import: PeopleImport, task: Task[[int], None], *, waits: bool = False) -> PeopleImport:
    """Do a piece of work now if it is short, else let a worker do it; return the import as it then stands."""
    if waits or people_import.total <= AT_ONCE:
        task.func(people_import.pk)
    else:
        transaction.on_commit(lambda: task.enqueue(people_import.pk))
    people_import.refresh_from_db()
    return people_import


def moved_on(
    people_import: PeopleImport,
    stands: tuple[PeopleImport.State, ...],
    state: PeopleImport.State,
    at: datetime,
    **values: object,
) -> None:
    """
    Let an import take its next step, once.

    :raises NotNow: if it does not stand where it should
    """
    waiting = PeopleImport.objects.filter(pk=people_import.pk, state__in=stands)
    if not waiting.update(state=state, heard_at=at, done=0, **values):
        raise NotNow(_("This table is already at another step. Here it is as it stands."))


def choose(*, row: ImportRow, choice: ImportRow.Choice, chosen: Resident | None) -> ImportRow:
    """Say of a row that resembles somebody whether it is that person, another one, or stays out."""
    row.choice, row.chosen = choice, chosen if choice == Choice.SAME else None
    row.save(update_fields=["choice", "chosen"])
    return row


def undo_import(*, people_import: PeopleImport, by: User, at: datetime) -> PeopleImport:
    """
    Take back what an import did, but for people who were changed since.

    :raises NotNow: if it was not taken in, or is undone already
    """
    with transaction.atomic():
        moved_on(people_import, (State.TAKEN,), State.UNDONE, at, undone_at=at)
        undo(people_import, by=by, at=at)
    people_import.refresh_from_db()
    return people_import


def give_up(*, people_import: PeopleImport) -> None:
    """
    Remove a table that is not to be taken in, with everything read of it.

    :raises NotNow: if it was taken in
    """
    if people_import.state in (State.TAKEN, State.UNDONE, State.STORING):
        raise NotNow(_("This table was taken in. Undo it instead."))
    people_import.delete()
