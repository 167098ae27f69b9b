"""People entered twice: by another office, in another spelling, with a birth date from memory."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random

from cordata.config.demo.people import ResidentDraft
from cordata.config.demo.register import RecordDraft
from cordata.config.demo.territory import Land

TWICE = 4
MOST_DAYS_SWAPPED = 12  # a day up to here can be taken for the month


def doubles(land: Land, residents: Sequence[ResidentDraft], *, seed: int) -> list[ResidentDraft]:
    """Return second records of a few residents, each wrong in its own way, the same ones for the same seed."""
    rng = Random(f"{seed}/{land.code}/doubles")
    drawn = rng.sample(list(residents), min(TWICE, len(residents)))
    return [
        _again(WAYS[number % len(WAYS)](one), f"demo-{land.code}-double-{number + 1}")
        for number, one in enumerate(drawn)
    ]


def _again(one: ResidentDraft, key: str) -> ResidentDraft:
    return replace(one, key=key, carers=(), matters="", home=replace(one.home, key=f"{key}-home", access=""))


def records(twice: Sequence[ResidentDraft]) -> dict[str, RecordDraft]:
    """Return their records by key: nothing was asked, so nothing is known."""
    return {one.key: RecordDraft(carers=()) for one in twice}


def names_swapped(one: ResidentDraft) -> ResidentDraft:
    return replace(one, given_name=one.family_name, family_name=one.given_name)


def without_accents(one: ResidentDraft) -> ResidentDraft:
    return replace(one, given_name=_plain(one.given_name), family_name=_plain(one.family_name), phone="")


def day_for_month(one: ResidentDraft) -> ResidentDraft:
    born = one.born_on
    swapped = (
        date(born.year, born.day, born.month) if born.day <= MOST_DAYS_SWAPPED else born.replace(day=born.day - 9)
    )
    return replace(one, born_on=swapped)


def first_name_only(one: ResidentDraft) -> ResidentDraft:
    return replace(one, given_name=one.given_name.split()[0].split("-")[0], conditions=frozenset())


WAYS = (names_swapped, without_accents, day_for_month, first_name_only)


def _plain(name: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
