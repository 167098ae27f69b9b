"""The whole demo valley, made of dice and real communes, with nothing stored yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

from cordata.config.demo import cast, cast_records, doubles, orders, people, register, workforce
from cordata.config.demo.orders import OrderDraft
from cordata.config.demo.people import ResidentDraft
from cordata.config.demo.register import RecordDraft
from cordata.config.demo.territory import Land
from cordata.config.demo.workforce import ProfessionalDraft, ShiftDraft

PAST_DAYS = 14  # of visits already made, so that people know who usually comes
SHIFT_DAYS = 14
USUAL_COMES = 0.8
MINUTE_S = 60


@dataclass(frozen=True, slots=True)
class PastDraft:
    """A visit made on a day gone by: who came, and how many seconds after the window opened."""

    order: str
    day: date
    professional: str
    after_opening_s: int
    took_s: int


@dataclass(frozen=True, slots=True)
class Valley:
    """All that one centre's demo consists of."""

    land: Land
    residents: tuple[ResidentDraft, ...]
    doubles: tuple[ResidentDraft, ...]  # entered a second time by somebody who did not look
    records: Mapping[str, RecordDraft]
    team: tuple[ProfessionalDraft, ...]
    shifts: tuple[ShiftDraft, ...]
    orders: tuple[OrderDraft, ...]


def make(land: Land, *, scale: float, seed: int, monday: date) -> Valley:
    """
    Return the valley of a territory; the people depend on the seed alone, the calendar on the Monday too.

    `scale` 1 gives the land's own numbers of residents, professionals and visits; 2 twice as many.
    """
    known = cast.residents(land)
    residents = [*known, *people.residents(land, count=max(round(land.residents * scale), 1), seed=seed)]
    team = workforce.professionals(land, count=max(round(land.professionals * scale), 1), seed=seed)
    promises = orders.Promises(land, residents, team, monday)
    twice = doubles.doubles(land, residents, seed=seed)
    records = register.records(land, residents, seed=seed) | cast_records.records(land) | doubles.records(twice)
    return Valley(
        land=land,
        residents=tuple(residents),
        doubles=tuple(twice),
        records=records,
        team=tuple(team),
        shifts=tuple(workforce.shifts(team, first=monday, days=SHIFT_DAYS)),
        orders=tuple(orders.orders(promises, scale=scale, seed=seed)),
    )


def past(valley: Valley, *, until: date, seed: int) -> list[PastDraft]:
    """Return who made which visit in the fortnight before a day, mostly the usual professional."""
    rng = Random(f"{seed}/{valley.land.code}/past")
    skills = {skill for one in valley.team for skill in one.skills}
    can = {skill: [one.key for one in valley.team if skill in one.skills] for skill in skills}
    made: list[PastDraft] = []
    for number in range(PAST_DAYS, 0, -1):
        day = date.fromordinal(until.toordinal() - number)
        for order in valley.orders:
            if day.weekday() in order.weekdays and day >= order.starts_on:
                (skill,) = order.skills
                came = order.usual if rng.random() < USUAL_COMES else rng.choice(can[skill])
                took = order.minutes * MINUTE_S * rng.randint(90, 130) // 100
                made.append(PastDraft(order.key, day, came, rng.randint(0, 45) * MINUTE_S, took))
    return made
