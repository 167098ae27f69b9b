"""
The village that tests take place in: Valsavarenche and its neighbours, on Thursday 26 November 2026.

Anna coordinates Valle d'Aosta; Valentina is the family nurse, Luc a nurse, Aida the animator, all based in Villeneuve.
Claudio lives in Valsavarenche, Rosina in Rhêmes, Delfina in Introd, Emilio in Cogne.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, time

import pytest

from cordata.accounts.models import Area, Organisation, Role, User
from cordata.care.actions import make_visits
from cordata.care.models import OrderWindow, Visit, VisitOrder
from cordata.people.actions.keys import refresh_search_words
from cordata.people.models import Household, Resident
from cordata.places.models import Commune, Hamlet
from cordata.rounds.actions import Draft, store_plan
from cordata.rounds.models import Plan
from cordata.rounds.queries import load_day
from cordata.rounds.solve import plan
from cordata.workforce.models import Professional, Shift, Skill
from cordata.workforce.rules import SKILLS
from tests.clock import TODAY, at

PASSWORD = "stelle alpine sopra Dégioz"


@pytest.fixture
def valley(db) -> Area:
    """Valle d'Aosta, the area Anna answers for."""
    return Area.objects.create(code="valle-d-aosta", name="Valle d'Aosta", country="IT")


@pytest.fixture
def tarentaise(db) -> Area:
    """The area beyond the pass."""
    return Area.objects.create(code="tarentaise", name="Tarentaise", country="FR")


@pytest.fixture
def usl(db) -> Organisation:
    return Organisation.objects.create(
        code="usl-vda", name="Azienda USL Valle d'Aosta", country="IT", phone="0165 000000"
    )


def make_user(area: Area, usl: Organisation, kind: Role.Kind, given: str, family: str) -> User:
    """Store somebody who may sign in with PASSWORD, in a role since the year began."""
    email = f"{given.lower()}@cordata.example"
    user = User.objects.create_user(email, PASSWORD, first_name=given, last_name=family, language="en")
    Role.objects.create(user=user, kind=kind, organisation=usl, area=area, starts_on=date(2026, 1, 1))
    return user


@pytest.fixture
def anna(valley, usl) -> User:
    """The coordinator of Valle d'Aosta."""
    return make_user(valley, usl, Role.Kind.COORDINATOR, "Anna", "Perrod")


@pytest.fixture
def bruno(valley, usl) -> User:
    """Anna's colleague, who coordinates the same area."""
    return make_user(valley, usl, Role.Kind.COORDINATOR, "Bruno", "Jacquin")


@pytest.fixture
def camille(tarentaise, usl) -> User:
    """The coordinator beyond the pass: a stranger to Valle d'Aosta."""
    return make_user(tarentaise, usl, Role.Kind.COORDINATOR, "Camille", "Blanc")


@pytest.fixture
def skills(db) -> None:
    """Every skill there is; tests with transactions of their own empty the tables that a migration filled."""
    Skill.objects.bulk_create([Skill(code) for code in SKILLS], ignore_conflicts=True)


@pytest.fixture
def make_professional(valley, usl, skills) -> Callable[..., Professional]:
    """Store a professional with a user, based in Villeneuve; `skills` are codes of workforce.rules."""

    def make(
        given: str, family: str, kind: Professional.Kind, skills: Iterable[str], **fields: object
    ) -> Professional:
        person = Professional.objects.create(
            external_id=fields.pop("external_id", f"p-{given.lower()}"),
            user=make_user(valley, usl, Role.Kind.PROFESSIONAL, given, family),
            given_name=given,
            family_name=family,
            kind=kind,
            organisation=usl,
            area=valley,
            phone="0165 111111",
            base="Villeneuve",
            **{"base_lat": 45.7021, "base_lon": 7.2057, "languages": ["it", "fr"], "is_synthetic": True, **fields},
        )
        person.skills.set(Skill.objects.filter(pk__in=list(skills)))
        return person

    return make


NURSING = ("nursing", "injection", "dressing", "blood_sample", "blood_pressure", "catheter", "transfer")


@pytest.fixture
def valentina(make_professional) -> Professional:
    """The family and community nurse."""
    return make_professional("Valentina", "Chabod", Professional.Kind.FAMILY_NURSE, NURSING)


@pytest.fixture
def luc(make_professional) -> Professional:
    """A nurse."""
    return make_professional("Luc", "Favre", Professional.Kind.NURSE, NURSING)


@pytest.fixture
def aida(make_professional) -> Professional:
    """The community animator: no nurse."""
    return make_professional("Aida", "Berthod", Professional.Kind.ANIMATOR, ["social"])


