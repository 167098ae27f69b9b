"""Homes over time: an address corrected for all who live there, and who lives where on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Prefetch

from cordata.accounts.auditing import record_job
from cordata.accounts.models import AuditEntry
from cordata.people.actions.history import History
from cordata.people.models import Household, Residence, Resident
from cordata.people.queries.places import Settlement, settlement_called
from cordata.people.queries.record import NOT_STORED, PLACED, placed
from cordata.people.rules.homes import Stay, stay_on
from cordata.people.rules.merging import Row, Rows


def household_of(row: Mapping[str, str], history: History) -> Household:
    """Return the household that a residence's texts mean: a new one, or the one named with its address put right."""
    where = settlement_called(row["place"], near=history.resident)
    if not row["household"]:
        return new_household(where, row["address"], row["access"])
    household = Household.objects.select_related("commune", "hamlet").get(pk=int(row["household"]))
    stood = placed(household)
    if all(row[name] == stood[name] for name in PLACED):
        return household
    if row["place"] != stood["place"]:
        household.commune, household.hamlet = where.commune, where.hamlet
        household.lat, household.lon = where.point
    household.address, household.access = row["address"], row["access"]
    household.save()
    tell_the_others(household, stood, history)
    return household


def new_household(where: Settlement, address: str, access: str = "") -> Household:
    """Store a household at an address; on the map it stands where its hamlet does."""
    lat, lon = where.point
    return Household.objects.create(
        commune=where.commune, hamlet=where.hamlet, address=address, access=access, lat=lat, lon=lon
    )


def tell_the_others(household: Household, stood: Row, history: History) -> None:
    """Note a corrected address in the history of everybody else who lives there."""
    others = Resident.objects.select_for_update(of=("self",)).filter(household=household).order_by("pk")
    for one in others.exclude(pk=history.resident.pk):
        theirs = History(one, by=history.by, at=history.at, reason=history.reason)
        for name, text in placed(household).items():
            theirs.add(f"household.{name}", stood[name], text)
        theirs.close()


def with_home_stored(resident: Resident, stands: Rows, rows: Rows) -> tuple[Rows, Rows]:
    """Store the home that somebody had without a residence, and return both tellings with its number."""
    if NOT_STORED not in stands:
        return stands, rows
    stored = Residence.objects.create(resident=resident, household=resident.household)
    key = f"residences.{stored.pk}"
    first, second = ({key if one == NOT_STORED else one: row for one, row in told.items()} for told in (stands, rows))
    return first, second


def settle(resident: Resident, day: date, history: History) -> None:
    """Let somebody live where their residences say on a day; where they say nothing, they stay where they are."""
    household = household_on(day, resident.residences.order_by("pk"))
    if household not in (None, resident.household_id):
        before, resident.household_id = str(resident.household_id), household
        history.add("household", before, str(household))


def household_on(day: date, residences: Iterable[Residence]) -> int | None:
    """Return the id of the household that some residences say on a day; None where none of them holds."""
    homes = {one.pk: one.household_id for one in residences}
    stays = (Stay(one.pk, one.use, one.since_on, one.until_on, months(one)) for one in residences)
    holding = stay_on(day, stays)
    return homes[holding.key] if holding else None


def months(residence: Residence) -> tuple[int, int] | None:
    """Return the first and the last month of a residence that changes with the season."""
    first, last = residence.first_month, residence.last_month
    return (first, last) if first is not None and last is not None else None


def follow_residences(*, on: date, at: datetime) -> list[Resident]:
    """Move whoever lives elsewhere from a day on, as their residences say, and return them; twice is as once."""
    changing = Residence.objects.exclude(since_on=None, until_on=None, first_month=None)
    people = Resident.objects.known().filter(residences__in=changing).distinct().order_by("pk")
    homes = Residence.objects.order_by("pk")
    moving = [
        one.pk
        for one in people.prefetch_related(Prefetch("residences", homes))
        if household_on(on, one.residences.all()) not in (None, one.household_id)
    ]
    record_job("follow_residences", moving, what=AuditEntry.What.WRITE, at=at)
    return [moved(pk, on, at) for pk in moving]


@transaction.atomic
def moved(pk: int, on: date, at: datetime) -> Resident:
    """Let one person live where they live on a day, under a new version of their record."""
    held = Resident.objects.select_for_update(of=("self",)).get(pk=pk)
    history = History(held, by=None, at=at)
    settle(held, on, history)
    return history.close()
