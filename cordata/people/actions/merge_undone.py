"""A merge taken back: one record becomes two again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cordata.accounts.models import User
from cordata.people.actions.history import History, assign
from cordata.people.actions.keys import refresh_search_words
from cordata.people.actions.merge import pair, row_text
from cordata.people.actions.merge_rows import move, pointing
from cordata.people.models import BreakGlass, DoubleCandidate, Erasure, Merge, Resident
from cordata.people.queries.merge import Moved
from cordata.people.queries.record import text_of, value_of
from cordata.people.queries.sections import ROWS


class CannotUndoMerge(Exception):
    """A merge cannot be taken back; the text says why."""


@transaction.atomic
def undo_merge(*, merge: Merge, by: User, at: datetime) -> int:
    """
    Part two records again. What was entered since, or changed since, stays with the one that was kept.

    Return how many of its fields were changed since and therefore stay as they are.

    :raises CannotUndoMerge: if it was undone already, or the kept record was itself joined to another or erased
    """
    held = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    locked = Resident.objects.select_for_update(of=("self",)).filter(pk__in=(held.kept_id, held.gone_id))
    found = {one.pk: one for one in locked.order_by("pk")}
    stays, goes = found[held.kept_id], found[held.gone_id]
    if held.undone_at:
        raise CannotUndoMerge(_("These records are two already."))
    if goes.merged_into_id != stays.pk or Erasure.objects.filter(resident__in=found).exists():
        raise CannotUndoMerge(_("The record that was kept has been joined to another or erased since."))
    history = History(stays, by=by, at=at, reason=_("two records joined by mistake, parted again"))
    changed_since = _give_back(held, stays, goes, history)
    goes.merged_into, goes.version = None, goes.version + 1
    goes.save()
    history.close()
    refresh_search_words(goes)
    DoubleCandidate.objects.filter(**pair(stays, goes)).update(verdict=DoubleCandidate.Verdict.OPEN, by=None, at=None)
    Merge.objects.filter(pk=held.pk).update(undone_at=at, undone_by=by)
    return changed_since


def _give_back(merge: Merge, stays: Resident, goes: Resident, history: History) -> int:
    moved: Moved = merge.moved
    for related, ids in moved["made"].items():
        for one in ROWS[related][0]._base_manager.filter(pk__in=ids, resident=stays).order_by("pk"):
            history.add(f"{related}.{one.pk}", row_text(one, related), "")
            one.delete()
    for label, ids in moved["rows"].items():
        move(*pointing(label, ids, stays), goes)
    for label, ids in moved["back"].items():
        move(*pointing(label, ids, goes), stays)
    BreakGlass.objects.filter(pk__in=moved["closed"], closed_at=merge.at).update(closed_at=None)
    if moved["account"] is not None and stays.user_id == moved["account"]:
        stays.user = None
        stays.save()
        goes.user_id = moved["account"]
    return sum(not _restored(stays, name, *texts, history) for name, texts in moved["values"].items())


def _restored(stays: Resident, name: str, before: str, after: str, history: History) -> bool:
    if text_of(value_of(stays, name)) != after:
        return before == after
    assign(stays, name, before)
    history.add(name, after, before)
    return True
