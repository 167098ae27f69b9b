"""Residents nobody has met: in proportion to real populations, old and chronically ill as MisMi's people were."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from cordata.base.geo import Point
from cordata.config.demo import tables
from cordata.config.demo.territory import Land, Settlement, Town, shares

AGES_ON = date(2026, 1, 1)  # fixed, so that the same seed gives the same people whatever the day
AGES = {(18, 50): 4, (50, 65): 11, (65, 75): 22, (75, 85): 35, (85, 95): 25, (95, 103): 3}  # per cent
CASE_MIX = {"K86": 51, "T90": 27, "K77": 11, "R79": 10}  # per cent of residents, as MisMi reported
WALSER = {"Gressoney-Saint-Jean", "Gressoney-La-Trinité", "Issime"}
IN_THE_CHIEF_PLACE = 0.55
KEY_WITH_A_CARER = 0.4


@dataclass(frozen=True, slots=True)
class CarerDraft:
    """A relative or neighbour, `relation`, `strength` and `helps` by the codes of people.Carer."""

    name: str
    relation: str
    phone: str
    has_key: bool
    is_contact: bool = False
    lives_there: bool = False
    strength: int = 2
    helps: tuple[str, ...] = ()
    limits: str = ""
    own_needs: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class HomeDraft:
    """An address in a commune, and in one of its hamlets unless `hamlet` is empty."""

    key: str
    commune: str
    hamlet: str
    address: str
    point: Point
    access: str


@dataclass(frozen=True, slots=True)
class ResidentDraft:
    """A person, not stored yet; `conditions` are ICPC-2 codes."""

    key: str
    given_name: str
    family_name: str
    born_on: date
    sex: str
    phone: str
    language: str
    home: HomeDraft
    matters: str
    conditions: frozenset[str]
    carers: tuple[CarerDraft, ...]


def residents(land: Land, *, count: int, seed: int) -> list[ResidentDraft]:
    """Return the residents of a territory, the same ones for the same seed."""
    rng = Random(f"{seed}/{land.code}/residents")
    homes = _homes(land, count, rng)
    born = _births(count, rng)
    _age_couples_together(homes, born)
    ill = _conditions(born, rng)
    people: list[ResidentDraft] = []
    for number, (home, town) in enumerate(homes):
        partner = people[-1] if people and people[-1].home == home else None
        drawn = _resident(rng, town, home, born[number], partner)
        people.append(replace(drawn, key=f"demo-{land.code}-{number + 1:04}", conditions=ill[number]))
    return people


def culture(rng: Random, town: Town) -> str:
    """Return whose names a family of this commune bears; towns have drawn more people from the plains."""
    if town.country == "AD":
        return "catalan"
    if town.country == "FR":
        return "savoyard" if rng.random() < 0.93 else "italian"
    if town.name in WALSER:
        return "walser" if rng.random() < 0.75 else "aostan"
    return "italian" if rng.random() < (0.45 if town.population > 4000 else 0.15) else "aostan"


def language(rng: Random, town: Town, family: str) -> str:
    """Return the language a person would rather be spoken to in."""
    if town.country != "IT":
        return "it" if family == "italian" and rng.random() < 0.5 else "fr"
    if family == "walser":
        return "de" if rng.random() < 0.6 else "it"
    return "fr" if family == "aostan" and rng.random() < 0.25 else "it"


def _homes(land: Land, count: int, rng: Random) -> list[tuple[HomeDraft, Town]]:
    homes: list[tuple[HomeDraft, Town]] = []
    for town, here in zip(land.towns, shares([town.population for town in land.towns], count), strict=True):
        for _ in range(here):
            shares_home = bool(homes) and homes[-1][1] is town and homes[-2:-1] != homes[-1:] and rng.random() < 0.12
            homes.append(homes[-1] if shares_home else (_home(rng, land, town, len(homes)), town))
    return homes


def _home(rng: Random, land: Land, town: Town, number: int) -> HomeDraft:
    settlement = town.centre
    if len(town.settlements) > 1 and rng.random() > IN_THE_CHIEF_PLACE:
        settlement = rng.choice(town.settlements[1:])
    point, address = _spot(rng, settlement)
    access = tables.phrase(rng, "access", land.language) if rng.random() < 0.3 else ""
    return HomeDraft(
        key=f"demo-{land.code}-home-{number + 1:04}",
        commune=town.code,
        hamlet=settlement.name,
        address=address or tables.address(rng, town.country),
        point=point,
        access=access,
    )


def _spot(rng: Random, settlement: Settlement) -> tuple[Point, str]:
    if not settlement.spots:
        return _beside(rng, settlement.point, 0.0015), ""
    spot = rng.choice(settlement.spots)
    return (spot.point, spot.address) if spot.address else (_beside(rng, spot.point, 0.0006), "")


def _beside(rng: Random, point: Point, degrees: float) -> Point:
    lat = point.lat + rng.uniform(-degrees, degrees)
    return Point(round(lat, 6), round(point.lon + rng.uniform(-degrees, degrees), 6))


def _births(count: int, rng: Random) -> list[date]:
    born: list[date] = []
    for (youngest, oldest), here in zip(AGES, shares(list(AGES.values()), count), strict=True):
        for _ in range(here):
            born.append(AGES_ON - timedelta(days=rng.randint(youngest * 365 + youngest // 4 + 1, oldest * 365)))
    rng.shuffle(born)
    return born


def _age_couples_together(homes: list[tuple[HomeDraft, Town]], born: list[date]) -> None:
    """Give the second of a couple the nearest age among those not dealt yet."""
    for place in range(1, len(homes)):
        if homes[place] == homes[place - 1]:
            other = born[place - 1]
            nearest = min(range(place, len(born)), key=lambda later: abs((born[later] - other).days))
            born[place], born[nearest] = born[nearest], born[place]


def _conditions(born: list[date], rng: Random) -> list[frozenset[str]]:
    """Deal each condition to its share of people, the older the likelier."""
    ill: list[set[str]] = [set() for _ in born]
    for code, per_cent in CASE_MIX.items():
        drawn = sorted(range(len(born)), key=lambda place: rng.random() ** (100 / (AGES_ON - born[place]).days))
        for place in drawn[len(born) - round(len(born) * per_cent / 100) :]:
            ill[place].add(code)
    return [frozenset(codes) for codes in ill]


def _resident(rng: Random, town: Town, home: HomeDraft, born_on: date, partner: ResidentDraft | None) -> ResidentDraft:
    years = (AGES_ON - born_on).days // 365
    sex = "F" if rng.random() < 0.5 + max(years - 65, 0) / 150 else "M"
    if partner:
        sex = "M" if partner.sex == "F" else "F"
    family = culture(rng, town)
    spoken = partner.language if partner else language(rng, town, family)
    takes_name = partner is not None and town.country == "FR"
    surname = partner.family_name if partner and takes_name else tables.family_name(rng, family)
    return ResidentDraft(
        key=home.key,
        given_name=tables.given_name(rng, family, sex, born_on.year),
        family_name=surname,
        born_on=born_on,
        sex=sex,
        phone=partner.phone if partner else tables.phone(rng, town.country),
        language=spoken,
        home=home,
        matters=tables.phrase(rng, "matters", spoken) if rng.random() < 0.6 else "",
        conditions=frozenset(),
        carers=_carers(rng, town, family, surname, years, partner),
    )


def _carers(
    rng: Random, town: Town, family: str, surname: str, years: int, partner: ResidentDraft | None
) -> tuple[CarerDraft, ...]:
    if partner:
        return (CarerDraft(f"{partner.given_name} {partner.family_name}", "partner", partner.phone, has_key=True),)
    relations = [relation for relation, odds in _odds(years).items() if rng.random() < odds]
    found: list[CarerDraft] = []
    for relation in relations:
        given = tables.given_name(rng, family, rng.choice("FM"), 1970 if relation == "child" else 1945)
        name = surname if relation in ("child", "sibling") else tables.family_name(rng, family)
        has_key = rng.random() < KEY_WITH_A_CARER
        found.append(CarerDraft(f"{given} {name}", relation, tables.phone(rng, town.country), has_key))
    return tuple(found)


def _odds(years: int) -> dict[str, float]:
    """Return how likely each kind of carer is at an age; two in five of the very old have a child nearby."""
    if years < 65:
        return {"partner": 0.5, "sibling": 0.15, "neighbour": 0.1}
    return {"partner": max(0.5 - (years - 65) * 0.016, 0.05), "child": 0.42, "sibling": 0.08, "neighbour": 0.2}
