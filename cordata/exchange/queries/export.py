"""Who goes into an export, and who stays out of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F
from django.utils import timezone

from cordata.accounts.models import Area, Organisation, Role, User
from cordata.exchange.outputs.tables import Value
from cordata.people.models import Purpose, Resident
from cordata.people.queries.consent import permits, refusing
from cordata.people.queries.search import Filters, people_meant
from cordata.people.rules.small_figures import Cell, Counted, cells

EXPORTING = (
    Role.Kind.COORDINATOR,
    Role.Kind.PROFESSIONAL,
    Role.Kind.DOCTOR,
    Role.Kind.ANTENNA,
    Role.Kind.DRIVER,
)
STUDYING = (Role.Kind.COORDINATOR, Role.Kind.EVALUATOR)
AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class Chosen:
    """The ids of the people who go into an export, in its order, and how many stay out for want of consent."""

    people: tuple[int, ...]
    left_out: int


def may_export(user: User, at: datetime) -> bool:
    """Return whether a user takes people out in tables at all, in 1 query; residents have their copy instead."""
    return Role.objects.on(timezone.localdate(at)).filter(user=user, kind__in=EXPORTING).exists()


def studied_areas(user: User, at: datetime) -> list[Area]:
    """Return of which areas a user may take figures, in 1 query."""
    held = Role.objects.on(timezone.localdate(at)).filter(user=user, kind__in=STUDYING)
    home = held.filter(organisation__country=F("area__country"))
    return list(Area.objects.filter(pk__in=home.values("area")).order_by("name", "pk"))


def choose(user: User, words: str, filters: Filters, *, recipient: Organisation | None, at: datetime) -> Chosen:
    """Return who is meant of those whom a user sees; for another organisation only who agreed to be sent to it."""
    meant = people_meant(user, words, timezone.localdate(at), filters).order_by("family_name", "given_name", "pk")
    people = tuple(meant.values_list("pk", flat=True))
    if recipient is None:
        return Chosen(people, 0)
    agreed: set[int] = set()
    for start in range(0, len(people), AT_ONCE):
        some = people[start : start + AT_ONCE]
        agreed |= permits(some, Purpose.EXCHANGE, organisation=recipient, at=at)
    return Chosen(tuple(pk for pk in people if pk in agreed), len(people) - len(agreed))


def study_cells(area: Area, at: datetime) -> Iterator[Cell]:
    """Yield how many people live in an area by commune, age and sex, without those who refused to be counted."""
    living = Resident.objects.known().filter(household__commune__area=area, death=None, departure=None)
    counted = living.exclude(pk__in=refusing(Purpose.STUDY, at)).order_by("pk")
    year = timezone.localdate(at).year
    facts = counted.values_list("household__commune__name", "born_on", "born_in_year", "sex")
    births = ((commune, born_on.year if born_on else born_in, sex) for commune, born_on, born_in, sex in facts)
    return cells(Counted(commune, year - born, sex) for commune, born, sex in births if born)


def study_rows(areas: list[Area], at: datetime) -> Iterator[list[Value]]:
    """Yield the figures of areas as rows: area, commune, youngest, oldest, sex, people; empty where it is not told."""
    for area in areas:
        for cell in study_cells(area, at):
            first, last = cell.band
            sex = "" if cell.sex is None else cell.sex or "?"
            yield [area.name, cell.commune, first, last if last < 150 else "", sex, cell.people]
