"""What became of a person's record: decisions, the circle, changes, openings."""

from __future__ import annotations

from django.db.models import Q
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext as _

from cordata.desk.queries.story.knots import Ask, Kind, Knot, midnight
from cordata.people.models import (
    BreakGlass,
    BreakGlassReview,
    CircleMember,
    Consent,
    Merge,
    Restriction,
    Revision,
)
from cordata.people.queries.consent import with_recipients
from cordata.people.queries.consent_words import sentence
from cordata.people.queries.revisions import field_words

ON_PURPOSE = ~Q(purpose=CircleMember.Purpose.ROUND)  # who came for a round's day is told by the visit


def decided(ask: Ask) -> list[Knot]:
    """Return the decisions about consent."""
    mine = Consent.objects.filter(resident=ask.resident, decided_at__lte=ask.until)
    return [
        Knot(
            one.decided_at,
            Kind.CONSENT,
            sentence(one),
            " · ".join(filter(None, [one.get_how_display(), one.decider_name])),
            "attention" if one.decision == Consent.Decision.REFUSE else "",
        )
        for one in with_recipients(mine).order_by("-decided_at", "-pk")[: ask.most]
    ]


def withdrawn(ask: Ask) -> list[Knot]:
    """Return the decisions taken back."""
    mine = Consent.objects.filter(resident=ask.resident, withdrawal__at__lte=ask.until)
    return [
        Knot(
            one.withdrawal.at,
            Kind.CONSENT,
            _("Taken back: %(what)s") % {"what": sentence(one)},
            one.withdrawal.reason,
            "attention",
        )
        for one in with_recipients(mine).order_by("-withdrawal__at", "-pk")[: ask.most]
    ]


def joined(ask: Ask) -> list[Knot]:
    """Return who came into the circle of care."""
    mine = CircleMember.objects.filter(ON_PURPOSE, resident=ask.resident, since_on__lte=ask.until_on)
    found = mine.select_related("professional", "user").order_by("-since_on", "-pk")[: ask.most]
    return [
        Knot(
            midnight(one.since_on),
            Kind.CIRCLE,
            _("%(who)s joined the circle") % {"who": one.professional or one.user},
            f"{one.get_purpose_display()} · {one.get_origin_display()}",
            is_timed=False,
        )
        for one in found
    ]


def left_circle(ask: Ask) -> list[Knot]:
    """Return who left the circle of care: after their last day, or before it, when somebody ended it."""
    over = Q(until_on__lt=ask.until_on, ended_at=None) | Q(ended_at__lte=ask.until)
    mine = CircleMember.objects.filter(over, ON_PURPOSE, resident=ask.resident)
    last_day = Coalesce(TruncDate("ended_at"), "until_on")
    found = mine.select_related("professional", "user").order_by(last_day.desc(), "-pk")[: ask.most]
    return [
        Knot(
            one.ended_at or midnight(one.until_on or ask.until_on),
            Kind.CIRCLE,
            _("%(who)s left the circle") % {"who": one.professional or one.user},
            one.end_reason,
            is_timed=bool(one.ended_at),
        )
        for one in found
    ]


def changed(ask: Ask) -> list[Knot]:
    """Return the changes to the record, each with the fields it touched."""
    mine = Revision.objects.filter(resident=ask.resident, at__lte=ask.until)
    versions = mine.order_by("-version").values("version").distinct()[: ask.most]
    told: dict[int, list[Revision]] = {}
    for one in mine.filter(version__in=versions).select_related("by").order_by("-version", "pk"):
        told.setdefault(one.version, []).append(one)
    return [_change(fields) for fields in told.values()]


def _change(fields: list[Revision]) -> Knot:
    first = fields[0]
    names = ", ".join(dict.fromkeys(field_words(one.field) for one in fields))
    who = str(first.by) if first.by else ""
    return Knot(
        first.at,
        Kind.RECORD,
        _("Record changed: %(fields)s") % {"fields": names},
        " · ".join(filter(None, [who, first.reason])),
    )


def merged(ask: Ask) -> list[Knot]:
    """Return the records that were found to be this same person."""
    mine = Merge.objects.filter(kept=ask.resident, at__lte=ask.until)
    return [
        Knot(
            one.at,
            Kind.RECORD,
            _("A second record of the same person was joined to this one"),
            " · ".join(filter(None, [str(one.by), one.reason, _("taken back later") if one.undone_at else ""])),
        )
        for one in mine.select_related("by").order_by("-at", "-pk")[: ask.most]
    ]


def restricted(ask: Ask) -> list[Knot]:
    """Return when the record was set aside, and when it was released."""
    touched = Q(at__lte=ask.until) | Q(lifted_at__lte=ask.until)
    mine = Restriction.objects.filter(touched, resident=ask.resident)
    knots = []
    for one in mine.select_related("by", "lifted_by").order_by("-at", "-pk")[: ask.most]:
        note = f"{one.reason} · {one.by}" if ask.reads_why else str(one.by)
        knots.append(Knot(one.at, Kind.RECORD, _("Record restricted"), note, "attention"))
        if one.lifted_at and one.lifted_at <= ask.until:
            knots.append(Knot(one.lifted_at, Kind.RECORD, _("Restriction lifted"), str(one.lifted_by)))
    return knots


def opened(ask: Ask) -> list[Knot]:
    """Return the emergency openings."""
    mine = BreakGlass.objects.filter(resident=ask.resident, opened_at__lte=ask.until)
    return [
        Knot(
            one.opened_at,
            Kind.OPENINGS,
            _("%(who)s opened the record in an emergency") % {"who": one.user},
            one.reason,
            "danger",
        )
        for one in mine.select_related("user").order_by("-opened_at", "-pk")[: ask.most]
    ]


def reviewed(ask: Ask) -> list[Knot]:
    """Return what was found when openings were looked at."""
    mine = BreakGlassReview.objects.filter(opening__resident=ask.resident, at__lte=ask.until)
    return [
        Knot(
            one.at,
            Kind.OPENINGS,
            _("Opening reviewed: %(outcome)s") % {"outcome": one.get_outcome_display()},
            f"{one.note} · {one.by}" if one.note else str(one.by),
            "" if one.outcome == BreakGlassReview.Outcome.JUSTIFIED else "attention",
        )
        for one in mine.select_related("by").order_by("-at", "-pk")[: ask.most]
    ]
