"""Everything the Day screen needs from the database, in a constant number of queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Prefetch

from cordata.accounts.models import Area, User
from cordata.care.models import Encounter, Visit, VisitWindow
from cordata.day.queries.faces import Face, deal_faces
from cordata.people.models import Resident
from cordata.rounds.models import Plan, Round, Stop, Unplaced
from cordata.workforce.models import Absence, Professional, Shift


@dataclass(frozen=True, slots=True)
class Loaded:
    """The rows of one day; `residents` holds only whom the reader may see."""

    area: Area
    day: date
    zone: ZoneInfo
    plan: Plan | None
    faces: dict[int, Face]
    shifts: dict[int, Shift]
    absences: dict[int, Absence]
    rounds: dict[int, Round]
    unplaced: list[Unplaced]
    residents: dict[int, Resident]
    windows: dict[int, list[VisitWindow]]
    encounters: dict[tuple[int, int], Encounter]


def load(plan: Plan | None, area: Area, day: date, user: User) -> Loaded:
    """Read a day as a user may see it: 4 queries without a plan, 9 with one."""
    shifts = (
        Shift.objects.filter(day=day, professional__area=area)
        .select_related("professional")
        .order_by("starts_at", "pk")
    )
    rounds = rounds_of(plan)
    professionals = {shift.professional_id: shift.professional for shift in shifts}
    professionals |= {one.professional_id: one.professional for one in rounds}
    unplaced = list(
        Unplaced.objects.filter(plan=plan).select_related("visit__order", "visit__cancellation").order_by("pk")
        if plan
        else []
    )
    visits = [stop.visit for one in rounds for stop in one.stops.all() if stop.visit] + [one.visit for one in unplaced]
    return Loaded(
        area=area,
        day=day,
        zone=ZoneInfo(area.time_zone),
        plan=plan,
        faces=deal_faces(professionals.values(), area.country),
        shifts={shift.professional_id: shift for shift in shifts},
        absences={one.professional_id: one for one in Absence.objects.on(day).order_by("pk")},
        rounds={one.professional_id: one for one in rounds},
        unplaced=unplaced,
        residents=residents_of(visits, user, day),
        windows=windows_of(visits),
        encounters=encounters_of(visits),
    )


def rounds_of(plan: Plan | None) -> list[Round]:
    """Return a plan's rounds with their stops in order."""
    if plan is None:
        return []
    stops = Stop.objects.select_related("visit__order", "visit__cancellation").order_by("position")
    found = plan.rounds.select_related("professional").order_by("departs_at", "pk")
    return list(found.prefetch_related(Prefetch("stops", queryset=stops)))


def residents_of(visits: list[Visit], user: User, day: date) -> dict[int, Resident]:
    """Return the people of some visits whom a user may see, with where they live."""
    wanted = {visit.order.resident_id for visit in visits}
    seen = Resident.objects.seen_by(user, on=day).filter(pk__in=wanted)
    homes = seen.select_related("household__commune", "household__hamlet").distinct().order_by("pk")
    return {resident.pk: resident for resident in homes}


def people_planned(area: Area, day: date, user: User) -> list[int]:
    """Return the people on the rounds of a day's latest plan whom a user may see."""
    plan = Plan.objects.filter(area=area, day=day).order_by("-version").first()
    visited = Stop.objects.filter(round__plan=plan, visit__isnull=False).values("visit__order__resident")
    seen = Resident.objects.seen_by(user, on=day).filter(pk__in=visited)
    return list(seen.order_by("pk").values_list("pk", flat=True)) if plan else []


def windows_of(visits: list[Visit]) -> dict[int, list[VisitWindow]]:
    """Return the windows of each visit, the earliest first."""
    found: dict[int, list[VisitWindow]] = defaultdict(list)
    for window in VisitWindow.objects.filter(visit__in={visit.pk for visit in visits}).order_by("opens_at", "pk"):
        found[window.visit_id].append(window)
    return found


def encounters_of(visits: list[Visit]) -> dict[tuple[int, int], Encounter]:
    """Return what already happened, by visit and professional."""
    found = Encounter.objects.filter(visit__in={visit.pk for visit in visits}).order_by("pk")
    return {(one.visit_id, one.professional_id): one for one in found}


def professionals_at_work(area: Area, day: date) -> list[Professional]:
    """Return who has a shift on a day, absent or not, in the order of the Day screen."""
    found = Professional.objects.filter(area=area, shifts__day=day).distinct()
    return list(found.order_by("kind", "family_name", "given_name", "pk"))
