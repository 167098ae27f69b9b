"""Who a person is and where they live: the head of their page, and of their sheet on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from cordata.accounts.models import User
from cordata.people.models import Carer, ContactPoint, Household, OtherName, Residence, Resident
from cordata.people.queries import age, row


@dataclass(frozen=True, slots=True)
class Home:
    """A place where a person lives, and when."""

    address: str
    place: str
    access: str
    use: str
    when: str


@dataclass(frozen=True, slots=True)
class Number:
    """A way to reach a person, and what it may be used for."""

    value: str
    kind: str
    is_phone: bool
    note: str


@dataclass(frozen=True, slots=True)
class Portrait:
    """What is true of a person, ready to print."""

    resident_id: int
    name: str
    other_names: tuple[tuple[str, str], ...]
    age: int | None
    born_on: date | None
    born_in_year: int | None
    birthplace: str
    place: str
    altitude_m: int
    altitude_is_approximate: bool
    household: str
    matters: str
    quiet: str
    key_with: tuple[tuple[str, str, str], ...]
    home: Home
    homes: tuple[Home, ...]
    numbers: tuple[Number, ...]
    identifiers: tuple[tuple[str, str], ...]
    languages: tuple[str, ...]
    practitioner: str
    practitioner_phone: str
    is_synthetic: bool


def seen_person(user: User, resident_id: int, at: datetime) -> Resident | None:
    """Return a person if a user may see them, with what their page needs, in 10 queries."""
    seen = Resident.objects.seen_by(user, at=at).filter(pk=resident_id)
    near = seen.select_related(
        "household__commune__area", "household__hamlet", "practitioner", "death", "departure", "user"
    )
    return near.prefetch_related(
        "carers", "other_names", "contact_points", "identifiers", "safety_notes",
        "residences__household__commune", "residences__household__hamlet",
    ).order_by("pk").first()  # fmt: skip


def kept_in_place_of(resident_id: int) -> int | None:
    """Return the record that a merged one was joined to, however often, or None where there is no such record."""
    found = resident_id
    while (onward := Resident.objects.filter(pk=found).values_list("merged_into", flat=True).first()) is not None:
        found = onward
    return found if found != resident_id else None


def portrait(resident: Resident, on: date) -> Portrait:
    """Return a person in words; the record was fetched by `seen_person`, so one query for the household remains."""
    home, lived = resident.household, _residences(resident)
    village = home.hamlet or home.commune
    return Portrait(
        resident_id=resident.pk,
        name=str(resident),
        other_names=tuple((one.get_use_display(), _whole(one, resident)) for one in resident.other_names.all()),
        age=age(resident.born_on, on),
        born_on=resident.born_on,
        born_in_year=resident.born_in_year,
        birthplace=resident.birthplace,
        place=row(resident, on).place,
        altitude_m=village.altitude_m,
        altitude_is_approximate=village.altitude_is_approximate,
        household=_household(resident),
        matters=resident.matters,
        quiet=resident.quiet,
        key_with=tuple((one.name, one.get_relation_display(), one.phone) for one in _carers(resident) if one.has_key),
        home=_home(home, "", next((_when(one) for one in lived if one.household_id == home.pk), "")),
        homes=tuple(
            _home(one.household, one.get_use_display(), _when(one)) for one in lived if one.household_id != home.pk
        ),
        numbers=_numbers(resident),
        identifiers=tuple((one.get_system_display(), one.value) for one in resident.identifiers.all()),
        languages=tuple(dict.fromkeys([resident.language, *resident.languages])),
        practitioner=str(resident.practitioner or ""),
        practitioner_phone=resident.practitioner.phone if resident.practitioner else "",
        is_synthetic=resident.is_synthetic,
    )


def _whole(other: OtherName, resident: Resident) -> str:
    """Return another name in full: what it does not say stays as it is."""
    return f"{other.given_name or resident.given_name} {other.family_name or resident.family_name}"


def _carers(resident: Resident) -> list[Carer]:
    return sorted(resident.carers.all(), key=lambda one: (not one.is_contact, -one.strength, one.name))


def _household(resident: Resident) -> str:
    """Say whether somebody lives alone, with whom the register knows at the same address."""
    if resident.lives_alone:
        return _("lives alone")
    others = resident.household.members.known().exclude(pk=resident.pk).count()
    if others:
        return _("lives with %(count)d more") % {"count": others}
    if resident.lives_alone is None:
        return _("not known whether alone")
    return _("does not live alone")


def _residences(resident: Resident) -> list[Residence]:
    return sorted(resident.residences.all(), key=lambda one: (one.until_on is not None, one.use, one.pk))


def _home(home: Household, use: str, when: str) -> Home:
    place = f"{home.hamlet.name}, {home.commune}" if home.hamlet else str(home.commune)
    return Home(home.address, place, home.access, use, when)


def _when(one: Residence) -> str:
    """Say when somebody lives at a place: in which months, since and until when."""
    months = (
        _("months %(first)d to %(last)d") % {"first": one.first_month, "last": one.last_month}
        if one.first_month
        else ""
    )
    since = _("since %(year)d") % {"year": one.since_on.year} if one.since_on else ""
    until = _("until %(year)d") % {"year": one.until_on.year} if one.until_on else ""
    return ", ".join(filter(None, [months, since, until]))


def _numbers(resident: Resident) -> tuple[Number, ...]:
    first = [Number(resident.phone, _("telephone"), is_phone=True, note="")] if resident.phone else []
    further = [
        Number(one.value, one.get_kind_display(), is_phone=one.kind in ("phone", "mobile"), note=_uses(one))
        for one in resident.contact_points.all()
    ]
    return (*first, *further)


def _uses(one: ContactPoint) -> str:
    """Say what a number may be used for, and what else was noted about it."""
    uses = [
        (one.for_visits, _("visits")),
        (one.for_urgent, _("urgent")),
        (one.for_news, _("news")),
    ]
    return ", ".join([*(word for is_so, word in uses if is_so), *filter(None, [one.note])])
