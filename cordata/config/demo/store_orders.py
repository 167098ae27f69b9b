"""Stores what was promised, who usually comes, and the visits of the days gone by."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from cordata.care.models import Encounter, OrderWindow, Visit, VisitOrder, VisitWindow
from cordata.config.demo.valley import PastDraft, Valley
from cordata.people.models import CircleMember, Resident
from cordata.workforce.models import Professional, Skill


def store_orders(
    valley: Valley, residents: dict[str, Resident], team: dict[str, Professional]
) -> dict[str, VisitOrder]:
    """Store the promises of a valley; return them by key."""
    skills = {skill.code: skill for skill in Skill.objects.order_by("code")}
    stored = {
        draft.key: VisitOrder(
            external_id=draft.key,
            resident=residents[draft.resident],
            kind=draft.kind,
            minutes=draft.minutes,
            people=draft.people,
            priority=draft.priority,
            language=draft.language,
            weekdays=list(draft.weekdays),
            starts_on=draft.starts_on,
            gap_min_minutes=draft.gap_min_minutes,
            gap_max_minutes=draft.gap_max_minutes,
            note=draft.note,
        )
        for draft in valley.orders
    }
    VisitOrder.objects.bulk_create(stored.values())
    OrderWindow.objects.bulk_create(
        OrderWindow(order=stored[draft.key], opens=window.opens, closes=window.closes, is_hard=window.is_hard)
        for draft in valley.orders
        for window in draft.windows
    )
    for draft in valley.orders:
        order = stored[draft.key]
        order.skills.set([skills[code] for code in sorted(draft.skills)])
        order.preferred.set([team[key] for key in draft.preferred])
        order.forbidden.set([team[key] for key in draft.forbidden])
        if draft.follows:
            VisitOrder.objects.filter(pk=order.pk).update(follows=stored[draft.follows])
    return stored


def store_circles(valley: Valley, residents: dict[str, Resident], team: dict[str, Professional], since: date) -> None:
    """Put each resident's usual professionals into their circle of care."""
    usual = sorted({(order.resident, order.usual) for order in valley.orders})
    CircleMember.objects.bulk_create(
        CircleMember(
            resident=residents[resident],
            professional=team[professional],
            purpose=CircleMember.Purpose.CARE,
            since_on=since,
        )
        for resident, professional in usual
    )


def store_past(
    drafts: list[PastDraft], orders: dict[str, VisitOrder], team: dict[str, Professional], zone: ZoneInfo
) -> None:
    """Store visits that were made; they are told by their windows, and by who came and when."""
    visits = Visit.objects.bulk_create(Visit(order=orders[draft.order], day=draft.day) for draft in drafts)
    pairs = list(zip(drafts, visits, strict=True))
    opening: dict[int, datetime] = {}
    windows: list[VisitWindow] = []
    promised = _windows()
    for draft, visit in pairs:
        for window in promised[visit.order_id]:
            opens_at = datetime.combine(draft.day, window.opens, zone)
            closes_at = datetime.combine(draft.day, window.closes, zone)
            opening.setdefault(visit.pk, opens_at)
            windows.append(VisitWindow(visit=visit, opens_at=opens_at, closes_at=closes_at, is_hard=window.is_hard))
    VisitWindow.objects.bulk_create(windows)
    Encounter.objects.bulk_create(_encounter(draft, visit, opening[visit.pk], team) for draft, visit in pairs)


def _windows() -> dict[int, list[OrderWindow]]:
    found: dict[int, list[OrderWindow]] = {}
    for window in OrderWindow.objects.order_by("order", "opens", "pk"):
        found.setdefault(window.order_id, []).append(window)
    return found


def _encounter(draft: PastDraft, visit: Visit, opened_at: datetime, team: dict[str, Professional]) -> Encounter:
    arrived_at = opened_at + timedelta(seconds=draft.after_opening_s)
    left_at = arrived_at + timedelta(seconds=draft.took_s)
    return Encounter(visit=visit, professional=team[draft.professional], arrived_at=arrived_at, left_at=left_at)
