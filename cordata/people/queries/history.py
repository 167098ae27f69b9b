"""What was corrected in a record: GDPR article 16, told so that its person can follow it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from cordata.people.models import Resident, Revision
from cordata.people.queries.record import OWN, parted
from cordata.people.queries.revisions import ToldChange, told_changes
from cordata.people.queries.sections import SECTIONS, Section

LINES = 100  # a page of history


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change, and whether what stood before can be put back."""

    change_id: int
    version: int
    told: ToldChange
    can_restore: bool


@dataclass(frozen=True, slots=True)
class History:
    """A page of changes, latest first; `older` is the change before which the next page begins."""

    lines: tuple[HistoryLine, ...]
    older: int | None


def history_of(resident: Resident, *, earlier_than: int | None = None) -> History:
    """Return what was changed in a record, latest first, in 1 query and 1 for each relation that changed."""
    changes = changes_of(resident)
    if earlier_than is not None:
        changes = changes.filter(pk__lt=earlier_than)
    found = list(changes[: LINES + 1])
    lines = tuple(
        HistoryLine(one.pk, one.version, told, section_of(one.field) is not None)
        for one, told in zip(found[:LINES], told_changes(found[:LINES]), strict=True)
    )
    return History(lines, found[LINES - 1].pk if len(found) > LINES else None)


def changes_of(resident: Resident) -> QuerySet[Revision]:
    """Return the changes of a record, latest first."""
    return Revision.objects.filter(resident=resident).select_related("by").order_by("-pk")


def section_of(path: str) -> Section | None:
    """Return the section of the record in which a change was made, or nothing where no section has it."""
    row, name = parted(path)
    related = row.partition(".")[0]
    for section in SECTIONS.values():
        if (row == OWN and name in section.own) or (row != OWN and related in section.rows):
            return section
    return None
