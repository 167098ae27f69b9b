"""One visit of a day: who, where, when, by whom, and why it is late or has no place."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from cordata.accounts.models import Area
from cordata.care.models import Visit
from cordata.day.queries.faces import deal_faces, place_name
from cordata.day.queries.load import professionals_at_work
from cordata.day.queries.reasons import say_reason, say_violation, say_windows
from cordata.day.queries.words import clock, spell_duration
from cordata.rounds.models import Plan, Stop, Unplaced


@dataclass(frozen=True, slots=True)
class ToldVisit:
    """A visit in words, ready to print."""

    visit_id: int
    member: int
    resident_id: int
    full_name: str
    phone: str
    place: str
    address: str
    access: str
    kind: str
    minutes: int
    people: int
    priority: int
    windows: str
    note: str
    who: str
    professional_id: int | None
    starts: str
    ends: str
    late: str
    pin: str
    is_made: bool
    is_cancelled: bool
    reasons: tuple[str, ...]


def told_visit(visit: Visit, member: int, plan: Plan | None, area: Area, day: date) -> ToldVisit:
    """Return a visit the reader may see, as the plan has it, in a constant number of queries."""
    zone, order = ZoneInfo(area.time_zone), visit.order
    home = order.resident.household
    windows = list(visit.windows.order_by("opens_at", "pk"))
    stop = stop_of(plan, visit, member)
    return ToldVisit(
        visit_id=visit.pk,
        member=member,
        resident_id=order.resident_id,
        full_name=str(order.resident),
        phone=order.resident.phone,
        place=place_name(home),
        address=home.address,
        access=home.access,
        kind=order.get_kind_display(),
        minutes=order.minutes,
        people=order.people,
        priority=order.priority,
        windows=say_windows(windows, zone),
        note=order.note,
        who=str(stop.round.professional) if stop else "",
        professional_id=stop.round.professional_id if stop else None,
        starts=clock(stop.starts_at, zone) if stop else "",
        ends=clock(stop.ends_at, zone) if stop else "",
        late=spell_duration(stop.late_s) if stop and stop.late_s >= 60 else "",
        pin=stop.pin if stop else "",
        is_made=visit.encounters.exists(),
        is_cancelled=hasattr(visit, "cancellation"),
        reasons=why(stop, plan, visit, member, area, day),
    )


def stop_of(plan: Plan | None, visit: Visit, member: int) -> Stop | None:
    """Return where a plan has a visit."""
    found = Stop.objects.filter(round__plan=plan, visit=visit, member=member) if plan else Stop.objects.none()
    return found.select_related("round__professional").order_by("pk").first()


def why(stop: Stop | None, plan: Plan | None, visit: Visit, member: int, area: Area, day: date) -> tuple[str, ...]:
    """Return what a visit breaks where it stands, or why it has no place."""
    if stop:
        return tuple(say_violation(one) for one in stop.violations)
    left = Unplaced.objects.filter(plan=plan, visit=visit, member=member).order_by("pk").first() if plan else None
    if left is None:
        return ()
    zone, windows = ZoneInfo(area.time_zone), list(visit.windows.order_by("opens_at", "pk"))
    faces = {str(key): face for key, face in deal_faces(professionals_at_work(area, day), area.country).items()}
    return tuple(dict.fromkeys(say_reason(one, faces, windows, day, zone) for one in left.reasons))
