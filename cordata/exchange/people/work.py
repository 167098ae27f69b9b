"""The three pieces of work on an import: comparing it with the register, taking it in, undoing it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cordata.accounts.auditing import record_job
from cordata.accounts.models import Area, AuditEntry, Role
from cordata.exchange.models import ImportRow, PeopleImport
from cordata.people.models import Resident

from .bringing import bring
from .cells import PersonNotes
from .differences import between
from .files import sheet_of
from .judging import Judge, Judged, Outcome, changed_by
from .knowing import AT_ONCE, external_key, with_parts
from .reading import read_people
from .rows import PersonRow
from .storing import Homes, change
from .territory import Territory, territory_of

State, Choice = PeopleImport.State, ImportRow.Choice


class NoLongerCoordinates(Exception):
    """Whoever brought the table coordinates no area for that organisation any more."""


class RegisterHasMoved(Exception):
    """The register changed after the preview: what was agreed to is no longer what would happen."""


def areas_of(people_import: PeopleImport, at: datetime) -> list[Area]:
    """Return where the coordinator may bring people for the organisation, in 1 query."""
    held = Role.objects.on(timezone.localdate(at)).filter(
        user=people_import.by, kind=Role.Kind.COORDINATOR, organisation=people_import.organisation
    )
    home = held.filter(area__country=people_import.organisation.country)
    return list(Area.objects.filter(pk__in=home.values("area")).order_by("name", "pk"))


def compare(people_import: PeopleImport, at: datetime) -> None:
    """
    Judge every row against the register and keep what it means for the preview.

    :raises Faulty: if the file is no longer a table
    :raises NoLongerCoordinates: if its coordinator no longer is one
    """
    rows, judge = prepared(people_import, at)
    progress(people_import, 0, len(rows))
    people_import.rows.all().delete()
    for start in range(0, len(rows), AT_ONCE):
        judged = list(judge.judge(rows[start : start + AT_ONCE]))
        ImportRow.objects.bulk_create(row_of(people_import, one, judge) for one in judged)
        progress(people_import, start + AT_ONCE, len(rows))
    people_import.faults = [fault.as_dict() for fault in sorted(judge.notes.found, key=lambda one: one.row or 0)]
    people_import.state, people_import.failure = State.PREVIEW, ""
    people_import.save(update_fields=["faults", "state", "failure"])


def prepared(people_import: PeopleImport, at: datetime) -> tuple[list[PersonRow], Judge]:
    """Return the rows of an import's file and who judges them."""
    areas = areas_of(people_import, at)
    if not areas:
        raise NoLongerCoordinates(_("You no longer coordinate an area for this organisation."))
    territory = territory_of(areas)
    notes = PersonNotes(people_import.file_name)
    sheet = sheet_of(bytes(people_import.content or b""), people_import.file_name)
    today = timezone.localdate(at)
    rows = read_people(sheet, people_import.mapping, territory=territory, notes=notes, today=today)
    return rows, Judge(people_import.by, people_import.organisation, territory, notes, at)


def row_of(people_import: PeopleImport, judged: Judged, judge: Judge) -> ImportRow:
    """Return what the preview keeps of a row."""
    home = judged.row.home
    return ImportRow(
        people_import=people_import,
        number=judged.row.number,
        key=external_key(judge.organisation, judged.row),
        outcome=judged.outcome,
        name=judged.row.name,
        place=str(judge.territory.by_id[home.commune_id]) if home else "",
        resident=judged.resident,
        changes=judged.changes(judge.territory),
        alike=[[one.resident_id, one.score] for one in judged.alike],
    )


def progress(people_import: PeopleImport, done: int, total: int) -> None:
    """Say how far the work is."""
    told = {"done": min(done, total), "total": total, "heard_at": timezone.now()}
    PeopleImport.objects.filter(pk=people_import.pk).update(**told)


