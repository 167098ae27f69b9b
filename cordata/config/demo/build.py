"""Makes the demo where there is none yet, and empties a database on request."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from cordata.accounts.audit.guards import unguarded
from cordata.accounts.models import Area, User
from cordata.care.models import Encounter, Visit
from cordata.config.demo import valley
from cordata.config.demo.load import load
from cordata.config.demo.territory import Land
from cordata.people.models import Resident
from cordata.rounds.models import Plan

KNOWN_FOR = timedelta(days=200)  # roles and circles of care began so long ago
EARLY = time(7)  # what was decided and opened before the demo's first day began


class RealPeopleHere(Exception):
    """A database with people in it and no demo valley: nothing is added to it."""


def what_is_lost() -> dict[str, int]:
    """Return how many records of each kind emptying the database would take away."""
    return {
        "residents": Resident.objects.count(),
        "visits": Visit.objects.count(),
        "visits made": Encounter.objects.count(),
        "plans": Plan.objects.count(),
        "users": User.objects.count(),
    }


def empty() -> None:
    """
    Take everything out of the database, the audit too, which refuses that anywhere else.

    :raises RealPeopleHere: if there are people in it and none of them is made up: this is no demo
    """
    people = Resident.objects.order_by().values_list("is_synthetic", flat=True).distinct()
    if set(people) == {False}:
        raise RealPeopleHere
    with unguarded(connection):
        call_command("flush", interactive=False, verbosity=0)


def missing(lands: Iterable[Land]) -> list[Land]:
    """
    Return the territories that are not stored yet.

    :raises RealPeopleHere: if the database holds people and none of these territories
    """
    stored = set(Area.objects.values_list("code", flat=True).order_by("code"))
    absent = [land for land in lands if land.code not in stored]
    if absent and Resident.objects.filter(is_synthetic=False).exists():
        raise RealPeopleHere
    return absent


def build(land: Land, *, scale: float, seed: int, at: datetime) -> Area:
    """Throw the dice for a territory and store what they say, a fortnight already lived; nothing is after `at`."""
    today = timezone.localdate(at)
    monday = today - timedelta(days=today.weekday())
    made = valley.make(land, scale=scale, seed=seed, monday=monday)
    early = timezone.make_aware(datetime.combine(today, EARLY))
    return load(made, valley.past(made, until=today, seed=seed), since=monday - KNOWN_FOR, at=min(early, at))
