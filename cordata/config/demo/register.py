"""What the register knows of people who do not exist, beyond what their visits need: thrown from dice of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random

from cordata.config.demo import tables
from cordata.config.demo.numbers import numbers
from cordata.config.demo.people import CarerDraft, HomeDraft, ResidentDraft
from cordata.config.demo.territory import Land, Settlement, Town

HIGH_M = 1200  # from here on some spend the winter further down
HELPS = {
    "partner": ("company", "meals", "medicines", "nights"),
    "child": ("shops", "papers", "drives", "meals"),
    "sibling": ("company", "drives"),
    "neighbour": ("snow", "shops", "company"),
}
STRENGTH = {"partner": 3, "child": 2, "sibling": 1, "neighbour": 2}
SAFETY = ("access", "animal", "oxygen", "falls")
DIMINUTIVES = {"Maria": "Mariuccia", "Giuseppe": "Beppe", "Joseph": "José", "Marie": "Mariette", "Luigi": "Gigi"}


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """A further number or address, and what it is for."""

    kind: str
    value: str
    note: str = ""
    is_for_news: bool = False


@dataclass(frozen=True, slots=True)
class RecordDraft:
    """What the register knows of one person; pairs and triples in the order of the models' fields."""

    carers: tuple[CarerDraft, ...]
    birthplace: str = ""
    languages: tuple[str, ...] = ()
    lives_alone: bool | None = None
    quiet: str = ""
    names: tuple[tuple[str, str, str], ...] = ()
    numbers: tuple[tuple[str, str], ...] = ()
    allergies: tuple[tuple[str, str, str], ...] = ()
    safety: tuple[tuple[str, str], ...] = ()
    contacts: tuple[ContactDraft, ...] = ()
    since_on: date | None = None
    winter_home: HomeDraft | None = None
    practitioner: tuple[str, str, str] | None = None  # name, telephone, commune


@dataclass(frozen=True, slots=True)
class _Dice:
    """What one person's record is thrown with."""

    rng: Random
    land: Land
    doctors: Sequence[tuple[str, str, str]]
    alone: frozenset[str]  # keys of homes with one resident
    settled: Mapping[str, tuple[Town, Settlement]] = field(default_factory=dict)


def records(land: Land, residents: Sequence[ResidentDraft], *, seed: int) -> dict[str, RecordDraft]:
    """Return the records of residents by key, the same ones for the same seed."""
    rng = Random(f"{seed}/{land.code}/register")
    homes = [one.home.key for one in residents]
    places = {
        f"{town.code}/{place.name}": (town, place) for town in land.towns for place in (town.centre, *town.settlements)
    }
    dice = _Dice(
        rng, land, _doctors(rng, land, len(residents)), frozenset(k for k in homes if homes.count(k) == 1), places
    )
    return {one.key: _record(dice, one) for one in residents}


