"""Where somebody lives on a day, when it changes with the season or for a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

PRECEDENCE = ("temporary", "family", "winter", "summer", "home")  # the exception before the rule


@dataclass(frozen=True, slots=True)
class Stay:
    """A residence as the rule needs it; `months` are the first and the last, or None for the whole year."""

    key: int
    use: str
    since: date | None = None
    until: date | None = None
    months: tuple[int, int] | None = None


def stay_on(day: date, stays: Iterable[Stay]) -> Stay | None:
    """Return which of somebody's residences holds on a day: the most exceptional, then the one begun last."""
    holding = [one for one in stays if _holds(one, day)]
    newest_first = sorted(holding, key=lambda one: (one.since or date.min, one.key), reverse=True)
    return min(newest_first, key=lambda one: PRECEDENCE.index(one.use), default=None)


def _holds(stay: Stay, day: date) -> bool:
    is_begun = stay.since is None or stay.since <= day
    is_over = stay.until is not None and stay.until < day
    return is_begun and not is_over and in_months(day.month, stay.months)


def in_months(month: int, months: tuple[int, int] | None) -> bool:
    """Return whether a month lies from one month to another, over the New Year where the first is the later."""
    if months is None:
        return True
    first, last = months
    return first <= month <= last if first <= last else month >= first or month <= last
