"""How many people there are, without saying who: what an evaluator may see."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from cordata.accounts.models import Area, Role, User
from cordata.people.models import Purpose, Resident
from cordata.people.queries.consent import refusing
from cordata.people.rules.small_figures import BANDS, SMALLEST, without_small


@dataclass(frozen=True, slots=True)
class Figure:
    """How many people of an age; None where they are too few to say."""

    ages: str
    people: int | None


@dataclass(frozen=True, slots=True)
class AreaFigures:
    """One area in figures."""

    name: str
    people: int | None
    figures: tuple[Figure, ...]


def areas_evaluated(user: User, day: date) -> list[Area]:
    """Return the areas a user evaluates on a day, by name."""
    held = Role.objects.on(day).filter(user=user, kind=Role.Kind.EVALUATOR)
    return list(Area.objects.filter(pk__in=held.values("area")).order_by("name", "pk"))


def figures(areas: list[Area], at: datetime) -> tuple[AreaFigures, ...]:
    """Return how many people live in each area by age, without those who refused to be counted; 1 query an area."""
    return tuple(_figures(area, at) for area in areas)


def _figures(area: Area, at: datetime) -> AreaFigures:
    living = Resident.objects.known().filter(household__commune__area=area, death=None, departure=None)
    counted = living.exclude(pk__in=refusing(Purpose.STUDY, at))
    year = timezone.localdate(at).year
    rows = counted.order_by("pk").values_list("born_on", "born_in_year")
    years = [born_on.year if born_on else born_in for born_on, born_in in rows]
    ages = [year - born for born in years if born]
    per_band = Counter(band for one in ages for band in BANDS if band[0] <= one <= band[1])
    told = without_small({band: per_band[band] for band in BANDS})
    return AreaFigures(
        name=area.name,
        people=len(ages) if len(ages) >= SMALLEST else None,
        figures=tuple(Figure(band_words(*band), told[band]) for band in BANDS),
    )


def band_words(youngest: int, oldest: int) -> str:
    """Say an age band: "75 to 84", "85 and over"."""
    if oldest == BANDS[-1][1]:
        return _("%(years)d and over") % {"years": youngest}
    return _("%(first)d to %(last)d") % {"first": youngest, "last": oldest}
