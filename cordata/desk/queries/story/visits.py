"""Visits made, cancelled, forgotten and promised. What a visit was for is told to those who read health facts."""

from __future__ import annotations

from datetime import date

from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _

from cordata.care.models import Cancellation, Encounter, Visit, VisitOrder
from cordata.desk.queries.story.knots import Ask, Kind, Knot
from cordata.rounds.models import Stop
from cordata.ui.wording import day_words, duration_words


def what_for(order: VisitOrder, *, reads_health: bool) -> str:
    """Return what a visit is for, as far as the reader may know."""
    return order.get_kind_display() if reads_health else _("visit")


def made(ask: Ask) -> list[Knot]:
    """Return the visits that were made."""
    mine = Encounter.objects.filter(visit__order__resident=ask.resident, arrived_at__lte=ask.until)
    found = mine.select_related("visit__order", "professional").order_by("-arrived_at", "-pk")[: ask.most]
    return [
        Knot(
            one.arrived_at,
            Kind.VISITS,
            _("%(who)s came: %(what)s")
            % {"who": one.professional, "what": what_for(one.visit.order, reads_health=ask.reads_health)},
            duration_words(int((one.left_at - one.arrived_at).total_seconds())) if one.left_at else _("still there"),
        )
        for one in found
    ]


def cancelled(ask: Ask) -> list[Knot]:
    """Return the promises that were withdrawn, at the instant they were."""
    mine = Cancellation.objects.filter(visit__order__resident=ask.resident, at__lte=ask.until)
    found = mine.select_related("visit__order", "by").order_by("-at", "-pk")[: ask.most]
    return [
        Knot(
            one.at,
            Kind.VISITS,
            _("Cancelled: %(what)s on %(day)s")
            % {
                "what": what_for(one.visit.order, reads_health=ask.reads_health),
                "day": day_words(one.visit.day),
            },
            f"{one.get_reason_display()} · {one.by}" if ask.reads_health else str(one.by),
            "attention",
        )
        for one in found
    ]


def unrecorded(ask: Ask, today: date) -> list[Knot]:
    """Return the promises of days gone by of which nobody wrote down that they were kept."""
    mine = Visit.objects.due().filter(order__resident=ask.resident, encounters=None, day__lt=today)
    timed = mine.annotate(opens=Min("windows__opens_at")).filter(opens__lte=ask.until)
    return [
        Knot(
            one.opens,  # type: ignore[attr-defined]
            Kind.VISITS,
            _("Promised: %(what)s") % {"what": what_for(one.order, reads_health=ask.reads_health)},
            _("nobody wrote down that it was made"),
            "attention",
        )
        for one in timed.select_related("order").order_by("-opens", "-pk")[: ask.most]
    ]


def handed_out(ask: Ask) -> list[Knot]:
    """Return what professionals were told about their visits here when rounds were handed out."""
    mine = Stop.objects.filter(visit__order__resident=ask.resident, round__plan__publication__at__lte=ask.until)
    found = mine.select_related("round__professional", "round__plan__publication__by")
    return [
        Knot(
            stop.round.plan.publication.at,
            Kind.MESSAGES,
            _("%(who)s was given the visit of %(day)s, %(time)s")
            % {
                "who": stop.round.professional,
                "day": day_words(stop.round.plan.day),
                "time": f"{timezone.localtime(stop.starts_at):%H:%M}",
            },
            str(stop.round.plan.publication.by),
        )
        for stop in found.order_by("-round__plan__publication__at", "-pk")[: ask.most]
    ]
