"""Sealing what was entered: within seconds, by one process at a time, in the order in which entries appear."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Exists, Max, OuterRef, QuerySet

from cordata.accounts.audit.chain import NOTHING_BEFORE, contents, keys, link
from cordata.accounts.models import AuditEntry, AuditSeal

AT_ONCE = 2000  # entries sealed in one transaction: on SQLite nobody else writes for so long
LOOK_BACK = 5000  # ids: a transaction that ends after later ones left its entry no further back than this
LOCK = 0x_C0_2D_A7A  # any number, the same on every machine of the installation


def unsealed() -> QuerySet[AuditEntry]:
    """Return the entries that no seal covers."""
    return AuditEntry.objects.filter(~Exists(AuditSeal.objects.filter(entry_id=OuterRef("pk"))))


def seal_new(at: datetime) -> int:
    """Seal what was entered lately, those before it that appeared late included; return how many entries."""
    last = AuditSeal.objects.aggregate(last=Max("entry_id"))["last"] or 0
    return seal_all(at, after=max(last - LOOK_BACK, 0))


def seal_all(at: datetime, *, after: int = 0, tell: Callable[[int], None] = lambda done: None) -> int:
    """Seal every entry above an id that has no seal, however old; return how many. `tell` hears how many so far."""
    done = 0
    while True:
        sealed = _seal_batch(at, after)
        if not sealed:
            return done
        done, after = done + len(sealed), sealed[-1]
        tell(done)


def _seal_batch(at: datetime, after: int) -> list[int]:
    """Seal the next entries above an id; return which, or nothing when none waits or another process is sealing."""
    waiting = unsealed().filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]
    if not waiting.exists():
        return []  # without taking the right to write
    with transaction.atomic():
        if not _is_alone():
            return []
        batch = list(waiting.all())
        written = contents(batch)
        last = AuditSeal.objects.order_by("-position").first()
        position, digest = (last.position, last.digest) if last else (0, NOTHING_BEFORE)
        key, seals = keys()[0], []
        for step, entry_id in enumerate(batch, start=1):
            digest = link(key, digest, written[entry_id])
            seals.append(AuditSeal(position=position + step, entry_id=entry_id, digest=digest, sealed_at=at))
        AuditSeal.objects.bulk_create(seals)
        return batch


def _is_alone() -> bool:
    """Return whether no other process is sealing; on SQLite the transaction itself keeps the others out."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])
