"""Two records that are one person become one."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from cordata.accounts.models import User
from cordata.people.actions.history import History, assign
from cordata.people.actions.keys import refresh_search_words
from cordata.people.actions.merge_rows import move
from cordata.people.models import (
    BreakGlass,
    Consent,
    ContactPoint,
    DoubleCandidate,
    ErasureRequest,
    Merge,
    OtherName,
    Residence,
    Resident,
)
from cordata.people.queries.merge import CHOICES, Moved, homes_now, moving_fields, permits_left
from cordata.people.queries.record import text_of, value_of
from cordata.people.queries.sections import ROWS


class CannotMerge(Exception):
    """The two records cannot become one; the text says why."""


class RecordsHaveMoved(CannotMerge):
    """One of the records was changed since it was read."""


@transaction.atomic
def merge_people(
    *, kept: Resident, gone: Resident, takes: Collection[str], by: User, at: datetime, reason: str = ""
) -> Merge:
    """
    Make two records one: `kept` stays, with the choices of `gone` that `takes` names and all that pointed at it.

    What would let somebody new read stays behind, and so does a row that the kept record has already. A name and a
    telephone that are not taken are kept as further ones. Both records are as they were when they were read.

    :raises RecordsHaveMoved: if one was changed since
    :raises CannotMerge: if one is merged or erased already, or its erasure was asked for
    """
    stays, goes = _held(kept, gone)
    history = History(stays, by=by, at=at, reason=_("two records of one person joined"))
    moved = Moved(rows={}, back={}, values={}, made={}, closed=_close_openings(stays, goes, at), account=None)
    if "home" in takes:
        moved["back"]["people.Residence.resident"] = move(homes_now(stays), "resident", goes)
    for model, name in moving_fields():
        rows = _that_move(model, name, stays, goes, at, takes)
        moved["rows"][f"{model._meta.label}.{name}"] = move(rows, name, stays)
    moved["made"] = _keep_findable(stays, goes, takes, history)
    moved["values"] = _take(stays, goes, takes, history)
    moved["account"] = _take_account(stays, goes)
    goes.merged_into, goes.version = stays, goes.version + 1
    goes.save()
    history.close()
    refresh_search_words(goes)
    DoubleCandidate.objects.filter(**pair(stays, goes)).update(verdict=DoubleCandidate.Verdict.SAME, by=by, at=at)
    return Merge.objects.create(kept=stays, gone=goes, by=by, at=at, reason=reason, moved=moved)


def pair(one: Resident, other: Resident) -> dict[str, int]:
    """Return two persons as the worklist holds them."""
    return {"first_id": min(one.pk, other.pk), "second_id": max(one.pk, other.pk)}


def _held(kept: Resident, gone: Resident) -> tuple[Resident, Resident]:
    locked = Resident.objects.select_for_update(of=("self",)).filter(pk__in=(kept.pk, gone.pk)).order_by("pk")
    found = {one.pk: one for one in locked}
    standing = set(Resident.objects.known().filter(pk__in=found).values_list("pk", flat=True))
    if len(standing) < 2:
        raise CannotMerge(_("One of these records has been joined to another or erased meanwhile."))
    if ErasureRequest.objects.waiting().filter(resident__in=found).exists():
        raise CannotMerge(_("Somebody has asked that one of these records be erased. Answer that first."))
    if any(found[one.pk].version != one.version for one in (kept, gone)):
        raise RecordsHaveMoved(
            _("One of these records was changed meanwhile. Look at both again before you join them.")
        )
    return found[kept.pk], found[gone.pk]


def _close_openings(stays: Resident, goes: Resident, at: datetime) -> list[int]:
    """End the openings in an emergency that still hold: each was for one record, not for both."""
    still_open = BreakGlass.objects.open(at).filter(resident__in=(stays, goes), closed_at=None)
    closed = list(still_open.order_by("pk").values_list("pk", flat=True))
    BreakGlass.objects.filter(pk__in=closed).update(closed_at=at)
    return closed


def _that_move(
    model: type[Model], name: str, stays: Resident, goes: Resident, at: datetime, takes: Collection[str]
) -> QuerySet[Model]:
    rows = model._base_manager.filter(**{name: goes})
    if model is Consent:
        return rows.exclude(pk__in=[one.pk for one in permits_left(stays, goes, at)])
    if model is Residence and "home" not in takes:
        return rows.exclude(pk__in=homes_now(goes).values("pk"))
    return rows


def _keep_findable(stays: Resident, goes: Resident, takes: Collection[str], history: History) -> dict[str, list[int]]:
    """Keep the names and the telephone that nobody took as further ones of the record that stays."""
    made: dict[str, list[int]] = {"other_names": [], "contact_points": []}
    given, family, phone = (
        getattr(stays if name in takes else goes, name) for name in ("given_name", "family_name", "phone")
    )
    left_names = {"given_name": given, "family_name": family}
    is_known = (stays.given_name, stays.family_name) == (goes.given_name, goes.family_name)
    if not is_known and not OtherName.objects.filter(resident=stays, **left_names).exists():
        name = OtherName(resident=stays, use=OtherName.Use.SPELLING, **left_names)
        made["other_names"].append(_noted(name, "other_names", history))
    if phone and stays.phone != goes.phone and not ContactPoint.objects.filter(resident=stays, value=phone).exists():
        point = ContactPoint(resident=stays, kind=ContactPoint.Kind.PHONE, value=phone)
        made["contact_points"].append(_noted(point, "contact_points", history))
    return made


def _noted(stored: OtherName | ContactPoint, related: str, history: History) -> int:
    stored.save()
    history.add(f"{related}.{stored.pk}", "", row_text(stored, related))
    return stored.pk


def row_text(stored: Model, related: str) -> str:
    """Return a whole row as a revision holds it."""
    return json.dumps({name: text_of(value_of(stored, name)) for name in ROWS[related][1]})


def _take(stays: Resident, goes: Resident, takes: Collection[str], history: History) -> dict[str, tuple[str, str]]:
    values: dict[str, tuple[str, str]] = {}
    for name in (name for choice in CHOICES if choice.name in takes for name in choice.fields):
        before, after = text_of(value_of(stays, name)), text_of(value_of(goes, name))
        assign(stays, name, after)
        history.add(name, before, after)
        values[name] = (before, after)
    return values


def _take_account(stays: Resident, goes: Resident) -> int | None:
    """Let the person who signs in see the record that stays, unless it has an account of its own."""
    account = goes.user_id
    if account is None or stays.user_id is not None:
        return None
    goes.user = None
    goes.save()
    stays.user_id = account
    return account
