"""What `cordata demo` tells: the valley is made, planned, and then it says where to click."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone, translation
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from cordata.accounts.models import Area
from cordata.accounts.queries import demo_people
from cordata.config import static
from cordata.config.demo import build, extracted, first_plan, valleys, week
from cordata.config.demo.territory import Land
from cordata.places.actions import import_roads
from cordata.places.queries import roads as served_roads
from cordata.places.roads.extract import UnreadableExtract

PLANNED_WITHIN_S = 90  # an area's plan; a worker that died is not waited for
LOOK_EVERY_S = 0.3


class RealPeople(click.ClickException):
    """The database holds people who are not made up; nothing was added to it."""

    exit_code = 4


class RoadsUnreadable(click.ClickException):
    """The extract the demo was to be built on cannot be read; nothing was changed."""

    exit_code = 5


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was asked for on the command line."""

    fresh: bool
    is_agreed: bool
    scale: float
    seed: int
    roads: Path | None


def prepare(wishes: Wishes, console: Console) -> list[Area]:
    """
    Bring database and static files up to date, make what of the valley is missing; return the demo's areas.

    :raises RealPeople: if the database holds people and no demo
    :raises RoadsUnreadable: if the extract is not one
    """
    with _bar(console) as bar:
        step = bar.add_task("Database", total=None)
        call_command("migrate", interactive=False, verbosity=0)
        bar.update(step, description="Static files")
        static.collect()
        bar.update(step, total=1, completed=1)
    try:
        if wishes.fresh:
            _empty(console, is_agreed=wishes.is_agreed)
        return _make(_lands(wishes.roads, console), wishes, console)
    except build.RealPeopleHere as refusal:
        raise RealPeople(
            "This database holds people who are not made up: nothing was changed. Set CORDATA_DATA to a new folder."
        ) from refusal


def plan(areas: list[Area], console: Console) -> None:
    """Have the worker plan today in each area that has no plan yet, show how it gets on, and hand the plan out."""
    today = timezone.localdate()
    for area in areas:
        run = first_plan.ask(area, day=today, at=timezone.now())
        if run is None:
            continue
        with _bar(console) as bar:
            step = bar.add_task(f"Today's rounds in {area.name}", total=run.seconds)
            deadline = time.monotonic() + PLANNED_WITHIN_S
            while not first_plan.is_over(run) and time.monotonic() < deadline:
                bar.update(step, completed=first_plan.seconds_done(run))
                time.sleep(LOOK_EVERY_S)
            bar.update(step, completed=run.seconds)
        console.print(first_plan.hand_out(run, at=timezone.now()))


def welcome(url: str, console: Console) -> None:
    """Say where to click and who can sign in."""
    table = Table("Who", "Role", "E-mail address", box=None, padding=(0, 3, 0, 0))
    with translation.override("en"):  # as everything else the command says
        for one in demo_people(day=timezone.localdate()):
            table.add_row(str(one.user), f"{one.what}, {one.areas or one.organisation}", one.user.email)
    console.print(f"\nOpen [bold]{url}[/bold] and choose Anna: her day is planned. All people are made up.")
    console.print(table)
    console.print(
        f"Password of all of them: [bold]{settings.CORDATA_DEMO_PASSWORD}[/bold]   ·   Ctrl-C ends the demo.\n"
    )


def _empty(console: Console, *, is_agreed: bool) -> None:
    lost = ", ".join(f"{count} {kind}" for kind, count in build.what_is_lost().items())
    console.print(f"This takes away everything in {settings.DATABASES['default']['NAME']}: {lost}.")
    if not is_agreed:
        click.confirm("Go on?", abort=True)
    build.empty()


def _lands(roads: Path | None, console: Console) -> list[Land]:
    if roads is None:
        return valleys.lands()
    with _bar(console) as bar:
        step = bar.add_task(f"Roads of {roads.name}", total=None)
        try:
            extract = import_roads(roads, progress=lambda done, of: bar.update(step, completed=done, total=of))
        except UnreadableExtract as refusal:
            raise RoadsUnreadable(str(refusal)) from refusal
    return [extracted.land(extract, served_roads(), roads)]


def _make(lands: list[Land], wishes: Wishes, console: Console) -> list[Area]:
    now = timezone.now()
    today = timezone.localdate(now)
    missing = build.missing(lands)
    with _bar(console) as bar:
        step = bar.add_task("People, professionals, visits", total=len(lands))
        areas = []
        for land in lands:
            if land in missing:
                build.build(land, scale=wishes.scale, seed=wishes.seed, at=now)
            area = Area.objects.get(code=land.code)
            week.carry_on(area, today=today)
            areas.append(area)
            bar.advance(step)
    return areas


def _bar(console: Console) -> Progress:
    return Progress(
        SpinnerColumn(), TextColumn("{task.description:<32}"), BarColumn(), TimeElapsedColumn(),
        console=console,
    )  # fmt: skip
