"""Walking the chain from its first seal to its last, to name the first entry that is not as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.db import connection
from django.db.models import Count, Min

from cordata.accounts.audit.chain import NOTHING_BEFORE, Head, contents, keys, link
from cordata.accounts.audit.guards import TABLES, guarded
from cordata.accounts.audit.sealing import unsealed
from cordata.accounts.models import AuditSeal

AT_ONCE = 2000  # links read in one go


class Fault(Enum):
    """In what way the chain does not hold, in words; each names its seal and its entry."""

    ALTERED = "Entry {entry} is not as it was sealed: it, its persons or its seal (link {position}) was altered."
    ENTRY_GONE = "Entry {entry} is gone; it was sealed as link {position}."
    SEAL_GONE = "Link {position} of the chain is gone."
    CUT = "The chain ends at link {found}; the head that was kept is link {position}, entry {entry}."
    OTHER_CHAIN = (
        "Link {position} is not the head that was kept: the chain was made anew up to entry {entry} or beyond."
    )

    @property
    def is_about_the_head(self) -> bool:
        """Whether only a head kept elsewhere can tell."""
        return self in (Fault.CUT, Fault.OTHER_CHAIN)


@dataclass(frozen=True, slots=True)
class Finding:
    """The first thing that is wrong with the chain."""

    fault: Fault
    position: int
    entry_id: int
    found: int = 0

    def __str__(self) -> str:
        return self.fault.value.format(position=self.position, entry=self.entry_id, found=self.found)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a walk found: how many links hold, the first that does not, what has no seal, which triggers are gone."""

    holding: int
    finding: Finding | None
    unsealed: int
    first_unsealed: int | None
    unsealed_since: datetime | None
    unguarded: frozenset[str]


def verify(*, kept: Head | None = None, tell: Callable[[int], None] = lambda done: None) -> Verdict:
    """Walk the whole chain, compare it with a head that was kept, and look at what is not sealed yet."""
    walk = Walk(kept)
    finding = walk.finding(tell)
    tail = unsealed().aggregate(count=Count("pk"), first=Min("pk"), since=Min("at"))
    return Verdict(
        holding=walk.position,
        finding=finding,
        unsealed=tail["count"],
        first_unsealed=tail["first"],
        unsealed_since=tail["since"],
        unguarded=frozenset(TABLES) - guarded(connection),
    )


class Walk:
    """A walk along the chain: where it has come, and the keys that seals may have been made with."""

    def __init__(self, kept: Head | None) -> None:
        self.kept, self.keys = kept, keys()
        self.position, self.digest = 0, NOTHING_BEFORE

    def finding(self, tell: Callable[[int], None]) -> Finding | None:
        """Return the first thing that is wrong; `tell` hears how many links were looked at."""
        links = AuditSeal.objects.order_by("position").values_list("position", "entry_id", "digest")
        while seals := list(links.filter(position__gt=self.position)[:AT_ONCE]):
            wrong = next(self._wrong(seals), None)
            if wrong:
                return wrong
            tell(self.position)
        if self.kept and self.kept.position > self.position:
            return Finding(Fault.CUT, self.kept.position, self.kept.entry_id, found=self.position)
        return None

    def _wrong(self, seals: list[tuple[int, int, str]]) -> Iterator[Finding]:
        written = contents([entry_id for _position, entry_id, _digest in seals])
        for position, entry_id, digest in seals:
            if position != self.position + 1:
                yield Finding(Fault.SEAL_GONE, self.position + 1, 0)
            if entry_id not in written:
                yield Finding(Fault.ENTRY_GONE, position, entry_id)
            elif not self._holds(digest, written[entry_id]):
                yield Finding(Fault.ALTERED, position, entry_id)
            if self.kept and position == self.kept.position and digest != self.kept.digest:
                yield Finding(Fault.OTHER_CHAIN, position, entry_id)
            self.position, self.digest = position, digest

    def _holds(self, digest: str, content: bytes) -> bool:
        """Return whether a seal is right with any of the keys; the one that was comes first the next time."""
        for key in self.keys:
            if link(key, self.digest, content) == digest:
                if key is not self.keys[0]:
                    self.keys.sort(key=lambda one: one is not key)
                return True
        return False