@pytest.fixture
def make_resident(valley) -> Callable[..., Resident]:
    """Store somebody who lives alone at a point of a commune of Valle d'Aosta."""

    def make(given: str, family: str, commune: str, hamlet: str, point: tuple[float, float]) -> Resident:
        lat, lon = point
        village, _new = Commune.objects.get_or_create(
            country="IT",
            code=commune[:10],
            defaults={"name": commune, "area": valley, "population": 180, "lat": lat, "lon": lon, "altitude_m": 1540},
        )
        place, _new = Hamlet.objects.get_or_create(
            commune=village, name=hamlet, defaults={"lat": lat, "lon": lon, "altitude_m": 1540}
        )
        home = Household.objects.create(commune=village, hamlet=place, address=f"Fraz. {hamlet} 1", lat=lat, lon=lon)
        resident = Resident.objects.create(
            external_id=f"r-{given.lower()}",
            given_name=given,
            family_name=family,
            born_on=date(1938, 3, 14),
            sex=Resident.Sex.FEMALE if given.endswith("a") else Resident.Sex.MALE,
            phone="0165 222222",
            language="it",
            household=home,
            is_synthetic=True,
        )
        refresh_search_words(resident)
        return resident

    return make


@pytest.fixture
def claudio(make_resident) -> Resident:
    return make_resident("Claudio", "Dayné", "Valsavarenche", "Dégioz", (45.5925, 7.2106))


@pytest.fixture
def rosina(make_resident) -> Resident:
    return make_resident("Rosina", "Berard", "Rhêmes-Notre-Dame", "Bruil", (45.5697, 7.1172))


@pytest.fixture
def delfina(make_resident) -> Resident:
    return make_resident("Delfina", "Buillet", "Introd", "Villes-Dessus", (45.6906, 7.1853))


@pytest.fixture
def emilio(make_resident) -> Resident:
    return make_resident("Emilio", "Gérard", "Cogne", "Lillaz", (45.5947, 7.3903))


@pytest.fixture
def make_shift() -> Callable[..., Shift]:
    """Store a professional's hours on a day, from 7:30 to 14:00 unless told, without a break."""

    def make(professional: Professional, day: date = TODAY, **fields: object) -> Shift:
        hours = {"starts_at": at(7, 30, day), "ends_at": at(14, 0, day), **fields}
        return Shift.objects.create(professional=professional, day=day, **hours)

    return make


@pytest.fixture
def make_order(skills) -> Callable[..., VisitOrder]:
    """Store an order for a visit once, today, with one soft window: `between` is two hours of the day."""

    def make(
        resident: Resident,
        kind: VisitOrder.Kind = VisitOrder.Kind.DRESSING,
        between: tuple[int, int] = (8, 12),
        skills: Iterable[str] = ("nursing",),
        *,
        is_hard: bool = False,
        **fields: object,
    ) -> VisitOrder:
        order = VisitOrder.objects.create(
            external_id=f"o-{resident.given_name.lower()}-{VisitOrder.objects.count()}",
            resident=resident,
            kind=kind,
            **{"minutes": 30, "starts_on": TODAY, **fields},
        )
        order.skills.set(skills)
        OrderWindow.objects.create(order=order, opens=time(between[0]), closes=time(between[1]), is_hard=is_hard)
        return order

    return make


@pytest.fixture
def small_day(
    valley, valentina, luc, aida, claudio, rosina, delfina, emilio, make_shift, make_order
) -> dict[str, Visit]:
    """Four visits and three people on shift: a dressing, an injection, a transfer for two, a social visit."""
    for professional in (valentina, luc, aida):
        make_shift(professional)
    make_order(claudio)
    make_order(rosina, VisitOrder.Kind.INJECTION, (8, 9), ("injection",))
    make_order(delfina, VisitOrder.Kind.TRANSFER, (9, 12), ("transfer",), people=2)
    make_order(emilio, VisitOrder.Kind.SOCIAL, (8, 13), ("social",), priority=1)
    make_visits(area=valley, day=TODAY)
    return {visit.order.resident.given_name.lower(): visit for visit in visits_of_today()}


def visits_of_today() -> list[Visit]:
    """Return today's visits with whom they are for."""
    return list(Visit.objects.on(TODAY).select_related("order__resident").order_by("pk"))


@pytest.fixture
def plan_today(valley, anna) -> Callable[[], Plan]:
    """Plan today in a blink and store it as the next version."""

    def make() -> Plan:
        loaded = load_day(valley, TODAY, at(7))
        draft = Draft(plan(loaded.afresh, steps=500), loaded.inputs, Plan.Because.PLANNED)
        version = loaded.plan.version if loaded.plan else 0
        return store_plan(area=valley, day=TODAY, draft=draft, version=version, by=anna, at=at(7))

    return make


@pytest.fixture
def planned_day(small_day, plan_today) -> Plan:
    """The small day's first plan: everything has a place."""
    return plan_today()
