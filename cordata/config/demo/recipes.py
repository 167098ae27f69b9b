"""What kinds of visits a mountain valley orders, how often, for how long and at which hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

DAILY, MOST_DAYS, WORK_DAYS = tuple(range(7)), (0, 1, 2, 3, 4, 5), (0, 1, 2, 3, 4)
THRICE = ((0, 2, 4), (1, 3, 5), (0, 3, 6), (1, 4, 6))
TWICE = ((0, 3), (1, 4), (2, 5), (3, 6))
ONCE = tuple((day,) for day in range(7))
BEFORE_SUNDAY = ONCE[:6]  # the laboratory collects no samples on a Sunday


@dataclass(frozen=True, slots=True)
class WindowDraft:
    """A time of day within which a visit may start, never later when `is_hard`."""

    opens: time
    closes: time
    is_hard: bool = False


@dataclass(frozen=True, slots=True)
class Recipe:
    """How visits of one kind are ordered; `share` weighs it among the day's visits."""

    share: int
    minutes: tuple[int, int]
    rhythms: tuple[tuple[int, ...], ...]
    windows: tuple[tuple[WindowDraft, ...], ...]
    priority: int
    skill: str
    for_conditions: frozenset[str] = frozenset()
    people: int = 1


MORNING = WindowDraft(time(7, 30), time(12))
AFTERNOON = WindowDraft(time(14), time(17, 30))
ALL_DAY = WindowDraft(time(8, 30), time(15))
COLLECTION = WindowDraft(time(7), time(9), is_hard=True)

RECIPES: dict[str, Recipe] = {
    "injection": Recipe(
        18, (10, 15), (DAILY, DAILY, WORK_DAYS),
        (
            (WindowDraft(time(7), time(8, 15), is_hard=True),), (WindowDraft(time(7, 15), time(8, 45)),),
            (WindowDraft(time(8), time(10)),), (WindowDraft(time(11, 15), time(12, 30)),),
            (WindowDraft(time(17, 30), time(19)),),
        ),
        5, "injection", frozenset({"T90"}),
    ),
    "dressing": Recipe(
        17, (20, 35), (*THRICE, DAILY),
        ((MORNING,), (AFTERNOON,), (MORNING, AFTERNOON), (WindowDraft(time(9), time(12)),)), 4, "dressing",
    ),
    "blood_sample": Recipe(14, (10, 15), (*BEFORE_SUNDAY, *TWICE[:3]), ((COLLECTION,),), 4, "blood_sample"),
    "blood_pressure": Recipe(
        18, (15, 15), (*TWICE, *ONCE),
        ((MORNING,), (MORNING, AFTERNOON), (WindowDraft(time(9), time(17)),)), 2, "blood_pressure",
        frozenset({"K86", "K77"}),
    ),
    "catheter": Recipe(4, (25, 30), (*TWICE, *ONCE), ((MORNING,),), 4, "catheter"),
    "palliative": Recipe(
        3, (40, 60), (DAILY, MOST_DAYS), ((WindowDraft(time(9), time(12)), WindowDraft(time(14), time(17))),), 5,
        "palliative",
    ),
    "transfer": Recipe(
        4, (20, 25), (DAILY, MOST_DAYS),
        ((WindowDraft(time(7, 30), time(9, 30)),), (WindowDraft(time(10), time(12)),)), 4, "transfer", people=2,
    ),
    "personal_care": Recipe(
        11, (30, 45), (DAILY, MOST_DAYS, *THRICE),
        ((WindowDraft(time(7, 30), time(10)),), (WindowDraft(time(8), time(11)),), (AFTERNOON,)), 3, "personal_care",
    ),
    "physiotherapy": Recipe(
        7, (30, 45), (*TWICE[:2], (0, 2, 4)), ((WindowDraft(time(8, 30), time(12)), AFTERNOON),), 3, "physiotherapy",
    ),
    "social": Recipe(5, (40, 45), (*ONCE, *TWICE), ((WindowDraft(time(9), time(12)), AFTERNOON),), 1, "social"),
}  # fmt: skip
