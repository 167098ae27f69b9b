"""
Looks at records that somebody should ask about. None of them is a fault: each has a harmless reason most of the time.

Only records opened one by one count: the plan of a day shows many people at once, to those who plan it. What the
circle of care reads is its work. docs/operate/audit.md lists the thresholds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from cordata.base.geo import Point, metres_between

MANY, MANY_WITHIN = 30, timedelta(minutes=15)
REFUSALS, REFUSALS_WITHIN = 5, timedelta(hours=1)
NEAR_M = 300  # metres between two homes, as the crow flies
NIGHT_ENDS, NIGHT_BEGINS = 6, 22  # hours of the valley's clocks
BEFORE_AND_AFTER = timedelta(hours=1)  # a shift's papers are done around it
OWN_WORK = frozenset({"circle", "self", "carer", "job", "officer"})  # grounds on which nothing is unusual


class Sign(Enum):
    """What makes a look unusual."""

    MANY = "many"
    NEIGHBOUR = "neighbour"
    SURNAME = "surname"
    OUT_OF_HOURS = "out_of_hours"
    REFUSALS = "refusals"


@dataclass(frozen=True, slots=True)
class Opening:
    """One record opened by one user; `at` is an aware instant on the valley's clocks."""

    at: datetime
    user_id: int
    person_id: int
    ground: str


@dataclass(frozen=True, slots=True)
class Home:
    """Where somebody lives, and by which folded family names they are known."""

    household_id: int | None
    point: Point
    surnames: frozenset[str]


@dataclass(frozen=True, slots=True)
class Hit:
    """An unusual look, or several of the same kind by one user."""

    sign: Sign
    user_id: int
    since: datetime
    until: datetime
    persons: tuple[int, ...]
    count: int


def many_at_once(openings: Iterable[Opening]) -> Iterator[Hit]:
    """Yield who opened at least MANY different records within MANY_WITHIN: the whole run of each, once."""
    for user_id, own in _by_user(openings).items():
        run: list[Opening] = []
        for one in own:
            if run and one.at - run[-1].at > MANY_WITHIN:
                yield from _run(user_id, run)
                run = []
            run.append(one)
        yield from _run(user_id, run)


def _run(user_id: int, run: list[Opening]) -> Iterator[Hit]:
    first = 0
    for last, one in enumerate(run):
        while one.at - run[first].at > MANY_WITHIN:
            first += 1
        if last - first + 1 >= MANY and len({each.person_id for each in run[first : last + 1]}) >= MANY:
            yield _hit(Sign.MANY, user_id, run)
            return


def repeated_refusals(refusals: Iterable[Opening]) -> Iterator[Hit]:
    """Yield who was refused at least REFUSALS times within REFUSALS_WITHIN, all their refusals together."""
    for user_id, own in _by_user(refusals).items():
        late = own[REFUSALS - 1 :]
        if any(one.at - first.at <= REFUSALS_WITHIN for first, one in zip(own, late, strict=False)):
            yield _hit(Sign.REFUSALS, user_id, own)


def neighbours(openings: Iterable[Opening], readers: Mapping[int, Home], people: Mapping[int, Home]) -> Iterator[Hit]:
    """Yield who opened the record of somebody of their household, or who lives within NEAR_M of them."""
    return _between(
        Sign.NEIGHBOUR, openings, lambda one: _is_near(readers.get(one.user_id), people.get(one.person_id))
    )


def same_surname(
    openings: Iterable[Opening], surnames: Mapping[int, frozenset[str]], people: Mapping[int, Home]
) -> Iterator[Hit]:
    """Yield who opened the record of somebody with one of their own family names."""

    def is_kin(one: Opening) -> bool:
        person = people.get(one.person_id)
        return bool(person and person.surnames & surnames.get(one.user_id, frozenset()))

    return _between(Sign.SURNAME, openings, is_kin)


def out_of_hours(openings: Iterable[Opening], shifts: Mapping[int, list[tuple[datetime, datetime]]]) -> Iterator[Hit]:
    """Yield who opened records at night or on a Sunday, outside their own shifts; an emergency has no hours."""

    def is_late(one: Opening) -> bool:
        works = any(
            starts - BEFORE_AND_AFTER <= one.at <= ends + BEFORE_AND_AFTER
            for starts, ends in shifts.get(one.user_id, ())
        )
        is_night = not NIGHT_ENDS <= one.at.hour < NIGHT_BEGINS
        return (is_night or one.at.isoweekday() == 7) and not works and one.ground != "break_glass"

    return _between(Sign.OUT_OF_HOURS, openings, is_late)


def _between(sign: Sign, openings: Iterable[Opening], is_meant: Callable[[Opening], bool]) -> Iterator[Hit]:
    for user_id, own in _by_user(openings).items():
        by_day: dict[object, list[Opening]] = defaultdict(list)
        for one in own:
            if one.ground not in OWN_WORK and is_meant(one):
                by_day[one.at.date()].append(one)
        for found in by_day.values():
            yield _hit(sign, user_id, found)


def _is_near(reader: Home | None, person: Home | None) -> bool:
    if reader is None or person is None:
        return False
    same_house = reader.household_id is not None and reader.household_id == person.household_id
    return same_house or metres_between(reader.point, person.point) <= NEAR_M


def _by_user(openings: Iterable[Opening]) -> dict[int, list[Opening]]:
    found: dict[int, list[Opening]] = defaultdict(list)
    for one in sorted(openings, key=lambda one: one.at):
        found[one.user_id].append(one)
    return found


def _hit(sign: Sign, user_id: int, found: list[Opening]) -> Hit:
    persons = tuple(dict.fromkeys(one.person_id for one in found))
    return Hit(sign, user_id, found[0].at, found[-1].at, persons, len(found))
