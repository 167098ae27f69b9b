"""Those who make the visits: the team of a small centre, its bases in the chief places, its hours, its cars."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from random import Random

from cordata.base.geo import Point
from cordata.config.demo import cast, people, tables
from cordata.config.demo.territory import Land, Town, shares

NURSING = frozenset({"nursing", "injection", "dressing", "blood_sample", "blood_pressure"})
SKILLS = {
    "family_nurse": NURSING,
    "nurse": NURSING,
    "care_assistant": frozenset({"personal_care", "transfer", "blood_pressure"}),
    "physiotherapist": frozenset({"physiotherapy", "transfer"}),
    "animator": frozenset({"social"}),
    "social_worker": frozenset({"social"}),
    "hamlet_assistant": frozenset({"social", "personal_care"}),
}
TEAMS = {
    "IT": {
        "family_nurse": 5, "nurse": 5, "care_assistant": 5, "physiotherapist": 2,
        "animator": 1, "social_worker": 1, "hamlet_assistant": 1,
    },
    "FR": {"nurse": 5, "care_assistant": 3, "physiotherapist": 1, "animator": 1},
}  # fmt: skip
LARGE_TEAM = 5  # of one kind: from here on, the third and the seventh work late
LATE_PLACES = {2, 6}
BASES = {
    "valle-d-aosta": (
        "Aosta", "Châtillon", "Donnas", "Morgex", "Verrès", "Villeneuve", "Gressoney-Saint-Jean", "Nus", "Valpelline",
        "Valtournenche", "Ayas", "Quart", "Saint-Pierre", "Hône",
    ),
    "tarentaise": ("Moûtiers", "Aime-la-Plagne", "Bourg-Saint-Maurice", "Bozel"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hours:
    """A day's work in local time, with the break taken between two times of day; `break_minutes` 0 for none."""

    starts: time
    ends: time
    break_minutes: int
    break_opens: time
    break_closes: time


EARLY = Hours(time(7), time(14, 30), 30, time(11, 30), time(13, 30))
LATE = Hours(time(12), time(19, 30), 30, time(15), time(17))
OFFICE = Hours(time(8), time(16), 45, time(12), time(13, 30))


@dataclass(frozen=True, slots=True)
class ProfessionalDraft:
    """A professional, not stored yet; `email` is empty for those who do not sign in."""

    key: str
    given_name: str
    family_name: str
    kind: str
    organisation: str
    phone: str
    skills: frozenset[str]
    languages: tuple[str, ...]
    base: str
    base_point: Point
    vehicle_kind: str
    plate: str
    hours: Hours
    free_days: frozenset[int]
    email: str = ""

    def works_on(self, day: date) -> bool:
        """Return whether this is not one of the two weekdays off."""
        return day.weekday() not in self.free_days


@dataclass(frozen=True, slots=True)
class ShiftDraft:
    """The hours of one professional on one day."""

    professional: str
    day: date
    hours: Hours


def professionals(land: Land, *, count: int, seed: int) -> list[ProfessionalDraft]:
    """Return the team of a territory, the named ones first, the same ones for the same seed."""
    rng = Random(f"{seed}/{land.code}/workforce")
    stars = list(cast.STARS.get(land.code, ()))
    team: list[ProfessionalDraft] = []
    kinds = TEAMS[land.country]
    for kind, here in zip(kinds, shares(list(kinds.values()), count), strict=True):
        for place in range(here):
            star = next((star for star in stars if star.kind == kind), None) if place == 0 else None
            is_late = here >= LARGE_TEAM and place % 8 in LATE_PLACES
            team.append(_professional(rng, land, _Post(kind, len(team), is_late, star)))
    return team


def shifts(team: list[ProfessionalDraft], *, first: date, days: int) -> list[ShiftDraft]:
    """Return who works when, on `days` days from `first`."""
    calendar = [first + timedelta(days=offset) for offset in range(days)]
    return [ShiftDraft(one.key, day, one.hours) for one in team for day in calendar if one.works_on(day)]


@dataclass(frozen=True, slots=True)
class _Post:
    """A place in the team to be filled, by a star of the demo or by the dice."""

    kind: str
    number: int
    is_late: bool
    star: cast.Star | None


def _professional(rng: Random, land: Land, post: _Post) -> ProfessionalDraft:
    kind, star = post.kind, post.star
    base = _base(land, post)
    family = people.culture(rng, base)
    spoken = [land.language]
    if base.name in people.WALSER:
        spoken.append("de")
    if rng.random() < 0.45:
        spoken.append("fr" if land.language == "it" else "it")
    born = rng.randint(1962, 1999)
    sex = "F" if rng.random() < 0.78 else "M"
    return ProfessionalDraft(
        key=f"demo-{land.code}-pro-{post.number + 1:02}",
        given_name=star.given_name if star else tables.given_name(rng, family, sex, born),
        family_name=star.family_name if star else tables.family_name(rng, family),
        kind=kind,
        organisation=_employer(rng, land, kind),
        phone=tables.phone(rng, base.country),
        skills=_skills(rng, kind),
        languages=tuple(spoken),
        base=base.name,
        base_point=base.centre.point,
        vehicle_kind="four_by_four" if base.centre.altitude_m > 900 else ("own_car" if kind == "nurse" else "car"),
        plate=_plate(rng, base.country),
        hours=_hours(post),
        free_days=_free_days(post),
        email=star.email if star else "",
    )


def _base(land: Land, post: _Post) -> Town:
    names = BASES.get(land.code) or tuple(
        town.name for town in sorted(land.towns, key=lambda town: -town.population)[:6]
    )
    return land.town(post.star.base if post.star else names[post.number % len(names)])


def _employer(rng: Random, land: Land, kind: str) -> str:
    own = [row.code for row in tables.organisations_of(land.code)]
    if kind in ("animator", "social_worker", "hamlet_assistant") or land.country == "FR":
        return rng.choice(own)
    return own[0]


def _skills(rng: Random, kind: str) -> frozenset[str]:
    more = {skill for skill, odds in (("catheter", 0.7), ("palliative", 0.5)) if rng.random() < odds}
    return SKILLS[kind] | (more if "nursing" in SKILLS[kind] else set())


def _hours(post: _Post) -> Hours:
    if post.kind in ("physiotherapist", "animator", "social_worker"):
        return OFFICE
    return LATE if post.is_late and not post.star else EARLY


def _free_days(post: _Post) -> frozenset[int]:
    """Return two weekdays off: week-ends for the offices, staggered for the others, none for the stars."""
    if post.kind in ("physiotherapist", "social_worker"):
        return frozenset({5, 6})
    if post.star:
        return frozenset()
    first = (post.number * 2) % 7
    return frozenset({first, (first + 1) % 7})


def _plate(rng: Random, country: str) -> str:
    letters = "".join(rng.choice("ABCDEFGHJKLMNPRSTVWXYZ") for _ in range(4))
    glue = "-" if country == "FR" else " "
    return f"{letters[:2]}{glue}{rng.randint(100, 999)}{glue}{letters[2:]}"
