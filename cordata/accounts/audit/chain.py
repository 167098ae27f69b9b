"""
The chain of seals: each is a keyed hash over the seal before it, an entry and the entry's persons.

Who can write to the database but has not the installation's secret key cannot make a seal; who has both cannot make a
chain that agrees with a head kept elsewhere. docs/adr/0006 says what was weighed.
"""

from __future__ import annotations

import hmac
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from django.conf import settings

from cordata.accounts.models import AuditEntry, AuditPerson, AuditSeal

PURPOSE = b"cordata.audit.seal"
NOTHING_BEFORE = ""  # what the first seal follows
ENTRY = ("pk", "at", "user_id", "what", "where", "roles", "address", "status", "search")
PERSON = ("entry_id", "person_id", "what", "ground")
write_down = json.JSONEncoder(separators=(",", ":"), ensure_ascii=True).encode


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain at some instant: kept off the machine, it tells whether the chain was cut or made anew."""

    position: int
    entry_id: int
    digest: str
    sealed_at: str

    def as_json(self) -> str:
        """Return the head as the file that is kept."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Head:
        """
        Read a head that was kept.

        :raises ValueError: if the text is none
        """
        try:
            return cls(**json.loads(text))
        except TypeError as fault:
            raise ValueError(f"A chain head has four fields. Got {text[:80]!r} instead.") from fault


def head() -> Head | None:
    """Return the end of the chain, or nothing before anything was sealed."""
    last = AuditSeal.objects.order_by("-position").first()
    return Head(last.position, last.entry_id, last.digest, last.sealed_at.isoformat()) if last else None


def keys() -> list[bytes]:
    """Return the keys that seals may be made with, the present one first: each from a secret key, for this alone."""
    return [
        hmac.digest(_bytes(one), PURPOSE, "sha256") for one in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]


def link(key: bytes, before: str, content: bytes) -> str:
    """Return the digest of the seal that follows another."""
    return hmac.digest(key, before.encode() + b"\n" + content, "sha256").hex()


def contents(entries: Sequence[int]) -> dict[int, bytes]:
    """Return what stands in some entries and their persons, written in the one way that is sealed; in 2 queries."""
    persons = defaultdict(list)
    rows = AuditPerson.objects.filter(entry__in=entries).order_by("entry", "person_id").values_list(*PERSON)
    for entry_id, *person in rows:
        persons[entry_id].append(person)
    found = AuditEntry.objects.filter(pk__in=entries).order_by("pk").values_list(*ENTRY)
    return {pk: write_down([pk, _utc(at), *rest, persons.get(pk, [])]).encode() for pk, at, *rest in found}


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def _bytes(secret: str | bytes) -> bytes:
    return secret if isinstance(secret, bytes) else secret.encode()
