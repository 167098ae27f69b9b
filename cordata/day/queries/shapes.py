"""What the Day screen prints. Positions along the day are percentages of the axis, as text; down the page, pixels."""

from dataclasses import dataclass
from datetime import date

from cordata.day.queries.faces import Face


@dataclass(frozen=True, slots=True)
class Knot:
    """One professional's presence at one visit: a knot on their rope."""

    visit_id: int
    member: int
    resident_id: int | None
    name: str
    full_name: str
    place: str
    kind: str
    arrives: str
    starts: str
    ends: str
    minutes: int
    windows: str
    late: str
    waits: str
    travel: str
    distance: str
    note: str
    pin: str
    violations: tuple[str, ...]
    is_done: bool
    is_under_way: bool
    is_cancelled: bool
    people: int
    lat: float | None
    lon: float | None
    x: str
    width: str
    label: str
    label_y: int
    says: str

    @property
    def key(self) -> str:
        """The id of this presence on the page: the same before and after a move."""
        return f"visit-{self.visit_id}-{self.member}"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of rope between two knots: `travel`, `slack` (waiting), `break`, or `frayed` (lateness)."""

    shape: str
    x: str
    width: str
    says: str


@dataclass(frozen=True, slots=True)
class Rope:
    """One professional's round along the day."""

    face: Face
    top: int
    departs: str
    returns: str
    shift: str
    absent: str
    late: str
    overtime: str
    driving: str
    distance: str
    knots: tuple[Knot, ...]
    stretches: tuple[Stretch, ...]
    off_duty: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """Two ropes tied together for a moment: a visit that needs two people."""

    x: str
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Hour:
    """A line of the hours axis."""

    x: str
    label: str


@dataclass(frozen=True, slots=True)
class Axis:
    """The hours that are drawn (seconds from local midnight) and the size of the drawing in pixels."""

    opens: int
    closes: int
    width: int
    height: int
    hours: tuple[Hour, ...]
    now: str


@dataclass(frozen=True, slots=True)
class Loose:
    """A visit, or the second person for one, that the plan has no room for, and what stands in the way."""

    visit_id: int
    member: int
    resident_id: int | None
    name: str
    full_name: str
    place: str
    kind: str
    minutes: int
    windows: str
    reasons: tuple[str, ...]
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True)
class CostPart:
    """One part of what a plan costs, in words."""

    name: str
    amount: str
    is_bad: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """A valley's day, ready to print. Without a plan, `version` is 0 and there are no ropes."""

    area: str
    code: str
    day: date
    said_day: str
    version: int
    made: str
    published: str
    is_published: bool
    stale: tuple[str, ...]
    ropes: tuple[Rope, ...]
    ties: tuple[Tie, ...]
    loose: tuple[Loose, ...]
    cost: tuple[CostPart, ...]
    axis: Axis | None
    due: int
    placed: int
    can_undo: bool
    can_redo: bool
    is_schematic: bool
    planned_by_run: int | None

    @property
    def residents(self) -> frozenset[int]:
        """Whom the day names."""
        tied = frozenset(knot.resident_id for rope in self.ropes for knot in rope.knots if knot.resident_id)
        return tied | frozenset(one.resident_id for one in self.loose if one.resident_id)

    @property
    def not_placed(self) -> int:
        """How many visits have no place; one for two people is loose twice and counts once."""
        return len({one.visit_id for one in self.loose})
