"""Stores what was promised, who usually comes, and the visits of the days gone by."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Min

from cordata.accounts.models import Area
from cordata.care.actions import make_visits
from cordata.care.models import Encounter, OrderWindow, VisitOrder, VisitWindow
from cordata.config.demo.orders import OrderDraft
from cordata.config.demo.valley import PastDraft, Valley
from cordata.people.models import CircleMember, Resident
from cordata.workforce.models import Professional


def store_orders(valley: Valley, residents: dict[str, Resident], team: dict[str, Professional]) -> None:
    """Store the promises of a valley."""
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
    _store_links(valley.orders, stored, team)


def _store_links(drafts: tuple[OrderDraft, ...], stored: dict[str, VisitOrder], team: dict[str, Professional]) -> None:
    # In bulk: one order at a time, these links take half of the demo's first start.
    skilled, preferred = VisitOrder.skills.through, VisitOrder.preferred.through
    forbidden = VisitOrder.forbidden.through
    skilled.objects.bulk_create(
        skilled(visitorder=stored[draft.key], skill_id=code) for draft in drafts for code in sorted(draft.skills)
    )
    preferred.objects.bulk_create(
        preferred(visitorder=stored[draft.key], professional=team[key]) for draft in drafts for key in draft.preferred
    )
    forbidden.objects.bulk_create(
        forbidden(visitorder=stored[draft.key], professional=team[key]) for draft in drafts for key in draft.forbidden
    )
    followers = [draft for draft in drafts if draft.follows]
    for draft in followers:
        stored[draft.key].follows = stored[draft.follows]
    VisitOrder.objects.bulk_update([stored[draft.key] for draft in followers], ["follows"])


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


def store_past(area: Area, drafts: list[PastDraft], team: dict[str, Professional]) -> None:
    """Store visits that were made: as promised for their day, and who came, when and for how long."""
    came = {(draft.order, draft.day): draft for draft in drafts}
    made = [visit for day in sorted({draft.day for draft in drafts}) for visit in make_visits(area=area, day=day)]
    opening = dict(
        VisitWindow.objects.filter(visit__in=made).order_by().values_list("visit").annotate(first=Min("opens_at"))
    )
    pairs = [(visit, came.get((visit.order.external_id, visit.day))) for visit in made]
    Encounter.objects.bulk_create(
        Encounter(
            visit=visit,
            professional=team[draft.professional],
            arrived_at=opening[visit.pk] + timedelta(seconds=draft.after_opening_s),
            left_at=opening[visit.pk] + timedelta(seconds=draft.after_opening_s + draft.took_s),
        )
        for visit, draft in pairs
        if draft
    )
