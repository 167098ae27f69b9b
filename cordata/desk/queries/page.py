"""A person's page: what needs somebody first, then what is true, then everything that happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils import timezone

from cordata.accounts.models import User
from cordata.desk.queries.network import Helper, Picture, helpers, picture
from cordata.desk.queries.person import Portrait, portrait
from cordata.desk.queries.standing import MemberLine, VisitLine, circle_of, consents_of, visits_ahead
from cordata.desk.queries.steps import Standing, Step, missing, next_visit, steps
from cordata.desk.queries.story import Reading, Story, story
from cordata.desk.queries.warnings import Health, Warning, health, warnings
from cordata.people.models import Merge, Resident
from cordata.people.queries import may_edit, reads_health, row
from cordata.people.queries.consent import Decided, decided
from cordata.people.queries.merge import joined_to
from cordata.people.queries.rows import PersonRow
from cordata.people.queries.seeing import coordinates, is_own


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """A person and everybody around them; `also_shown` are the other people it names from the register."""

    person: Portrait
    is_whole: bool  # whether health, circle and decisions are the reader's to know
    may_edit: bool
    helpers: tuple[Helper, ...]
    housemates: tuple[PersonRow, ...]
    circle: tuple[MemberLine, ...]
    picture: Picture
    also_shown: tuple[Resident, ...]


@dataclass(frozen=True, slots=True)
class SheetPage:
    """A person on paper; `also_shown` are the other people it names from the register."""

    person: Portrait
    health: Health
    warnings: tuple[Warning, ...]
    ahead: tuple[VisitLine, ...]
    helpers: tuple[Helper, ...]
    circle: tuple[MemberLine, ...]
    decisions: tuple[Decided, ...]
    picture: Picture
    also_shown: tuple[Resident, ...]


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A person on screen; `also_shown` are the other people it names from the register."""

    person: Portrait
    health: Health
    warnings: tuple[Warning, ...]
    may_edit: bool
    coordinates: bool
    is_own: bool
    steps: tuple[Step, ...]
    missing: tuple[Step, ...]
    next: VisitLine | None
    ahead: tuple[VisitLine, ...]
    helpers: tuple[Helper, ...]
    circle: tuple[MemberLine, ...]
    decisions: tuple[Decided, ...]
    namesakes: tuple[PersonRow, ...]
    joined: tuple[Merge, ...]
    story: Story
    reading: Reading
    older: str
    also_shown: tuple[Resident, ...]

    @property
    def upwards(self) -> tuple[VisitLine, ...]:
        """The visits ahead, the furthest in front: as they hang on the rope."""
        return self.ahead[::-1]


def person_page(user: User, resident: Resident, reading: Reading, at: datetime) -> PersonPage:
    """Return a person's page as far as a user may read it; the caller has asked `seen_by` for the person."""
    today = timezone.localdate(at)
    sight = sight_of(user, resident, at)
    reads, edits = sight.reads_health, sight.edits
    known = health(resident, reads_health=reads)
    ahead = visits_ahead(resident, today, reads_health=reads)
    circle = circle_of(resident, at) if reads else ()
    consents = consents_of(resident, at) if reads else ()
    joined = tuple(joined_to([resident])) if sight.coordinates else ()
    alike = namesakes(user, resident, at)
    told = story(resident, reading, reads_health=reads, at=at, reads_why=sight.reads_why)
    return PersonPage(
        person=portrait(resident, today),
        health=known,
        warnings=warnings(resident, known, reads_why=sight.reads_why),
        may_edit=edits,
        coordinates=sight.coordinates,
        is_own=sight.is_own,
        steps=steps(resident, Standing(ahead, circle, consents, user if sight.coordinates else None), at)
        if edits
        else (),
        missing=missing(resident) if edits else (),
        next=next_visit(ahead, at),
        ahead=ahead,
        helpers=helpers(resident),
        circle=circle,
        decisions=tuple(decided(one, at) for one in consents),
        namesakes=tuple(row(one, today) for one in alike),
        joined=joined,
        story=told,
        reading=reading,
        older=address_of(told.older) if told.older else "",
        also_shown=(*alike, *(one.gone for one in joined)),
    )


def network_page(user: User, resident: Resident, at: datetime) -> NetworkPage:
    """Return a person's network as far as a user may read it; the caller has asked `seen_by` for the person."""
    today = timezone.localdate(at)
    sight, together, carers = sight_of(user, resident, at), housemates(user, resident, at), helpers(resident)
    circle = circle_of(resident, at) if sight.reads_health else ()
    return NetworkPage(
        person=portrait(resident, today),
        is_whole=sight.reads_health,
        may_edit=sight.edits,
        helpers=carers,
        housemates=tuple(row(one, today) for one in together),
        circle=circle,
        picture=picture(resident, together, carers, circle),
        also_shown=tuple(together),
    )


def sheet_page(user: User, resident: Resident, at: datetime) -> SheetPage:
    """Return a person's sheet as far as a user may read it; the caller has asked `seen_by` for the person."""
    today = timezone.localdate(at)
    sight = sight_of(user, resident, at)
    reads = sight.reads_health
    together, carers = housemates(user, resident, at), helpers(resident)
    known = health(resident, reads_health=reads)
    circle = circle_of(resident, at) if reads else ()
    return SheetPage(
        person=portrait(resident, today),
        health=known,
        warnings=warnings(resident, known, reads_why=sight.reads_why),
        ahead=visits_ahead(resident, today, reads_health=reads),
        helpers=carers,
        circle=circle,
        decisions=tuple(decided(one, at) for one in consents_of(resident, at)) if reads else (),
        picture=picture(resident, together, carers, circle),
        also_shown=tuple(together),
    )


@dataclass(frozen=True, slots=True)
class Sight:
    """How far a user sees into a record."""

    coordinates: bool
    is_own: bool
    edits: bool
    reads_health: bool

    @property
    def reads_why(self) -> bool:
        """Whether they are told for what reason the record was restricted."""
        return self.coordinates or self.is_own


def sight_of(user: User, resident: Resident, at: datetime) -> Sight:
    """Return how far a user sees, in 1 query for a coordinator and 3 at most: who does more reads what others do."""
    leads = coordinates(user, resident, at)
    edits = leads or may_edit(user, resident, at)
    return Sight(leads, is_own(user, resident), edits, edits or reads_health(user, resident, at))


def housemates(user: User, resident: Resident, at: datetime) -> list[Resident]:
    """Return the others of the household whom a user may see."""
    return _seen(user, Resident.objects.filter(household=resident.household_id).exclude(pk=resident.pk), at)


def namesakes(user: User, resident: Resident, at: datetime) -> list[Resident]:
    """Return the other people of the same name whom a user may see."""
    same = Resident.objects.filter(family_name=resident.family_name, given_name=resident.given_name)
    return _seen(user, same.exclude(pk=resident.pk), at)


def _seen(user: User, few: QuerySet[Resident], at: datetime) -> list[Resident]:
    """Return those of a few people whom a user may see, in 1 query where there is nobody and 2 otherwise."""
    found = list(few.order_by("pk").values_list("pk", flat=True))
    if not found:
        return []
    seen = Resident.objects.seen_by(user, at=at).filter(pk__in=found)
    return list(seen.select_related("household__commune", "household__hamlet").order_by("pk"))


def address_of(reading: Reading) -> str:
    """Return the words of an address that read on in a story."""
    asked = {
        "about": reading.about,
        "before": reading.before.isoformat() if reading.before else "",
        "skip": reading.skip,
    }
    return urlencode({name: value for name, value in asked.items() if value})
