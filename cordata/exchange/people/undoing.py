"""An import taken back: who was new goes, what changed is as before; whoever was touched since stays, and is named."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from cordata.accounts.auditing import record_job
from cordata.accounts.models import AuditEntry, User
from cordata.exchange.models import ImportRow, PeopleImport
from cordata.people.actions.history import History
from cordata.people.actions.record import RowIsNeeded, hold, write_section
from cordata.people.models import DoubleCandidate, Household, Resident, Revision, SearchWord
from cordata.people.queries.record import before, record_of
from cordata.people.queries.sections import ROWS, section_of

OWN_PARTS: tuple[type[Model], ...] = (
    *(model for model, _names in ROWS.values()),
    DoubleCandidate,
    SearchWord,
    Revision,
    ImportRow,
)


def undo(people_import: PeopleImport, *, by: User, at: datetime) -> None:
    """Take back every row that was not touched since; of the others keep why they stay."""
    rows = list(people_import.rows.filter(version__isnull=False).select_related("resident").order_by("number"))
    persons = [row.resident_id for row in rows if row.resident_id]
    for row in rows:
        if row.resident is None:
            continue
        held = hold(row.resident)
        row.kept_because = why_it_stays(row, held)
        if row.kept_because:
            row.save(update_fields=["kept_because"])
            continue
        row.undone_at = at
        row.save(update_fields=["undone_at"])
        if row.version_before is None:
            remove(held)
            continue
        try:
            with transaction.atomic():
                restore(held, row.version_before, by=by, at=at)
        except RowIsNeeded as refusal:
            row.undone_at, row.kept_because = None, str(refusal)[:200]
            row.save(update_fields=["undone_at", "kept_because"])
    record_job("people_import_undoing", persons, what=AuditEntry.What.WRITE, at=at, by=by)


def why_it_stays(row: ImportRow, held: Resident) -> str:
    """Return in words why a row cannot be taken back, or nothing."""
    if held.version != row.version:
        return _("changed since")
    if held.merged_into_id or hasattr(held, "erasure"):
        return _("joined with another record, or erased, since")
    if row.version_before is None and (what := hangs_on(held)):
        return _("has %(what)s since") % {"what": what}
    return ""


def hangs_on(resident: Resident) -> str:
    """Return the name of something that points at a person beyond what an import stores, or nothing."""
    for relation in Resident._meta.related_objects:
        model = relation.related_model
        if model not in OWN_PARTS and model._default_manager.filter(**{relation.field.name: resident}).exists():
            return str(model._meta.verbose_name)
    return ""


def remove(resident: Resident) -> None:
    """Remove somebody whom the import brought, and their household if nobody lives there."""
    household = resident.household_id
    ImportRow.objects.filter(resident=resident).update(resident=None)
    resident.delete()
    Household.objects.filter(pk=household, members=None, residences=None).delete()


def restore(held: Resident, version: int, *, by: User, at: datetime) -> None:
    """Let every section that changed after a version stand as it stood then."""
    later = list(Revision.objects.filter(resident=held, version__gt=version).order_by("pk"))
    by_section = {section.slug: section for one in later if (section := section_of(one.field))}
    for section in by_section.values():
        changes = [one for one in later if section_of(one.field) == section]
        stands = record_of(held, section)
        rows = before(stands, changes)
        if rows != stands:
            history = History(held, by=by, at=at, reason=_("import undone"))
            held = write_section(held, section, stands, rows, history)
