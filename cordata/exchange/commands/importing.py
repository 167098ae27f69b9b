"""`cordata import`: a folder of visits, or the roads of an extract, taken in."""

import json
import sys
from pathlib import Path
from typing import TypeVar

import click
from django.db import connection
from django.utils import translation
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import Progress

from cordata.accounts.models import Area, Organisation
from cordata.exchange.commands.answers import (
    FAULTS_IN_INPUT,
    LANGUAGES,
    ROADS_UNREADABLE,
    answer_faults,
    answer_refusal,
)
from cordata.exchange.commands.people import import_people
from cordata.exchange.folder.locate import read_and_locate
from cordata.exchange.importing import take_in
from cordata.exchange.tables.faults import Faulty
from cordata.places.actions import import_roads
from cordata.places.queries import roads
from cordata.places.roads.extract import UnreadableExtract

Known = TypeVar("Known", Area, Organisation)


@click.group("import")
def import_() -> None:
    """Take people, visits and professionals, or roads, into Cordata. All of it or nothing."""


import_.add_command(import_people)


@import_.command("visits")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--area", "area_code", required=True, help="Code of the area they belong to.")
@click.option(
    "--organisation",
    "organisation_code",
    required=True,
    help="Code of the organisation that employs the professionals.",
)
@click.option("--language", type=LANGUAGES, default="en", show_default=True, help="Language of the answer.")
@click.option("--json", "as_json", is_flag=True, help="Answer with one JSON object and nothing else.")
def visits(folder: Path, area_code: str, organisation_code: str, language: str, as_json: bool) -> None:
    """
    Take in the tables `visits` and `professionals` of FOLDER; taken in twice they are there once.

    Exit codes: 0 taken in, 2 wrong use, 3 faults in the input (all are listed; nothing was stored).
    """
    console = Console(stderr=True, quiet=as_json)
    with translation.override(language):
        area = _known(Area, area_code, "--area")
        organisation = _known(Organisation, organisation_code, "--organisation")
        if not area.communes.exists():
            without = _("“%(code)s” has no communes that homes could lie in.") % {"code": area_code}
            raise click.BadParameter(without, param_hint="--area")
        try:
            tables, points = read_and_locate(folder, roads(), None)
        except Faulty as refusal:
            answer_faults(console, refusal.faults, as_json=as_json)
            sys.exit(FAULTS_IN_INPUT)
        taken = take_in(tables, points, area=area, organisation=organisation)
        if as_json:
            click.echo(
                json.dumps(
                    {"professionals": taken.professionals, "residents": taken.residents, "visits": taken.visits}
                )
            )
        console.print(
            _("Taken in: %(visits)d visits to %(residents)d people, %(professionals)d professionals.")
            % {"visits": taken.visits, "residents": taken.residents, "professionals": taken.professionals}
        )


def _known(model: type[Known], code: str, option: str) -> Known:
    if model._meta.db_table not in connection.introspection.table_names():
        raise click.ClickException(
            _("The database is empty. Run `cordata manage migrate` first, then `cordata add-coordinator`.")
        )
    found = model.objects.filter(code=code).first()
    if found is None:
        known = ", ".join(model.objects.order_by("code").values_list("code", flat=True)) or _("none yet")
        unknown = _("“%(code)s” is not known. Known: %(known)s.") % {"code": code, "known": known}
        raise click.BadParameter(unknown, param_hint=option)
    return found


@import_.command("roads")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--language", type=LANGUAGES, default="en", show_default=True, help="Language of the answer.")
@click.option("--json", "as_json", is_flag=True, help="Answer with one JSON object and nothing else.")
def import_roads_command(file: Path, language: str, as_json: bool) -> None:
    """
    Let the roads of an OpenStreetMap extract (FILE.osm.pbf) serve from now on.

    On any fault the old roads keep serving. Exit codes: 0 taken in, 2 wrong use, 4 the extract cannot be read.
    """
    console = Console(stderr=True, quiet=as_json)
    with translation.override(language):
        try:
            with Progress(console=console, transient=True) as bars:
                task = bars.add_task(file.name)
                extract = import_roads(
                    file, progress=lambda done, total: bars.update(task, completed=done, total=total)
                )
        except UnreadableExtract as refusal:
            answer_refusal(console, str(refusal), as_json=as_json)
            sys.exit(ROADS_UNREADABLE)
        graph = extract.graph
        if as_json:
            click.echo(json.dumps({"nodes": graph.nodes, "edges": graph.edges, "version": graph.version}))
        console.print(
            _("Roads taken in: %(edges)d stretches, version %(version)s. Plans made before are now marked as old.")
            % {"edges": graph.edges, "version": graph.version}
        )
