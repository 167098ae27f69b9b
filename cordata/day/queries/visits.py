"""One visit as the day's screens tell it, wherever it stands."""

from django.utils.translation import gettext as _

from cordata.care.models import Encounter, Visit, VisitOrder
from cordata.day.queries.axis import ROW, Scale
from cordata.day.queries.faces import Face, place_name, short_name
from cordata.day.queries.labels import ABOVE
from cordata.day.queries.load import Loaded
from cordata.day.queries.reasons import say_reason, say_violation, say_windows
from cordata.day.queries.shapes import Knot, Loose, Stretch
from cordata.day.queries.words import clock, spell_distance, spell_duration
from cordata.rounds.models import Round, Stop, Unplaced

WORTH_SAYING = 60  # seconds: below a minute nobody waits and nobody is late


def knot(stop: Stop, visit: Visit, professional_id: int, scale: Scale, rows: Loaded) -> Knot:
    """Return a visit on a round, its label not yet laid; without a name when the reader may not see the person."""
    zone, order = rows.zone, visit.order
    resident = rows.residents.get(order.resident_id)
    happened = rows.encounters.get((visit.pk, professional_id))
    waits = int((stop.starts_at - stop.arrives_at).total_seconds())
    late = spell_duration(stop.late_s) if stop.late_s >= WORTH_SAYING else ""
    name = short_name(resident) if resident else _("not yours to see")
    violations = tuple(say_violation(one) for one in stop.violations)
    starts, kind = clock(stop.starts_at, zone), str(VisitOrder.Kind(order.kind).label)
    return Knot(
        visit_id=visit.pk,
        member=stop.member,
        resident_id=resident.pk if resident else None,
        name=name,
        full_name=str(resident) if resident else name,
        place=place_name(resident.household) if resident else "",
        kind=kind,
        arrives=clock(stop.arrives_at, zone),
        starts=starts,
        ends=clock(stop.ends_at, zone),
        minutes=order.minutes,
        windows=say_windows(rows.windows.get(visit.pk, []), zone),
        late=late,
        waits=spell_duration(waits) if waits >= WORTH_SAYING else "",
        travel=spell_duration(stop.travel_s),
        distance=spell_distance(stop.distance_m),
        note=order.note if resident else "",
        pin=stop.pin,
        violations=violations,
        is_done=bool(happened and happened.left_at),
        is_under_way=bool(happened and not happened.left_at),
        is_cancelled=hasattr(visit, "cancellation"),
        people=order.people,
        lat=resident.household.lat if resident else None,
        lon=resident.household.lon if resident else None,
        x=scale.at(stop.starts_at),
        width=scale.span(stop.starts_at, stop.ends_at),
        label=name,
        label_y=ABOVE,
        says=say_knot(stop, happened, f"{starts} {name}, {kind}", late, violations),
    )


def say_knot(stop: Stop, happened: Encounter | None, what: str, late: str, violations: tuple[str, ...]) -> str:
    """Return a knot in words, for those who listen to the timeline."""
    words = [what]
    if happened:
        words.append(_("made") if happened.left_at else _("under way"))
    if late:
        words.append(_("late by %(minutes)s") % {"minutes": late})
    if stop.pin:
        words.append(_("pinned"))
    return ", ".join([*words, *violations])


def stretches(stops: list[Stop], round_: Round, scale: Scale, rows: Loaded) -> tuple[Stretch, ...]:
    """Return the rope between the knots: travel, slack where somebody waits, the break, frayed where they are late."""
    found, left_at = [], round_.departs_at
    for stop in stops:
        travelled = Stretch("travel", scale.at(left_at), scale.span(left_at, stop.arrives_at), "")
        found.append(travelled)
        waited = int((stop.starts_at - stop.arrives_at).total_seconds())
        if waited >= WORTH_SAYING:
            says = _("waits %(minutes)s") % {"minutes": spell_duration(waited)}
            found.append(
                Stretch("slack", scale.at(stop.arrives_at), scale.span(stop.arrives_at, stop.starts_at), says)
            )
        if stop.late_s >= WORTH_SAYING and stop.visit_id:
            due_at = rows.windows[stop.visit_id][-1].closes_at if rows.windows.get(stop.visit_id) else stop.starts_at
            found.append(Stretch("frayed", scale.at(due_at), scale.span(due_at, stop.starts_at), ""))
        if stop.is_break:
            says = _("break, %(from)s to %(until)s") % {
                "from": clock(stop.starts_at, rows.zone),
                "until": clock(stop.ends_at, rows.zone),
            }
            found.append(Stretch("break", scale.at(stop.starts_at), scale.span(stop.starts_at, stop.ends_at), says))
        left_at = stop.ends_at
    found.append(Stretch("travel", scale.at(left_at), scale.span(left_at, round_.returns_at), ""))
    return tuple(found)


def loose(unplaced: Unplaced, rows: Loaded, faces: dict[str, Face]) -> Loose:
    """Return a visit the plan has no room for, each reason a sentence."""
    visit, order = unplaced.visit, unplaced.visit.order
    resident = rows.residents.get(order.resident_id)
    windows = rows.windows.get(visit.pk, [])
    reasons = [say_reason(one, faces, windows, rows.day, rows.zone) for one in unplaced.reasons]
    name = short_name(resident) if resident else _("not yours to see")
    return Loose(
        visit_id=visit.pk,
        member=unplaced.member,
        resident_id=resident.pk if resident else None,
        name=name,
        full_name=str(resident) if resident else name,
        place=place_name(resident.household) if resident else "",
        kind=str(VisitOrder.Kind(order.kind).label),
        minutes=order.minutes,
        windows=say_windows(windows, rows.zone),
        reasons=tuple(dict.fromkeys(reasons)),
        lat=resident.household.lat if resident else None,
        lon=resident.household.lon if resident else None,
    )


def row_middle(row: int) -> int:
    """Return where a row's rope runs, in pixels down the drawing."""
    return row * ROW + ROW // 2
