"""The days and areas beside the one on screen."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count
from django.utils import formats

from cordata.accounts.models import Area, Role, User
from cordata.rounds.models import Plan


@dataclass(frozen=True, slots=True)
class DayLink:
    """A day of the week strip."""

    day: date
    weekday: str
    number: int
    is_current: bool
    has_plan: bool


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The week around a day, the days before and after, and the areas the user coordinates."""

    week: tuple[DayLink, ...]
    previous: date
    following: date
    areas: tuple[Area, ...]


def neighbours(user: User, area: Area, day: date) -> Neighbours:
    """Return where one can go from a day, in two queries."""
    monday = day - timedelta(days=day.weekday())
    days = [monday + timedelta(days=step) for step in range(7)]
    planned = set(
        Plan.objects.filter(area=area, day__range=(days[0], days[-1])).order_by("day").values_list("day", flat=True)
    )
    return Neighbours(
        week=tuple(DayLink(one, formats.date_format(one, "D"), one.day, one == day, one in planned) for one in days),
        previous=day - timedelta(days=1),
        following=day + timedelta(days=1),
        areas=tuple(areas_coordinated(user, day)),
    )


def areas_coordinated(user: User, day: date) -> list[Area]:
    """Return the areas a user coordinates on a day, the one with most residents in front."""
    roles = Role.objects.on(day).filter(user=user, kind=Role.Kind.COORDINATOR)
    coordinated = Area.objects.filter(pk__in=roles.order_by().values("area"))
    by_size = coordinated.annotate(residents=Count("communes__households__members"))
    return list(by_size.order_by("-residents", "pk"))
