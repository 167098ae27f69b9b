from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from cordata.accounts.models import Area, User
from cordata.base.clock import DayClock
from cordata.care.models import Cancellation, Encounter, Visit, VisitOrder, VisitWindow
from cordata.care.queries import refuse_circles
from cordata.people.models import Resident
from cordata.workforce.models import Professional, Skill

JUST_NOW = timedelta(minutes=2)


class VisitAlreadyMade(Exception):
    """Somebody has been there, or is there now: the visit can no longer be withdrawn."""


class VisitAlreadyCancelled(Exception):
    """The visit was withdrawn before."""


class VisitNotCancelled(Exception):
    """The visit still stands: there is nothing to restore."""


class ArrivalAlreadyRecorded(Exception):
    """This professional's arrival at this visit is known."""


class NoArrivalRecorded(Exception):
    """Nobody can leave where they have not arrived."""


class EmptyWindow(Exception):
    """A window must end after it begins, on the same day, and leave room for the visit."""


class VisitAlreadyAdded(Exception):
    """The same urgent visit was added a moment ago: somebody pressed twice."""


@transaction.atomic
def make_visits(*, area: Area, day: date) -> list[Visit]:
    """Make the visits that the area's orders ask for on a day, and return the new ones; those made before stay."""
    Area.objects.select_for_update(of=("self",)).get(pk=area.pk)
    orders = VisitOrder.objects.on(day).filter(resident__household__commune__area=area)
    missing = orders.exclude(visits__day=day).prefetch_related("windows").order_by("pk")
    asked = [order for order in missing if order.falls_on(day)]
    visits = Visit.objects.bulk_create(Visit(order=order, day=day) for order in asked)
    clock = DayClock(day, area.time_zone)
    VisitWindow.objects.bulk_create(
        window for order, visit in zip(asked, visits, strict=True) for window in _windows(order, visit, clock)
    )
    return visits


def _windows(order: VisitOrder, visit: Visit, clock: DayClock) -> Iterable[VisitWindow]:
    for promised in order.windows.all():
        opens_at, closes_at = clock.window(promised.opens, promised.closes)
        yield VisitWindow(visit=visit, opens_at=opens_at, closes_at=closes_at, is_hard=promised.is_hard)


@transaction.atomic
def follow(*, order: VisitOrder, first: VisitOrder) -> VisitOrder:
    """
    Promise the visits of an order only after those of another, with the gap the order names.

    :raises OrdersInCircle: if the other waits for this one, directly or not
    """
    Area.objects.select_for_update(of=("self",)).get(communes__households__members=order.resident_id)
    order.follows = first
    chain = {order.pk: order}
    before: int | None = first.pk
    while before is not None and before not in chain:
        chain[before] = VisitOrder.objects.select_related("resident").get(pk=before)
        before = chain[before].follows_id
    refuse_circles(chain.values())
    order.save(update_fields=["follows"])
    return order


@transaction.atomic
def cancel_visit(*, visit: Visit, reason: str, by: User, at: datetime) -> Cancellation:
    """
    Withdraw a visit, keeping who did so, when and why; the plan of the day is old from then on.

    :raises VisitAlreadyMade: if somebody has been there
    :raises VisitAlreadyCancelled: if it was withdrawn before
    """
    locked = Visit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    if locked.encounters.exists():
        raise VisitAlreadyMade(_("Somebody has already been at this visit; it can no longer be cancelled."))
    if Cancellation.objects.filter(visit=locked).exists():
        raise VisitAlreadyCancelled(_("This visit is already cancelled."))
    return Cancellation.objects.create(visit=locked, reason=reason, by=by, at=at)


@transaction.atomic
def restore_visit(*, visit: Visit) -> Visit:
    """
    Promise a cancelled visit again.

    :raises VisitNotCancelled: if it still stands
    """
    removed, _rows = Cancellation.objects.filter(visit=visit).delete()
    if not removed:
        raise VisitNotCancelled(_("This visit is not cancelled."))
    return Visit.objects.get(pk=visit.pk)


