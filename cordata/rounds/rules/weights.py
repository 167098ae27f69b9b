"""
What a plan is judged by: every part of its cost and what it weighs, in seconds of driving.

These are choices about care, not about computing; a coordinator reads the parts under every plan.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class RoundWeights:
    """The price of each thing a plan may do, in seconds of driving."""

    travel: int = 1  # a second of driving
    distance: int = 0  # a metre: on these roads the time says it all
    lateness: int = 3  # a second after a window closed: ten minutes late is worth half an hour of driving
    overtime: int = 2  # a second beyond the end of the shift
    waiting: int = 1  # a second idle between two visits
    unassigned: int = 4 * 3600  # a visit not placed, times its priority 1 to 5
    preference: int = 600  # a visit by none of those the person prefers
    continuity: int = 600  # a visit by someone who has never been there, where others have
    language: int = 900  # a visit by someone who does not speak the person's language
    change: int = 900  # re-planning: a visit given to somebody else than promised
    shift: int = 1  # re-planning: a second sooner or later than promised


WEIGHTS: Final = RoundWeights()