@transaction.atomic
def take_in(people_import: PeopleImport, at: datetime) -> None:
    """
    Write an import into the register as its preview says. All of it or nothing.

    :raises RegisterHasMoved: if a row no longer means what the preview said
    """
    rows, judge = prepared(people_import, at)
    kept = {one.number: one for one in people_import.rows.select_related("chosen").order_by("number")}
    judged = list(judge.judge(rows))
    if moved := no_longer_agreed(people_import, judged, kept, judge.territory, at):
        words = _("The register has changed meanwhile (row %(row)d, for one). Nothing was taken in; look again.")
        raise RegisterHasMoved(words % {"row": min(moved)})
    store(people_import, judged, kept, judge.territory, at)
    people_import.content, people_import.faults = None, []
    people_import.state, people_import.taken_at, people_import.failure = State.TAKEN, at, ""
    people_import.save(update_fields=["content", "faults", "state", "taken_at", "failure"])


def no_longer_agreed(
    people_import: PeopleImport,
    judged: Sequence[Judged],
    kept: dict[int, ImportRow],
    territory: Territory,
    at: datetime,
) -> set[int]:
    """Return the rows that mean something else than the coordinator was shown, or somebody no longer theirs."""
    others = {one.row.number for one in judged if not is_as_agreed(one, kept.get(one.row.number), territory)}
    gone = kept.keys() - {one.row.number for one in judged}
    said = {number: row.chosen_id for number, row in kept.items() if row.choice == Choice.SAME}
    theirs = changed_by(people_import.by, {pk for pk in said.values() if pk}, at)
    return others | gone | {number for number, pk in said.items() if pk not in theirs}


def is_as_agreed(judged: Judged, kept: ImportRow | None, territory: Territory) -> bool:
    """Return whether a row still means what the coordinator was shown."""
    if kept is None or kept.outcome != judged.outcome:
        return False
    if judged.outcome == Outcome.CHANGED:
        return kept.changes == judged.changes(territory) and kept.resident_id == getattr(judged.resident, "pk", None)
    return True


def store(
    people_import: PeopleImport,
    judged: Sequence[Judged],
    kept: dict[int, ImportRow],
    territory: Territory,
    at: datetime,
) -> None:
    """Store new people together, then what changes of the others, and keep the versions for the undoing."""
    homes = Homes(territory)
    chosen = {number: row.choice for number, row in kept.items()}
    new = [one.row for one in judged if one.outcome == Outcome.NEW or chosen[one.row.number] == Choice.NEW]
    for number, resident in bring(new, homes, people_import.organisation).items():
        kept[number].resident, kept[number].version = resident, resident.version
    reason = _("import of %(file)s") % {"file": people_import.file_name}
    for one, resident in changing(judged, kept):
        difference = between(resident, one.row)
        before, after = change(resident, difference, homes, by=people_import.by, at=at, reason=reason[:200])
        row = kept[one.row.number]
        row.resident, row.version_before, row.version = resident, before, after
    touched = [row for row in kept.values() if row.version is not None]
    ImportRow.objects.bulk_update(touched, ["resident", "version", "version_before"], batch_size=AT_ONCE)
    persons = [row.resident_id for row in touched if row.resident_id]
    record_job("people_import", persons, what=AuditEntry.What.WRITE, at=at, by=people_import.by)


def changing(judged: Sequence[Judged], kept: dict[int, ImportRow]) -> Iterator[tuple[Judged, Resident]]:
    """Yield the rows that change somebody, with whom: a known person, or the one chosen among those alike."""
    chosen = {
        row.chosen_id: number
        for number, row in kept.items()
        if row.choice == Choice.SAME and row.chosen_id is not None
    }
    people = {chosen[one.pk]: one for one in with_parts(chosen)}
    for one in judged:
        if one.outcome == Outcome.CHANGED and one.resident:
            yield one, one.resident
        elif one.row.number in people:
            yield one, people[one.row.number]
