"""A published round on paper and on the phone: what somebody holds until it is published again."""

from dataclasses import dataclass
from datetime import date

from cordata.accounts.models import Area, User
from cordata.day.queries.axis import fit
from cordata.day.queries.faces import Face
from cordata.day.queries.load import Loaded, load
from cordata.day.queries.shapes import Knot
from cordata.day.queries.sketch import Sketch, sketch
from cordata.day.queries.versions import last_publication
from cordata.day.queries.visits import knot
from cordata.day.queries.words import clock, long_day, spell_distance, spell_duration
from cordata.people.models import Carer, Resident
from cordata.rounds.models import Round, Stop
from cordata.workforce.models import Professional


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One stop of a published round; a break when `knot` is None."""

    number: int
    starts: str
    ends: str
    knot: Knot | None
    address: str
    access: str
    phone: str
    carers: tuple[str, ...]
    with_whom: str
    is_next: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A professional's published day."""

    face: Face
    area: str
    centre_phone: str
    said_day: str
    base: str
    departs: str
    returns: str
    driving: str
    distance: str
    published: str
    lines: tuple[SheetLine, ...]
    sketch: Sketch

    @property
    def residents(self) -> frozenset[int]:
        """Whom the sheet names."""
        return frozenset(line.knot.resident_id for line in self.lines if line.knot and line.knot.resident_id)


def sheet(professional: Professional, area: Area, day: date, user: User) -> Sheet | None:
    """Return what a professional holds of a day, or None when nothing was published for them."""
    published = last_publication(area, day)
    if published is None:
        return None
    rows = load(published.plan, area, day, user)
    round_ = rows.rounds.get(professional.pk)
    if round_ is None or not round_.stops.all():
        return None
    stops = list(round_.stops.all())
    return Sheet(
        face=rows.faces[professional.pk],
        area=area.name,
        centre_phone=professional.organisation.phone,
        said_day=long_day(day),
        base=professional.base,
        departs=clock(round_.departs_at, rows.zone),
        returns=clock(round_.returns_at, rows.zone),
        driving=spell_duration(sum(stop.travel_s for stop in stops) + round_.home_travel_s),
        distance=spell_distance(sum(stop.distance_m for stop in stops) + round_.home_distance_m),
        published=clock(published.at, rows.zone),
        lines=lines_of(round_, rows),
        sketch=sketch(round_, rows),
    )


def lines_of(round_: Round, rows: Loaded) -> tuple[SheetLine, ...]:
    """Return the stops of a round in order, the first one not yet left marked as next."""
    scale = fit((), rows.day, rows.zone)
    carers = carers_of([resident.pk for resident in rows.residents.values()])
    found, number, next_found = [], 0, False
    for stop in round_.stops.all():
        visit = stop.visit
        drawn = knot(stop, visit, round_.professional_id, scale, rows) if visit else None
        number += 1 if drawn else 0
        is_next = bool(drawn and not drawn.is_done and not drawn.is_cancelled and not next_found)
        next_found = next_found or is_next
        resident = rows.residents.get(visit.order.resident_id) if visit else None
        found.append(line(stop, number, drawn, resident, carers, companion(stop, round_, rows), rows, is_next=is_next))
    return tuple(found)


def line(  # noqa: PLR0913 (everything a person on the road must read in one place)
    stop: Stop,
    number: int,
    drawn: Knot | None,
    resident: Resident | None,
    carers: dict[int, list[Carer]],
    with_whom: str,
    rows: Loaded,
    *,
    is_next: bool,
) -> SheetLine:
    """Return one stop of the sheet."""
    near = carers.get(resident.pk, []) if resident else []
    return SheetLine(
        number=number,
        starts=clock(stop.starts_at, rows.zone),
        ends=clock(stop.ends_at, rows.zone),
        knot=drawn,
        address=resident.household.address if resident else "",
        access=resident.household.access if resident else "",
        phone=resident.phone if resident else "",
        carers=tuple(f"{one.name} ({one.get_relation_display()}) {one.phone}".strip() for one in near),
        with_whom=with_whom,
        is_next=is_next,
    )


def companion(stop: Stop, round_: Round, rows: Loaded) -> str:
    """Return who else comes to a visit for two."""
    if not stop.visit or stop.visit.order.people < 2:
        return ""
    others = [
        rows.faces[other.professional_id].name
        for other in rows.rounds.values()
        if other.pk != round_.pk and any(one.visit_id == stop.visit_id for one in other.stops.all())
    ]
    return ", ".join(others)


def carers_of(residents: list[int]) -> dict[int, list[Carer]]:
    """Return the carers of some people, those with the key first."""
    found: dict[int, list[Carer]] = {}
    for carer in Carer.objects.filter(resident__in=residents).order_by("-has_key", "name", "pk"):
        found.setdefault(carer.resident_id, []).append(carer)
    return found
