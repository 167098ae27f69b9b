"""When a search ends. Rules combine with `|`: the first that is met ends it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

NEVER = -1


@dataclass(frozen=True, slots=True)
class StopRule:
    """The limits a search runs under; `NEVER` where there is none. Made by the four functions below."""

    steps: int = NEVER
    seconds: float = NEVER
    no_improvement: int = NEVER
    target: int = NEVER

    def __or__(self, other: StopRule) -> StopRule:
        return StopRule(
            steps=_sooner(self.steps, other.steps),
            seconds=_sooner(self.seconds, other.seconds),
            no_improvement=_sooner(self.no_improvement, other.no_improvement),
            target=max(self.target, other.target),
        )


T = TypeVar("T", int, float)


def _sooner(a: T, b: T) -> T:
    return max(a, b) if NEVER in (a, b) else min(a, b)


def _limit(name: str, value: T) -> T:
    if not value >= 0:
        raise ValueError(f"The limit of {name} must be 0 or more. Got {value!r} instead.")
    return value


def Steps(n: int) -> StopRule:  # noqa: N802 (reads as the value it makes)
    """End after `n` steps. With the same seed, the same plan every time."""
    return StopRule(steps=_limit("Steps", n))


def Seconds(s: float) -> StopRule:  # noqa: N802
    """End after `s` seconds of the clock."""
    return StopRule(seconds=_limit("Seconds", s))


def NoImprovement(steps: int) -> StopRule:  # noqa: N802
    """End after `steps` steps in a row without a better plan."""
    return StopRule(no_improvement=_limit("NoImprovement", steps))


def Target(cost: int) -> StopRule:  # noqa: N802
    """End when a plan costs `cost` or less."""
    return StopRule(target=_limit("Target", cost))
