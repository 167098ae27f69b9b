"""Puts a valley made of dice into the database, next to whatever is there."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from cordata.accounts.auditing import record_job
from cordata.accounts.models import Area, AuditEntry, Organisation
from cordata.config.demo import tables
from cordata.config.demo.stage import Stage, stage
from cordata.config.demo.store_members import store_members
from cordata.config.demo.store_orders import store_circles, store_orders, store_past
from cordata.config.demo.store_people import store_residents
from cordata.config.demo.store_register import link_couples, store_records
from cordata.config.demo.store_team import store_coordinators, store_shifts, store_team
from cordata.config.demo.territory import Land
from cordata.config.demo.valley import PastDraft, Valley
from cordata.people.actions.keys import fill_search_words
from cordata.places.models import Commune, Hamlet


@transaction.atomic
def load(valley: Valley, past: list[PastDraft], *, since: date, at: datetime) -> Area:
    """Store a valley whole or not at all; roles and circles of care hold from `since`, decisions until `at`."""
    area = Area.objects.create(code=valley.land.code, name=valley.land.name, country=valley.land.country)
    zone = ZoneInfo(area.time_zone)
    for row in tables.organisations():
        facts = {"name": row.name, "country": row.country, "phone": row.phone}
        Organisation.objects.get_or_create(code=row.code, defaults=facts)
    store_territory(area, valley.land)
    residents = store_residents((*valley.residents, *valley.doubles), valley.records)
    store_records(valley.records, residents)
    link_couples(valley.residents, residents)
    team = store_team(area, valley.team, since)
    store_shifts(valley.shifts, team, zone)
    store_orders(valley, residents, team)
    store_circles(valley, residents, team, since)
    store_past(area, past, team)
    store_coordinators(area, since)
    store_members(area, residents, since)
    stage(area, Stage(residents, team, since), at)
    fill_search_words()
    persons = [resident.pk for resident in residents.values()]
    record_job("demo", persons, what=AuditEntry.What.WRITE, at=at)
    return area


def store_territory(area: Area, land: Land) -> None:
    """Store the communes and hamlets of an area."""
    communes = Commune.objects.bulk_create(
        Commune(
            area=area,
            country=town.country,
            code=town.code,
            name=town.name,
            population=town.population,
            lat=town.centre.point.lat,
            lon=town.centre.point.lon,
            altitude_m=town.centre.altitude_m,
            altitude_is_approximate=town.centre.altitude_is_approximate,
        )
        for town in land.towns
    )
    Hamlet.objects.bulk_create(
        Hamlet(
            commune=commune,
            name=place.name,
            lat=place.point.lat,
            lon=place.point.lon,
            altitude_m=place.altitude_m,
            altitude_is_approximate=place.altitude_is_approximate,
        )
        for commune, town in zip(communes, land.towns, strict=True)
        for place in town.settlements[1:]
    )
