"""Taking a territory in, closing and opening roads, and putting a new road graph in the place of the old one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from cordata.accounts.models import Area, User
from cordata.places import queries, territory
from cordata.places.models import Closure, Commune, Hamlet, Reopening
from cordata.places.roads import osm
from cordata.places.roads.extract import Extract


class UnknownTerritory(LookupError):
    """A name that is no territory of the project's tables."""


class UnknownSegment(ValueError):
    """A key that names no stretch of the road graph that serves."""


class ClosureEndsBeforeItBegins(ValueError):
    """A closure whose end is not after its beginning."""


class AlreadyClosed(ValueError):
    """A stretch of road that is closed for all that time already."""


class AlreadyOpen(ValueError):
    """A closure that was lifted before."""


@transaction.atomic
def add_territory(*, area: Area, name: str) -> list[Commune]:
    """
    Give an area the communes and hamlets of a territory that comes with the project.

    :raises UnknownTerritory: if none is called that
    """
    facts = [one for one in territory.communes() if one.area == name]
    if not facts:
        known = ", ".join(sorted({one.area for one in territory.communes()}))
        raise UnknownTerritory(f"A territory must be one of {known}. Got {name!r} instead.")
    communes = Commune.objects.bulk_create(
        Commune(
            area=area,
            country=one.country,
            code=one.code,
            name=one.name,
            population=one.population,
            lat=one.point.lat,
            lon=one.point.lon,
            altitude_m=one.altitude_m,
            altitude_is_approximate=one.altitude_is_approximate,
        )
        for one in facts
    )
    by_code = {one.code: one for one in communes}
    Hamlet.objects.bulk_create(
        Hamlet(
            commune=by_code[one.commune_code],
            name=one.name,
            lat=one.point.lat,
            lon=one.point.lon,
            altitude_m=one.altitude_m,
            altitude_is_approximate=one.altitude_is_approximate,
        )
        for one in territory.hamlets()
        if one.commune_code in by_code
    )
    return communes


@transaction.atomic
def close_road(
    *, segment: str, from_at: datetime, until_at: datetime | None, reason: str, by: User, at: datetime
) -> Closure:
    """
    Close a stretch of road from an instant until another, or until further notice.

    :raises UnknownSegment: if no road has this key
    :raises ClosureEndsBeforeItBegins: if it would be over before it starts
    :raises AlreadyClosed: if somebody has closed it for all that time
    """
    graph = queries.roads().graph
    if segment not in graph.segment_of:
        raise UnknownSegment(_("This stretch of road is no longer on the map. Nothing was closed; choose it again."))
    if until_at is not None and until_at <= from_at:
        raise ClosureEndsBeforeItBegins(_("The closure must end after it begins. Nothing was closed; change the end."))
    label = graph.labels[graph.segment_of[segment]] or segment
    if Closure.objects.filter(segment=segment).covers(from_at, until_at).exists():
        raise AlreadyClosed(_("%(road)s is already closed for that time. Nothing was changed.") % {"road": label})
    return Closure.objects.create(
        segment=segment, label=label, from_at=from_at, until_at=until_at, reason=reason, by=by, at=at
    )


@transaction.atomic
def reopen_road(*, closure: Closure, by: User, at: datetime) -> Reopening:
    """
    Lift a closure before its time, or one without an end.

    :raises AlreadyOpen: if somebody was faster
    """
    locked = Closure.objects.select_for_update(of=("self",)).get(pk=closure.pk)
    if Reopening.objects.filter(closure=locked).exists():
        raise AlreadyOpen(_("%(road)s was opened again before. Nothing was changed.") % {"road": locked.label})
    return Reopening.objects.create(closure=locked, by=by, at=at)


def import_roads(path: Path, *, progress: Callable[[int, int], None] | None = None) -> Extract:
    """
    Read an OpenStreetMap extract and let its roads serve from now on; on any fault the old ones keep serving.

    `progress` is told how many steps of how many are done.

    :raises UnreadableExtract: if the file is cut short, is something else, or holds no road
    """
    extract = osm.read(path, progress=progress)
    target = queries.graph_path()
    target.parent.mkdir(parents=True, exist_ok=True)
    extract.graph.save(target)
    return extract
