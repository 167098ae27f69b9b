"""One person's page: who they are, where they live, who looks after them, what happens next and what happened."""

from dataclasses import dataclass
from datetime import date, datetime

from cordata.accounts.models import User
from cordata.care.models import Encounter, Visit
from cordata.people.models import CircleMember, Resident
from cordata.people.queries import age, row
from cordata.ui.institutions import institution

NEXT, PAST = 8, 12  # visits told before and after today


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A visit ahead: the day, the hours agreed."""

    day: date
    kind: str
    windows: tuple[tuple[datetime, datetime], ...]
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class PastLine:
    """A visit that was made."""

    arrived_at: datetime
    kind: str
    who: str


@dataclass(frozen=True, slots=True)
class CarerLine:
    """A relative or neighbour."""

    name: str
    relation: str
    phone: str
    has_key: bool


@dataclass(frozen=True, slots=True)
class PersonPage:
    """All that the page prints."""

    name: str
    age: int | None
    place: str
    address: str
    access: str
    phone: str
    matters: str
    language: str
    conditions: tuple[str, ...]
    carers: tuple[CarerLine, ...]
    circle: tuple[tuple[str, str, str], ...]
    ahead: tuple[VisitLine, ...]
    made: tuple[PastLine, ...]
    area_code: str


def person_page(resident: Resident, on: date) -> PersonPage:
    """Return a person's page, in 7 queries; the caller has asked `seen_by` for them."""
    home = resident.household
    return PersonPage(
        name=str(resident),
        age=age(resident.born_on, on),
        place=row(resident, on).place,
        address=home.address,
        access=home.access,
        phone=resident.phone,
        matters=resident.matters,
        language=resident.language,
        conditions=tuple(str(one) for one in resident.conditions.filter(ended_on=None).order_by("code", "name", "pk")),
        carers=tuple(
            CarerLine(one.name, one.get_relation_display(), one.phone, one.has_key)
            for one in resident.carers.order_by("-has_key", "name", "pk")
        ),
        circle=circle_of(resident, on),
        ahead=visits_ahead(resident, on),
        made=visits_made(resident),
        area_code=home.commune.area.code,
    )


def seen_person(user: User, resident_id: int, on: date) -> Resident | None:
    """Return a person if a user may see them."""
    seen = Resident.objects.seen_by(user, on=on).filter(pk=resident_id)
    return seen.select_related("household__commune__area", "household__hamlet").order_by("pk").first()


def circle_of(resident: Resident, on: date) -> tuple[tuple[str, str, str], ...]:
    """Return who looks after a person: name, profession, why."""
    country = resident.household.commune.area.country
    members = CircleMember.objects.on(on).filter(resident=resident).select_related("professional", "user")
    told = [
        (
            str(one.professional or one.user),
            str(institution(one.professional.kind, country)) if one.professional else "",
            one.get_purpose_display(),
        )
        for one in members.order_by("purpose", "professional__family_name", "pk")
    ]
    return tuple(dict.fromkeys(told))


def visits_ahead(resident: Resident, on: date) -> tuple[VisitLine, ...]:
    """Return the next visits promised."""
    due = Visit.objects.filter(order__resident=resident, day__gte=on).select_related("order", "cancellation")
    found = due.prefetch_related("windows").order_by("day", "pk")[:NEXT]
    return tuple(
        VisitLine(
            day=one.day,
            kind=one.order.get_kind_display(),
            windows=tuple(sorted((window.opens_at, window.closes_at) for window in one.windows.all())),
            is_cancelled=hasattr(one, "cancellation"),
        )
        for one in found
    )


def visits_made(resident: Resident) -> tuple[PastLine, ...]:
    """Return the latest visits made."""
    found = Encounter.objects.filter(visit__order__resident=resident).select_related("visit__order", "professional")
    return tuple(
        PastLine(one.arrived_at, one.visit.order.get_kind_display(), str(one.professional))
        for one in found.order_by("-arrived_at", "pk")[:PAST]
    )
