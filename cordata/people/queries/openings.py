"""Records opened in an emergency: finding the one meant, who has one open, and what still has to be reviewed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from cordata.accounts.models import DataProtectionOfficer, Organisation, Role, User
from cordata.people.models import BreakGlass, Resident
from cordata.people.models.openings import OPEN_FOR
from cordata.people.models.seeing import OPENS_IN_EMERGENCY, refused_by_name
from cordata.people.queries.rows import PersonRow, row
from cordata.people.rules.folding import plain
from cordata.ui.wording import duration_words

REVIEWED_TOLD = 50


@dataclass(frozen=True, slots=True)
class OpeningLine:
    """One opening, to a reviewer; an officer is told the person's initials and gets no way to the record."""

    opening_id: int
    resident_id: int
    person: str
    is_officer_view: bool
    who: str
    role: str
    reason: str
    opened_at: datetime
    until_at: datetime
    is_open: bool
    outcome: str
    note: str
    reviewer: str


@dataclass(frozen=True, slots=True)
class OpenRecord:
    """A record open to whoever broke its glass, and for how long still, in words."""

    person: PersonRow
    left: str


def may_open(user: User, at: datetime) -> bool:
    """Return whether a user holds a role in which a record can be opened in an emergency."""
    return Role.objects.on(timezone.localdate(at)).filter(user=user, kind__in=OPENS_IN_EMERGENCY).exists()


def standing_opening(user: User, resident_id: int, at: datetime) -> BreakGlass | None:
    """Return the opening of a record that holds for a user at an instant, in 1 query."""
    mine = BreakGlass.objects.open(at).filter(user=user, resident=resident_id)
    return mine.order_by("-opened_at", "pk").first()


def records_open(user: User, at: datetime) -> list[OpenRecord]:
    """Return the records that a user opened in an emergency and still sees, the latest first, in 1 query."""
    mine = BreakGlass.objects.open(at).filter(user=user, resident__in=Resident.objects.seen_by(user, at=at))
    latest: dict[int, OpenRecord] = {}
    homes = mine.select_related("resident__household__commune", "resident__household__hamlet")
    for one in homes.order_by("-opened_at", "-pk"):
        left = duration_words(int((one.opened_at + OPEN_FOR - at).total_seconds()))
        latest.setdefault(one.resident_id, OpenRecord(row(one.resident, timezone.localdate(at)), left))
    return list(latest.values())


def found_by_identifier(number: str, user: User, at: datetime) -> Resident | None:
    """Return the one person who has exactly this number and has not refused this user by name."""
    return _the_only(_to_open(user, at).filter(identifiers__value="".join(number.split()).upper()))


def found_by_name(given_name: str, family_name: str, born_on: date, user: User, at: datetime) -> Resident | None:
    """Return the one person of exactly this name, accents and case aside, and birth date."""
    wanted = (plain(given_name), plain(family_name))
    born = _to_open(user, at).filter(born_on=born_on).order_by("pk")
    same = [one.pk for one in born if (plain(one.given_name), plain(one.family_name)) == wanted]
    return _the_only(Resident.objects.filter(pk__in=same))


def _to_open(user: User, at: datetime) -> QuerySet[Resident]:
    return Resident.objects.known().filter(~refused_by_name(user, at))


def _the_only(found: QuerySet[Resident]) -> Resident | None:
    homes = found.select_related("household__commune__area").distinct().order_by("pk")
    few = list(homes[:2])
    return few[0] if len(few) == 1 else None


def reviewable(user: User, at: datetime) -> QuerySet[BreakGlass]:
    """Return the openings a user may judge: of their area as its coordinator, of their organisation as its officer."""
    return (_as_coordinator(user, at) | _as_officer(user, at)).exclude(user=user).distinct()


def _as_coordinator(user: User, at: datetime) -> QuerySet[BreakGlass]:
    return BreakGlass.objects.filter(resident__in=Resident.objects.coordinated_by(user, at=at))


def _as_officer(user: User, at: datetime) -> QuerySet[BreakGlass]:
    return BreakGlass.objects.filter(user__roles__organisation__in=watched(user, timezone.localdate(at)))


def watched(user: User, day: date) -> QuerySet[Organisation]:
    """Return the organisations whose data-protection officer a user is on a day."""
    named = DataProtectionOfficer.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day), user=user, starts_on__lte=day)
    return Organisation.objects.filter(officers__in=named)


def openings_to_review(user: User, at: datetime) -> tuple[OpeningLine, ...]:
    """Return the openings that a user has still to look at, the latest first, in 2 queries."""
    return _told(reviewable(user, at).filter(review=None).order_by("-opened_at", "-pk"), user, at)


def openings_reviewed(user: User, at: datetime) -> tuple[OpeningLine, ...]:
    """Return the latest openings that were judged, among those a user may judge, in 2 queries."""
    judged = reviewable(user, at).filter(review__isnull=False)
    return _told(judged.order_by("-opened_at", "-pk")[:REVIEWED_TOLD], user, at)


def opening_told(opening: BreakGlass, user: User, at: datetime) -> OpeningLine:
    """Return one opening as a reviewer reads it, in 2 queries."""
    return _told(BreakGlass.objects.filter(pk=opening.pk).order_by("pk"), user, at)[0]


def _told(openings: QuerySet[BreakGlass], user: User, at: datetime) -> tuple[OpeningLine, ...]:
    held = Role.objects.on(timezone.localdate(at)).filter(user=OuterRef("user"), kind__in=OPENS_IN_EMERGENCY)
    role = Subquery(held.order_by("-starts_on", "pk").values("kind")[:1])
    found = list(openings.annotate(role=role).select_related("resident", "user", "review__by"))
    own = set(_as_coordinator(user, at).filter(pk__in=[one.pk for one in found]).values_list("pk", flat=True))
    return tuple(line(one, at, is_officer_view=one.pk not in own) for one in found)


def line(opening: BreakGlass, at: datetime, *, is_officer_view: bool) -> OpeningLine:
    """Return one opening, annotated with the kind of role in which it was made, as a reviewer reads it."""
    review = getattr(opening, "review", None)
    resident = opening.resident
    initials = f"{resident.given_name[:1]}. {resident.family_name[:1]}. ({resident.pk})"
    until = min(opening.opened_at + OPEN_FOR, opening.closed_at or opening.opened_at + OPEN_FOR)
    return OpeningLine(
        opening_id=opening.pk,
        resident_id=resident.pk,
        person=initials if is_officer_view else str(resident),
        is_officer_view=is_officer_view,
        who=str(opening.user),
        role=str(Role.Kind(opening.role).label) if opening.role else "",  # type: ignore[attr-defined]
        reason=opening.reason,
        opened_at=opening.opened_at,
        until_at=until,
        is_open=until > at,
        outcome=review.get_outcome_display() if review else "",
        note=review.note if review else "",
        reviewer=str(review.by) if review else "",
    )
