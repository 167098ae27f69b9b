"""What somebody should do next about a person, the most pressing in front, each with where to do it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cordata.accounts.models import User
from cordata.desk.queries.standing import MemberLine, VisitLine
from cordata.people.models import BreakGlass, Consent, DoubleCandidate, Purpose, Resident
from cordata.ui.wording import day_words

SOON = timedelta(days=30)  # a decision that expires
CIRCLE_SOON = timedelta(days=14)  # somebody who leaves the circle


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: in which tone, in words, and the page of the record where it is done."""

    tone: str
    text: str
    page: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What steps are drawn from, fetched before."""

    ahead: tuple[VisitLine, ...]
    circle: tuple[MemberLine, ...]
    consents: tuple[Consent, ...]
    coordinator: User | None  # the reader, if they answer for the area: they alone review openings and doubles


def steps(resident: Resident, standing: Standing, at: datetime) -> tuple[Step, ...]:
    """Return the next steps for those who may change the record, in 2 queries for a coordinator and none else."""
    today = timezone.localdate(at)
    return (
        *_still_promised(resident, standing.ahead),
        *_for_the_coordinator(resident, standing.coordinator),
        *_consents(resident, standing.consents, at),
        *_circle(standing.circle, today),
    )


def missing(resident: Resident) -> tuple[Step, ...]:
    """Return what the record lacks that somebody will look for one day; asks nothing of the database."""
    lacks = (
        (not resident.phone and not resident.contact_points.all(), _("telephone"), "contacts"),
        (resident.birth_year is None, _("year of birth"), "birth"),
        (resident.practitioner_id is None, _("family doctor"), "doctor"),
        (not resident.identifiers.all(), _("identity number"), "identifiers"),
        (not any(one.is_contact for one in resident.carers.all()), _("whom to call first"), "network"),
    )
    return tuple(Step("info", text, "record", section) for is_so, text, section in lacks if is_so)


def next_visit(ahead: Iterable[VisitLine], at: datetime) -> VisitLine | None:
    """Return the visit that comes next and stands."""
    return next((one for one in ahead if not one.is_cancelled and _is_to_come(one, at)), None)


def _is_to_come(visit: VisitLine, at: datetime) -> bool:
    return not visit.windows or visit.windows[-1][1] > at


def _still_promised(resident: Resident, ahead: Iterable[VisitLine]) -> Iterator[Step]:
    standing = sum(not one.is_cancelled for one in ahead)
    if standing and (hasattr(resident, "death") or hasattr(resident, "departure")):
        text = ngettext(
            "%(count)d visit is still promised: cancel it",
            "%(count)d visits or more are still promised: cancel them",
            standing,
        )
        yield Step("danger", text % {"count": standing})


def _for_the_coordinator(resident: Resident, coordinator: User | None) -> Iterator[Step]:
    if coordinator:
        yield from dict.fromkeys(_openings(resident, coordinator))  # who opened twice a day is reviewed on one page
        yield from _erasures(resident, coordinator)
        yield from _doubles(resident)


def _openings(resident: Resident, coordinator: User) -> Iterator[Step]:
    waiting = BreakGlass.objects.filter(resident=resident, review=None).exclude(user=coordinator)
    for one in waiting.select_related("user").order_by("opened_at", "pk"):
        told = {"who": one.user, "day": day_words(timezone.localdate(one.opened_at))}
        yield Step("danger", _("Review the emergency opening by %(who)s on %(day)s") % told, "openings")


def _erasures(resident: Resident, coordinator: User) -> Iterator[Step]:
    for one in resident.erasure_requests.waiting().select_related("by").order_by("pk"):
        if one.by_id == coordinator.pk:
            yield Step("info", _("The erasure you asked for waits for somebody else"), "erasure")
        else:
            yield Step(
                "danger", _("%(who)s asks for an erasure: look, and confirm it or not") % {"who": one.by}, "erasure"
            )


def _doubles(resident: Resident) -> Iterator[Step]:
    pairs = DoubleCandidate.objects.filter(Q(first=resident) | Q(second=resident), verdict="")
    if count := pairs.count():
        text = ngettext(
            "Look whether another record is the same person",
            "Look whether %(count)d other records are the same person",
            count,
        )
        yield Step("attention", text % {"count": count}, "doubles")


def _consents(resident: Resident, standing: Iterable[Consent], at: datetime) -> Iterator[Step]:
    found = tuple(standing)
    for one in found:
        if one.expires_at and one.expires_at <= at + SOON:
            told = {"what": one.get_purpose_display(), "day": day_words(timezone.localdate(one.expires_at))}
            yield Step("attention", _("“%(what)s” ends on %(day)s: ask again") % told, "consents")
    if not any(one.purpose == Purpose.EMERGENCY for one in found):
        yield Step("info", _("Ask what the ambulance may read: no decision yet"), "consents")
    allowed = {one.carer_id for one in found if one.purpose == Purpose.FAMILY}
    for carer in resident.carers.all():
        if carer.user_id and carer.pk not in allowed:
            yield Step("info", _("Ask whether %(who)s may read this page") % {"who": carer.name}, "consents")


def _circle(circle: Iterable[MemberLine], today: date) -> Iterator[Step]:
    for one in circle:
        if one.until_on and one.until_on <= today + CIRCLE_SOON and not one.is_passing:
            told = {"who": one.name, "day": day_words(one.until_on)}
            yield Step("attention", _("%(who)s leaves the circle on %(day)s") % told, "circle")
