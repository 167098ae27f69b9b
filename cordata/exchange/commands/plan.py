"""`cordata plan`: the rounds of a folder of spreadsheets."""

import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import click
from django.utils import translation
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from cordata.exchange.commands.answers import (
    FAULTS_IN_INPUT,
    LANGUAGES,
    ROADS_UNREADABLE,
    answer_faults,
    answer_refusal,
    print_faults,
)
from cordata.exchange.folder.planning import Budget, Outcome, Watch, plan_folder, write_plan
from cordata.exchange.outputs.data import as_data
from cordata.exchange.outputs.page import summary
from cordata.exchange.outputs.words import cost_words
from cordata.exchange.tables.faults import Faulty
from cordata.places.roads import network, osm
from cordata.places.roads.extract import UnreadableExtract
from cordata.places.roads.geocode import Gazetteer
from cordata.places.roads.routing import Router
from cordata.rounds.rules.planned import Progress as SearchProgress

OSM_ATTRIBUTION = "© OpenStreetMap contributors (ODbL 1.0)"


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--roads",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="OpenStreetMap extract (.osm.pbf); without it, the main roads of Aosta Valley and Tarentaise.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="Folder for plan.xlsx, plan.csv, plan.json and plan.html.",
)
@click.option(
    "--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="Plan this day only (default: every day in the folder)."
)
@click.option(
    "--seconds",
    type=click.FloatRange(0.1, 3600),
    help="How long to search for each day at most [default: 10]; ends sooner once nothing better has come for long.",
)
@click.option("--steps", type=click.IntRange(1), help="Search so many steps instead: the same plan comes out again.")
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="Another seed, another search.")
@click.option(
    "--language", type=LANGUAGES, default="en", show_default=True, help="Language of the answer and of the files."
)
@click.option("--json", "as_json", is_flag=True, help="Answer with one JSON object and nothing else.")
def plan(
    folder: Path,
    roads: Path | None,
    out: Path,
    day: datetime | None,
    seconds: float | None,
    steps: int | None,
    seed: int,
    language: str,
    as_json: bool,
) -> None:
    """
    Plan the rounds of the visits and professionals in FOLDER.

    FOLDER holds the tables `visits` and `professionals`, .csv or .xlsx. The search ends by itself when 6,000 steps for
    each of its seconds have found nothing better in a row: a dozen visits take a second. Ctrl-C stops it sooner and
    keeps the best plan found so far. Exit codes: 0 planned (what found no place is listed), 2 wrong use, 3 faults in
    the input (all are listed; nothing is written), 4 the roads cannot be read.
    """
    console = Console(stderr=True, quiet=as_json)
    if steps is None and seconds is None:
        seconds = 10.0
    with translation.override(language):
        try:
            with console.status(_("Reading the roads …")):
                router, gazetteer = _roads(roads)
            with _searching(console, seconds) as watch:
                outcome = plan_folder(
                    folder,
                    router=router,
                    gazetteer=gazetteer,
                    day=day.date() if day else None,
                    budget=Budget(seconds, steps, seed),
                    watch=watch,
                )
        except UnreadableExtract as refusal:
            answer_refusal(console, str(refusal), as_json=as_json)
            sys.exit(ROADS_UNREADABLE)
        except Faulty as refusal:
            answer_faults(console, refusal.faults, as_json=as_json)
            sys.exit(FAULTS_IN_INPUT)
        attribution = OSM_ATTRIBUTION if roads else ""
        files = write_plan(out, outcome.reports, title=folder.resolve().name, attribution=attribution)
        _answer_plan(console, outcome, files, as_json=as_json)


def _roads(path: Path | None) -> tuple[Router, Gazetteer | None]:
    if path is None:
        return Router(network.graph(network.roads())), None
    extract = osm.read(path)
    return Router(extract.graph), Gazetteer.of(extract)


@contextmanager
def _searching(console: Console, seconds: float | None) -> Iterator[Watch]:
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[best]}"), TimeElapsedColumn())
    stopped = False

    def stop(_number: int, _frame: object) -> None:
        nonlocal stopped
        stopped = True

    before = signal.signal(signal.SIGINT, stop)
    try:
        with Progress(*columns, console=console, transient=True) as bars:
            tasks: dict[date, TaskID] = {}

            def watch(day: date, found: SearchProgress) -> bool:
                if day not in tasks:
                    tasks[day] = bars.add_task(str(day), total=seconds, best="")
                best = _("cost %(cost)d · not placed %(count)d") % {
                    "cost": found.best_total,
                    "count": found.unassigned,
                }
                bars.update(tasks[day], completed=found.seconds, best=best)
                return stopped

            yield watch
    finally:
        signal.signal(signal.SIGINT, before)


def _answer_plan(console: Console, outcome: Outcome, files: list[Path], *, as_json: bool) -> None:
    if as_json:
        answer = {
            "days": [as_data(report) for report in outcome.reports],
            "warnings": [fault.as_dict() for fault in outcome.warnings],
            "files": [str(file) for file in files],
        }
        click.echo(json.dumps(answer, ensure_ascii=False))
        return
    print_faults(console, list(outcome.warnings))
    for report in outcome.reports:
        console.print(f"[bold]{report.day}[/]  {summary(report)}")
        if parts := [f"{part} {amount}" for part, amount in cost_words(report.cost)]:
            console.print(f"  {' · '.join(parts)}")
        for visit in report.left_out:
            console.print(f"  {visit.name}, {visit.promised}: {' '.join(visit.reasons)}", style="yellow", markup=False)
    for file in files:
        console.print(str(file), markup=False)
