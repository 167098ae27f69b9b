"""A register of many people, with users who read it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from rich.progress import track

from cordata.accounts.models import Area, Organisation, Role, User
from cordata.config.demo.build import build
from cordata.config.demo.people import residents
from cordata.config.demo.register import records
from cordata.config.demo.store_people import store_residents
from cordata.config.demo.store_register import store_records
from cordata.config.demo.valleys import lands
from cordata.people.models import CircleMember, Resident
from cordata.workforce.models import Professional

CHUNK = 2_000  # people made at a time
CIRCLE = 60  # people a professional looks after
LONG_AGO = timedelta(days=200)


@dataclass(frozen=True, slots=True)
class Reader:
    """A user with an open session, and words and people they look for."""

    name: str
    cookie: str
    people: tuple[tuple[int, str], ...]


def fill(count: int, *, seed: int, at: datetime) -> None:
    """Store the demo, and `count` more made-up residents of its two valleys."""
    italian, french = lands()
    for land in (italian, french):
        build(land, scale=1, seed=seed, at=at)
    for number in track(range(-(-count // CHUNK)), description="people"):
        land = french if number % 3 == 2 else italian
        drafts = tuple(
            replace(one, key=f"{number}-{one.key}", home=replace(one.home, key=f"{number}-{one.home.key}"))
            for one in residents(land, count=CHUNK, seed=seed + number + 1)
        )
        told = records(land, drafts, seed=seed + number + 1)
        with transaction.atomic():
            store_records(told, store_residents(drafts, told))


def readers(count: int, *, seed: int, today: date) -> list[Reader]:
    """Store users, half coordinators of a valley, half professionals with a circle, each signed in."""
    rng = Random(seed)
    areas = list(Area.objects.order_by("pk"))
    return [
        (_coordinator if number % 2 else _professional)(number, areas[number % 3 // 2], rng, today)
        for number in range(count)
    ]


def _coordinator(number: int, area: Area, rng: Random, today: date) -> Reader:
    user = _user(number, area, Role.Kind.COORDINATOR, today)
    mine = Resident.objects.filter(household__commune__area=area).order_by("pk")
    return _reader(user, list(mine.values_list("pk", "family_name")[: 100 * CIRCLE]), rng)


def _professional(number: int, area: Area, rng: Random, today: date) -> Reader:
    user = _user(number, area, Role.Kind.PROFESSIONAL, today)
    nurse = Professional.objects.create(
        external_id=f"bench-{number}",
        user=user,
        given_name=user.first_name,
        family_name=user.last_name,
        kind=Professional.Kind.NURSE,
        organisation=user.roles.get().organisation,
        area=area,
        base="Aosta",
        base_lat=45.74,
        base_lon=7.32,
    )
    everybody = list(
        Resident.objects.filter(household__commune__area=area).order_by("pk").values_list("pk", "family_name")
    )
    circle = rng.sample(everybody, CIRCLE)
    CircleMember.objects.bulk_create(
        CircleMember(
            resident_id=resident,
            professional=nurse,
            purpose=CircleMember.Purpose.CARE,
            since_on=today - LONG_AGO,
        )
        for resident, _name in circle
    )
    return _reader(user, circle, rng)


def _user(number: int, area: Area, kind: Role.Kind, today: date) -> User:
    user = User.objects.create_user(
        f"bench{number}@cordata.example", None, first_name="Reader", last_name=str(number), language="it"
    )
    organisation = Organisation.objects.filter(country=area.country).order_by("pk")[0]
    Role.objects.create(user=user, kind=kind, organisation=organisation, area=area, starts_on=today - LONG_AGO)
    return user


def _reader(user: User, people: list[tuple[int, str]], rng: Random) -> Reader:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return Reader(str(user), session.session_key, tuple(rng.sample(people, min(len(people), CIRCLE))))
