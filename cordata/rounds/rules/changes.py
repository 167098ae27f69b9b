"""What differs between two plans of a day, as facts somebody can be told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from cordata.rounds.rules.planned import PlannedDay
from cordata.rounds.rules.problem import Place

NOTICEABLE = 5 * 60  # seconds: a person does not mind a nurse who comes four minutes sooner


class ChangeKind(StrEnum):
    """What happened to a visit between two plans."""

    MOVED_TO_OTHER = "moved_to_other"  # another professional comes
    MOVED_IN_TIME = "moved_in_time"  # the same professional, five minutes or more sooner or later
    NEWLY_PLACED = "newly_placed"  # had no place and has one
    NO_LONGER_PLACED = "no_longer_placed"  # had a place and has none
    NEWLY_ADDED = "newly_added"  # was not asked for then
    CANCELLED = "cancelled"  # is not asked for any more


@dataclass(frozen=True, slots=True)
class Spot:
    """Who makes a visit, and when it starts (seconds from local midnight)."""

    worker: str
    start: int


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one person's presence at a visit; a spot is None where it has no place, or is not asked for."""

    kind: ChangeKind
    key: str
    member: int
    before: Spot | None
    after: Spot | None


def changes(before: PlannedDay, after: PlannedDay) -> tuple[Change, ...]:
    """Return what differs, ordered by the time it was planned for, then by visit."""
    old, new = _presences(before), _presences(after)
    found = [change for key in {**old, **new} for change in _of_visit(key, old.get(key), new.get(key))]
    return tuple(sorted(found, key=_told_at))


def _presences(plan: PlannedDay) -> dict[str, list[Spot | None]]:
    """Return for each visit where its people are; None for each who has no place."""
    found: dict[str, list[Spot | None]] = {}
    for planned in plan.rounds:
        for stop in planned.stops:
            if stop.key is not None:
                found.setdefault(stop.key, []).append(Spot(planned.worker, stop.starts))
    for unplaced in plan.unplaced:
        found.setdefault(unplaced.key, []).append(None)
    return found


def _of_visit(key: str, old: list[Spot | None] | None, new: list[Spot | None] | None) -> Iterable[Change]:
    if old is None or new is None:
        kind = ChangeKind.NEWLY_ADDED if old is None else ChangeKind.CANCELLED
        for member, spot in enumerate(new or old or []):
            yield Change(kind, key, member, None if old is None else spot, spot if old is None else None)
        return
    for member, (was, now) in enumerate(_paired(old, new)):
        kind_or_none = _kind(was, now)
        if kind_or_none is not None:
            yield Change(kind_or_none, key, member, was, now)


def _paired(old: list[Spot | None], new: list[Spot | None]) -> list[tuple[Spot | None, Spot | None]]:
    """Pair those who come with those who came, both with None last: the same professional first."""
    left = list(old)
    pairs: list[tuple[Spot | None, Spot | None]] = []
    others: list[Spot | None] = []
    for now in new:
        same = next((was for was in left if was and now and was.worker == now.worker), None)
        if same is None:
            others.append(now)
        else:
            left.remove(same)
            pairs.append((same, now))
    return pairs + list(zip(left, others, strict=False))


def _kind(was: Spot | None, now: Spot | None) -> ChangeKind | None:
    if was is None or now is None:
        if was is now:
            return None
        return ChangeKind.NEWLY_PLACED if was is None else ChangeKind.NO_LONGER_PLACED
    if was.worker != now.worker:
        return ChangeKind.MOVED_TO_OTHER
    return ChangeKind.MOVED_IN_TIME if abs(was.start - now.start) >= NOTICEABLE else None


def _told_at(change: Change) -> tuple[int, Place]:
    spot = change.before or change.after
    return (spot.start if spot else 0, (change.key, change.member))
