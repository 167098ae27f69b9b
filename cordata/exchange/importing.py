"""A folder's professionals and visits taken into the register and the day. All of it or nothing; twice is as once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from cordata.accounts.auditing import record_job
from cordata.accounts.models import Area, AuditEntry, Organisation
from cordata.base.geo import Point, metres_between
from cordata.care.actions import follow
from cordata.care.models import Visit, VisitOrder, VisitWindow
from cordata.exchange.tables.folder import FolderInput
from cordata.exchange.tables.rows import ProfessionalRow, VisitRow
from cordata.people.actions.keys import refresh_search_words
from cordata.people.models import Household, Resident
from cordata.places.models import Commune
from cordata.workforce.models import Professional, Shift, Skill

KIND_OF_SKILL = {kind.value: kind for kind in VisitOrder.Kind}
Points = Mapping[tuple[str, int], Point]


@dataclass(frozen=True, slots=True)
class Taken:
    """How many professionals, residents and visits an import brought, new and known together."""

    professionals: int
    residents: int
    visits: int


@transaction.atomic
def take_in(folder: FolderInput, points: Points, *, area: Area, organisation: Organisation) -> Taken:
    """Store a folder's rows. What was imported before under the same ids is brought up to date, never doubled."""
    days = sorted({row.day for row in folder.visits})
    professionals = {row.id: _professional(row, points, area, organisation) for row in folder.professionals}
    dated = {row.day for row in folder.professionals if row.day}
    for day in sorted(dated | set(days)):
        for hours in folder.working_on(day):
            if hours.day or day in days:
                _shift(hours, professionals[hours.id], day, ZoneInfo(area.time_zone))
    communes = list(Commune.objects.filter(area=area).select_related("area").order_by("pk"))
    residents = set()
    orders: dict[str, VisitOrder] = {}
    for row in folder.visits:
        resident = _resident(row, points, communes)
        residents.add(resident.pk)
        orders[row.id] = _order(row, resident, professionals)
        _visit(row, orders[row.id], ZoneInfo(area.time_zone))
    refresh_search_words(residents)
    for row in folder.visits:
        if row.after:
            follow(order=orders[row.id], first=orders[row.after])
    record_job("import_visits", residents, what=AuditEntry.What.WRITE, at=timezone.now())
    return Taken(len(professionals), len(residents), len(folder.visits))


def _names(whole: str) -> tuple[str, str]:
    given, _, family = whole.partition(" ")
    return given[:80], (family or given)[:80]


def _professional(row: ProfessionalRow, points: Points, area: Area, organisation: Organisation) -> Professional:
    base = points[row.where.file, row.row]
    given, family = _names(row.name)
    values = {
        "given_name": given,
        "family_name": family,
        "area": area,
        "organisation": organisation,
        "languages": sorted(row.languages),
        "base": row.where.address[:120],
        "base_lat": base.lat,
        "base_lon": base.lon,
    }
    created = {**values, "kind": _profession(row)}
    professional, _is_new = Professional.objects.update_or_create(
        external_id=_key(area, row.id), defaults=values, create_defaults=created
    )
    professional.skills.set(Skill.objects.filter(code__in=row.skills))
    return professional


def _profession(row: ProfessionalRow) -> Professional.Kind:
    for skill, kind in (
        ("physiotherapy", Professional.Kind.PHYSIOTHERAPIST),
        ("nursing", Professional.Kind.NURSE),
        ("injection", Professional.Kind.NURSE),
        ("personal_care", Professional.Kind.CARE_ASSISTANT),
        ("transfer", Professional.Kind.CARE_ASSISTANT),
    ):
        if skill in row.skills:
            return kind
    return Professional.Kind.SOCIAL_WORKER


def _shift(row: ProfessionalRow, professional: Professional, day: date, zone: ZoneInfo) -> None:
    values = {"starts_at": _at(day, row.starts, zone), "ends_at": _at(day, row.ends, zone), "break_minutes": 0}
    if row.rest:
        opens, latest, length = row.rest
        values |= {
            "break_minutes": length // 60,
            "break_opens_at": _at(day, opens, zone),
            "break_closes_at": _at(day, latest, zone),
        }
    Shift.objects.update_or_create(professional=professional, day=day, defaults=values)


def _resident(row: VisitRow, points: Points, communes: list[Commune]) -> Resident:
    home = points[row.where.file, row.row]
    commune = min(communes, key=lambda one: metres_between(Point(one.lat, one.lon), home))
    key = _key(commune.area, row.name.casefold(), f"{home.lat:.5f}", f"{home.lon:.5f}")
    known = Resident.objects.filter(external_id=key).first()
    if known:
        return known
    given, family = _names(row.name)
    household = Household.objects.create(commune=commune, address=row.where.address[:200], lat=home.lat, lon=home.lon)
    return Resident.objects.create(
        external_id=key, given_name=given, family_name=family, language=row.language or "it", household=household
    )


def _order(row: VisitRow, resident: Resident, professionals: Mapping[str, Professional]) -> VisitOrder:
    kind = next(
        (KIND_OF_SKILL[skill] for skill in sorted(row.skills) if skill in KIND_OF_SKILL), VisitOrder.Kind.SOCIAL
    )
    values = {
        "resident": resident,
        "kind": kind,
        "minutes": row.duration // 60,
        "people": row.people,
        "priority": row.priority,
        "language": row.language or "",
        "starts_on": row.day,
        "ends_on": row.day,
        "gap_min_minutes": row.gap_min // 60,
        "gap_max_minutes": None if row.gap_max is None else row.gap_max // 60,
        "follows": None,
    }
    area = resident.household.commune.area
    order, _is_new = VisitOrder.objects.update_or_create(external_id=_key(area, row.id), defaults=values)
    order.skills.set(Skill.objects.filter(code__in=row.skills))
    order.preferred.set(professionals[key] for key in row.preferred)
    order.forbidden.set(professionals[key] for key in row.forbidden)
    return order


def _visit(row: VisitRow, order: VisitOrder, zone: ZoneInfo) -> None:
    visit = _promised(row, order)
    visit.windows.all().delete()
    for opens, closes in row.windows:
        # A row's visit takes place inside its window; a stored window is for its start, and at least a minute long.
        opens_at = _at(row.day, opens, zone)
        closes_at = max(_at(row.day, closes - row.duration, zone), opens_at + timedelta(minutes=1))
        VisitWindow.objects.create(visit=visit, opens_at=opens_at, closes_at=closes_at, is_hard=True)


def _promised(row: VisitRow, order: VisitOrder) -> Visit:
    """Return the visit of a row, moved from another day if it was promised for that and nobody has been there."""
    known = order.visits.filter(day=row.day).first()
    visit = known or order.visits.due().filter(encounters=None).order_by("pk").first() or Visit(order=order)
    visit.day = row.day
    visit.save()
    return visit


def _key(area: Area, *identity: object) -> str:
    """Return the external id of something from a folder: short, and the same at the next import."""
    if len(identity) == 1 and len(str(identity[0])) <= 40 and len(area.code) < 20:
        return f"{area.code}:{identity[0]}"
    return f"{area.code[:20]}:{sha256(repr(identity).encode()).hexdigest()[:24]}"


def _at(day: date, seconds: int, zone: ZoneInfo) -> datetime:
    return (datetime.combine(day, time(), zone) + timedelta(seconds=seconds)).astimezone(UTC)