def _doctors(rng: Random, land: Land, residents: int) -> list[tuple[str, str, str]]:
    """Return the family doctors of a territory, in its largest communes: one for forty of those visited."""
    towns = sorted(land.towns, key=lambda town: (-town.population, town.code))[: max(residents // 40, 2)]
    family = {"IT": "aostan", "FR": "savoyard"}.get(land.country, "catalan")
    title = "Dott." if land.country == "IT" else "Dr"
    return [
        (
            f"{title} {tables.given_name(rng, family, rng.choice('FM'), 1970)} {tables.family_name(rng, family)}",
            tables.phone(rng, land.country),
            town.code,
        )
        for town in towns
    ]


def _record(dice: _Dice, one: ResidentDraft) -> RecordDraft:
    rng = dice.rng
    town, settlement = dice.settled[f"{one.home.commune}/{one.home.hamlet}"]
    with_partner = one.home.key not in dice.alone or any(carer.relation == "partner" for carer in one.carers)
    return RecordDraft(
        carers=_carers(rng, one, at_home=one.home.key not in dice.alone),
        birthplace=town.name if rng.random() < 0.6 else rng.choice(dice.land.towns).name,
        languages=_languages(rng, one.language, town.country),
        lives_alone=False if with_partner else None if rng.random() < 0.08 else True,
        quiet=_phrase(rng, "quiet", one.language) if rng.random() < 0.12 else "",
        names=_names(rng, one, town.country),
        numbers=numbers(rng, one, town.country),
        allergies=_allergies(rng, one.language),
        safety=_safety(rng, one.language),
        contacts=_contacts(rng, one, town.country),
        since_on=date(rng.randint(max(one.born_on.year, 1950), 2022), rng.randint(1, 12), 1),
        winter_home=_winter_home(rng, dice.land, one)
        if settlement.altitude_m > HIGH_M and rng.random() < 0.2
        else None,
        practitioner=rng.choice(dice.doctors) if rng.random() < 0.92 else None,
    )


def _carers(rng: Random, one: ResidentDraft, *, at_home: bool) -> tuple[CarerDraft, ...]:
    """Return the carers with what they do, how often, and where their limits are; the first is called first."""
    return tuple(
        replace(
            carer,
            is_contact=number == 0,
            lives_there=carer.relation == "partner" and (at_home or rng.random() < 0.9),
            strength=min(max(STRENGTH[carer.relation] + rng.choice((-1, 0, 0, 1)), 1), 3),
            helps=tuple(sorted(rng.sample(HELPS[carer.relation], rng.randint(1, 2)))),
            limits=_phrase(rng, "limits", one.language) if rng.random() < 0.3 else "",
            own_needs=_phrase(rng, "own_needs", one.language) if rng.random() < 0.18 else "",
        )
        for number, carer in enumerate(one.carers)
    )


def _languages(rng: Random, own: str, country: str) -> tuple[str, ...]:
    other = {"it": "fr", "fr": "it", "de": "it"}.get(own, "fr")
    return (other,) if rng.random() < (0.6 if country == "IT" else 0.2) else ()


def _names(rng: Random, one: ResidentDraft, country: str) -> tuple[tuple[str, str, str], ...]:
    """Return the names somebody also goes by: a wife's at birth in France, what the village calls them."""
    found: list[tuple[str, str, str]] = []
    if country == "FR" and one.sex == "F" and rng.random() < 0.6:
        found.append(("maiden", "", tables.family_name(rng, "savoyard")))
    if one.given_name in DIMINUTIVES and rng.random() < 0.5:
        found.append(("usual", DIMINUTIVES[one.given_name], ""))
    return tuple(found)


def _allergies(rng: Random, language: str) -> tuple[tuple[str, str, str], ...]:
    if rng.random() > 0.16:
        return ()
    severity = rng.choice(("life", "serious", "serious", "mild"))
    substance, reaction = _phrase(rng, f"allergy-{severity}", language).split(":")
    return ((substance.strip(), reaction.strip(), severity),)


def _safety(rng: Random, language: str) -> tuple[tuple[str, str], ...]:
    if rng.random() > 0.15:
        return ()
    kind = rng.choice(SAFETY)
    return ((kind, _phrase(rng, f"safety-{kind}", language)),)


def _contacts(rng: Random, one: ResidentDraft, country: str) -> tuple[ContactDraft, ...]:
    found = []
    if rng.random() < 0.35:
        found.append(ContactDraft("mobile", tables.phone(rng, country)))
    if rng.random() < 0.1:
        found.append(ContactDraft("email", f"{one.key}@cordata.example", is_for_news=True))
    if rng.random() < 0.08:
        found.append(ContactDraft("radio", f"{rng.randint(1000, 9999)}"))
    return tuple(found)


def _winter_home(rng: Random, land: Land, one: ResidentDraft) -> HomeDraft:
    """Return where somebody from high up spends the cold months: in one of the large communes below."""
    below = rng.choice(sorted(land.towns, key=lambda town: (-town.population, town.code))[:4])
    address = tables.address(rng, below.country)
    return HomeDraft(f"{one.home.key}-winter", below.code, "", address, below.centre.point, "")


def _phrase(rng: Random, kind: str, language: str) -> str:
    return tables.phrase(rng, kind, language if language in ("it", "fr", "de") else "fr")
