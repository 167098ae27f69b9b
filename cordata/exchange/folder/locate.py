"""Where the rows of a folder are, on the roads they will be reached by."""

from collections.abc import Iterable
from pathlib import Path

from django.utils.translation import gettext as _

from cordata.base.geo import Point
from cordata.exchange.tables.faults import Fault, Faulty, quoted
from cordata.exchange.tables.folder import FolderInput, read_folder
from cordata.exchange.tables.rows import Whereabouts
from cordata.places.roads.geocode import Gazetteer, PlaceIsAmbiguous, PlaceNotFound
from cordata.places.roads.routing import Router, TooFarFromRoad

FARTHEST_M = 15_000


def read_and_locate(
    folder: Path, router: Router, gazetteer: Gazetteer | None
) -> tuple[FolderInput, dict[tuple[str, int], Point]]:
    """
    Return the tables of a folder, and a point for each (file, row): its coordinates, or what the gazetteer knows.

    :raises Faulty: with every fault of both files, and every row whose address is unknown or that no road comes near
    """
    try:
        tables = read_folder(folder)
    except Faulty as refusal:
        _points, faults = _located(refusal.places, router, gazetteer)
        raise Faulty(_by_row([*refusal.faults, *faults])) from refusal
    points, faults = _located(tables.whereabouts, router, gazetteer)
    if faults:
        raise Faulty(_by_row([*tables.warnings, *faults]))
    return tables, points


def _by_row(faults: list[Fault]) -> list[Fault]:
    files = list(dict.fromkeys(fault.file for fault in faults))
    return sorted(faults, key=lambda fault: (files.index(fault.file), fault.row or 0))


def _located(
    rows: Iterable[Whereabouts], router: Router, gazetteer: Gazetteer | None
) -> tuple[dict[tuple[str, int], Point], list[Fault]]:
    points: dict[tuple[str, int], Point] = {}
    faults: list[Fault] = []
    for row in rows:
        try:
            point = row.point or _found(row, gazetteer)
            _judge_distance(point, router)
        except Faulty as refusal:
            faults.extend(refusal.faults)
        except TooFarFromRoad as refusal:
            found = f"{refusal.point.lat:.5f}, {refusal.point.lon:.5f}"
            expected = _("a place on the road network; the nearest road is %(metres)d m away") % {
                "metres": refusal.metres
            }
            faults.append(Fault(row.file, row.row, "lat" if row.point else "address", found, expected))
        else:
            points[row.file, row.row] = point
    return points, faults


def _judge_distance(point: Point, router: Router) -> None:
    snap = router.snap(point)
    if snap.metres > FARTHEST_M:  # the hand-made network takes access roads of any length
        raise TooFarFromRoad(point, snap.metres)


def _found(row: Whereabouts, gazetteer: Gazetteer | None) -> Point:
    if gazetteer is None:
        expected = _("coordinates (lat, lon): addresses are looked up in the extract given with --roads")
        raise Faulty([Fault(row.file, row.row, "address", quoted(row.address), expected)])
    try:
        return gazetteer.find(row.address).point
    except PlaceNotFound as refusal:
        near = ", ".join(refusal.suggestions)
        hint = _("; did you mean %(near)s?") % {"near": near} if near else ""
        expected = _("street and house number, or a place name, as the extract has it%(hint)s") % {"hint": hint}
    except PlaceIsAmbiguous as refusal:
        expected = _("one place; name the village too: %(choices)s") % {"choices": ", ".join(refusal.choices)}
    raise Faulty([Fault(row.file, row.row, "address", quoted(row.address), expected)])