@transaction.atomic
def add_urgent_visit(  # noqa: PLR0913 (what is asked on the telephone)
    *,
    resident: Resident,
    kind: str,
    minutes: int,
    window: tuple[datetime, datetime],
    priority: int,
    skills: Iterable[str],
    by: User,
    at: datetime,
    note: str = "",
) -> Visit:
    """
    Promise a visit that no order foresaw, on the day its window opens; `skills` are codes of `workforce.rules`.

    :raises EmptyWindow: if the window does not end after it begins, on the same day, or is shorter than the visit
    :raises VisitAlreadyAdded: if the same was added a moment ago
    """
    Resident.objects.select_for_update(of=("self",)).get(pk=resident.pk)
    zone = ZoneInfo(resident.household.commune.area.time_zone)
    opens_at, closes_at = window
    day = opens_at.astimezone(zone).date()
    if not opens_at < closes_at or closes_at.astimezone(zone).date() != day:
        raise EmptyWindow(_("The visit must be able to start later than it opens, and on the same day."))
    if closes_at - opens_at < timedelta(minutes=minutes):
        raise EmptyWindow(_("The hours agreed are shorter than the visit. Nothing was added; change one of them."))
    if _was_just_added(resident, kind, window, at):
        raise VisitAlreadyAdded(_("This visit was added a minute ago. Nothing was added again."))
    order = VisitOrder.objects.create(
        external_id=f"urgent-{uuid4()}",
        resident=resident,
        kind=kind,
        minutes=minutes,
        priority=priority,
        starts_on=day,
        ends_on=day,
        note=note,
        ordered_by=by,
        ordered_at=at,
    )
    order.skills.set(Skill.objects.filter(pk__in=list(skills)).order_by("pk"))
    visit = Visit.objects.create(order=order, day=day)
    VisitWindow.objects.create(visit=visit, opens_at=opens_at, closes_at=closes_at)
    return visit


def _was_just_added(resident: Resident, kind: str, window: tuple[datetime, datetime], at: datetime) -> bool:
    opens_at, closes_at = window
    visits = Visit.objects.due().filter(
        order__resident=resident, order__kind=kind, order__ordered_at__gt=at - JUST_NOW
    )
    return visits.filter(windows__opens_at=opens_at, windows__closes_at=closes_at).exists()


@transaction.atomic
def record_arrival(*, visit: Visit, professional: Professional, at: datetime) -> Encounter:
    """
    Record that a professional has come; a visit that was cancelled and made all the same was made.

    :raises ArrivalAlreadyRecorded: if their arrival is known
    """
    locked = Visit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    encounter, is_new = Encounter.objects.get_or_create(
        visit=locked, professional=professional, defaults={"arrived_at": at}
    )
    if not is_new:
        raise ArrivalAlreadyRecorded(_("Your arrival is already recorded."))
    return encounter


@transaction.atomic
def record_departure(*, visit: Visit, professional: Professional, at: datetime) -> Encounter:
    """
    Record that a professional has left.

    :raises NoArrivalRecorded: if they have not arrived, or have left before
    """
    there = Encounter.objects.select_for_update(of=("self",)).filter(left_at=None)
    encounter = there.filter(visit=visit, professional=professional).first()
    if encounter is None:
        raise NoArrivalRecorded(_("Record your arrival first."))
    encounter.left_at = max(at, encounter.arrived_at)
    encounter.save(update_fields=["left_at"])
    return encounter


@transaction.atomic
def withdraw_arrival(*, visit: Visit, professional: Professional) -> None:
    """
    Take back an arrival that was recorded by mistake; a visit that was left again was made and stays.

    :raises NoArrivalRecorded: if they have not arrived, or have left
    """
    removed, _rows = Encounter.objects.filter(visit=visit, professional=professional, left_at=None).delete()
    if not removed:
        raise NoArrivalRecorded(_("No arrival waits to be taken back here."))
