"""A week of promised visits, which goes on week after week: what, for whom, on which weekdays, when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from cordata.base.geo import metres_between
from cordata.config.demo.people import ResidentDraft
from cordata.config.demo.recipes import ALL_DAY, RECIPES, WindowDraft
from cordata.config.demo.territory import Land, shares
from cordata.config.demo.workforce import ProfessionalDraft

WEEKDAYS_OF_WORK = 6.8  # Sundays are quieter: a day's work times this is a week's
AFTER_THE_NURSE = 3  # one physiotherapist's visit in three comes once the dressing is done
GAP_AFTER_NURSE = (15, 180)  # minutes


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """A promise, not stored yet; people and other orders by key."""

    key: str
    resident: str
    kind: str
    minutes: int
    people: int
    skills: frozenset[str]
    priority: int
    language: str
    weekdays: tuple[int, ...]
    starts_on: date
    windows: tuple[WindowDraft, ...]
    usual: str
    preferred: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    follows: str = ""
    gap_min_minutes: int = 0
    gap_max_minutes: int | None = None
    note: str = ""


@dataclass(slots=True)
class _Diary:
    """What has been promised so far: visits per weekday, and kinds per resident."""

    per_weekday: Counter[int] = field(default_factory=Counter)
    kinds: dict[str, set[str]] = field(default_factory=dict)

    def book(self, resident: str, kind: str, weekdays: tuple[int, ...]) -> None:
        self.per_weekday.update(weekdays)
        self.kinds.setdefault(resident, set()).add(kind)


@dataclass(frozen=True, slots=True)
class Promises:
    """What promises are made from: a territory, its people and its team, and the Monday of the first week."""

    land: Land
    residents: Sequence[ResidentDraft]
    team: Sequence[ProfessionalDraft]
    monday: date


def orders(people: Promises, *, scale: float, seed: int) -> list[OrderDraft]:
    """Return the promises that make up a territory's week, the same ones for the same seed and Monday."""
    rng = Random(f"{seed}/{people.land.code}/orders")
    diary = _Diary()
    found: list[OrderDraft] = []
    week = round(people.land.visits_a_day * scale * WEEKDAYS_OF_WORK)
    for kind, visits in zip(RECIPES, shares([recipe.share for recipe in RECIPES.values()], week), strict=True):
        if not any(RECIPES[kind].skill in one.skills for one in people.team):
            continue
        promised = 0
        while promised < visits:
            order = _order(rng, people, kind, diary, len(found) + 1)
            promised += len(order.weekdays)
            found.append(order)
    return _after_the_nurse(found)


def _order(rng: Random, people: Promises, kind: str, diary: _Diary, number: int) -> OrderDraft:
    recipe = RECIPES[kind]
    resident = _whom(rng, kind, people.residents, diary)
    weekdays = _quietest(rng, recipe.rhythms, diary)
    diary.book(resident.key, kind, weekdays)
    candidates = [one for one in people.team if recipe.skill in one.skills]
    by_distance = sorted(candidates, key=lambda one: metres_between(one.base_point, resident.home.point))
    usual = rng.choice(by_distance[:2])
    likes = rng.random()
    return OrderDraft(
        key=f"demo-{people.land.code}-order-{number:04}",
        resident=resident.key,
        kind=kind,
        minutes=rng.randrange(recipe.minutes[0], recipe.minutes[1] + 1, 5),
        people=recipe.people,
        skills=frozenset({recipe.skill}),
        priority=recipe.priority,
        language=resident.language if resident.language != people.land.language else "",
        weekdays=weekdays,
        starts_on=people.monday - timedelta(days=rng.randint(21, 200)),
        windows=rng.choice(recipe.windows),
        usual=usual.key,
        preferred=(usual.key,) if likes < 0.1 else (),
        forbidden=(by_distance[-1].key,) if likes > 0.97 and len(by_distance) > 2 else (),
    )


def _whom(rng: Random, kind: str, residents: Sequence[ResidentDraft], diary: _Diary) -> ResidentDraft:
    """Draw somebody for whom the kind makes sense, has not got it yet and has the fewest other visits."""
    wanted = RECIPES[kind].for_conditions
    fitting = [one for one in residents if not wanted or one.conditions & wanted]
    free = [one for one in fitting or residents if kind not in diary.kinds.get(one.key, ())] or list(residents)
    drawn = rng.sample(free, min(3, len(free)))
    return min(drawn, key=lambda one: (len(diary.kinds.get(one.key, ())), one.key))


def _quietest(rng: Random, rhythms: tuple[tuple[int, ...], ...], diary: _Diary) -> tuple[int, ...]:
    """Draw a rhythm, and among those of its length the one whose days are the least full."""
    length = len(rng.choice(rhythms))
    alike = [rhythm for rhythm in rhythms if len(rhythm) == length]
    return min(alike, key=lambda rhythm: (sum(diary.per_weekday[day] for day in rhythm), rhythm))


def _after_the_nurse(found: list[OrderDraft]) -> list[OrderDraft]:
    """Give some physiotherapy to people whose dressing is done first, on days on which the nurse comes anyway."""
    dressings = iter([order for order in found if order.kind == "dressing" and set(order.weekdays) >= {0, 2, 4}])
    physiotherapy = [place for place, order in enumerate(found) if order.kind == "physiotherapy"]
    for place, dressing in zip(physiotherapy[::AFTER_THE_NURSE], dressings, strict=False):
        found[place] = replace(
            found[place],
            resident=dressing.resident,
            language=dressing.language,
            weekdays=(0, 2, 4)[: len(found[place].weekdays)],
            windows=(ALL_DAY,),
            follows=dressing.key,
            gap_min_minutes=GAP_AFTER_NURSE[0],
            gap_max_minutes=GAP_AFTER_NURSE[1],
        )
    return found
