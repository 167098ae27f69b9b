"""`cordata demo`: a valley to look at, made, planned and served by one command."""

import os
import sys
from pathlib import Path

import click
from rich.console import Console

from cordata.config import processes
from cordata.config.cli import set_up
from cordata.config.ports import is_taken, wait_until_taken

CHILD_ENDED, PORT_TAKEN = 1, 3
HOST = "127.0.0.1"
SERVER_STARTS_WITHIN_S = 30


@click.command()
@click.option("--fresh", is_flag=True, help="Empty the database first; says what is lost, and asks unless --yes.")
@click.option("--yes", is_flag=True, help="Do not ask before emptying the database.")
@click.option("--scale", type=click.FloatRange(0.05, 20), default=1.0, show_default=True, help="1: 400 residents.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Another seed, other people.")
@click.option(
    "--roads",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Build on an OpenStreetMap extract (.osm.pbf), its roads and buildings, in a data folder of its own.",
)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to listen on.")
@click.option("--no-server", is_flag=True, help="Make and plan the valley, then end.")
def demo(*, fresh: bool, yes: bool, scale: float, seed: int, roads: Path | None, port: int, no_server: bool) -> None:
    """
    Show a valley of made-up people: make it if it is not there yet, plan today, serve it until Ctrl-C.

    What was entered stays, whatever is run again; only --fresh takes it away. Exit codes: 0 ended, 1 a part of it
    ended by itself, 2 wrong use, 3 the port is taken, 4 the database holds real people, 5 the roads cannot be read.
    """
    if not no_server and is_taken(HOST, port):
        click.echo(f"Port {port} is taken. Stop what listens there, or choose another one with --port.", err=True)
        sys.exit(PORT_TAKEN)
    os.environ["CORDATA_DEMO"] = "1"
    if roads:
        os.environ.setdefault("CORDATA_DATA", str(Path("data") / roads.name.split(".")[0]))
    set_up()
    from cordata.config.demo import story  # it needs the apps, which need the two variables above

    console = Console()
    areas = story.prepare(story.Wishes(fresh, yes, scale, seed, roads), console)
    children = [processes.start("worker")]
    if not no_server:
        children.append(processes.start("serve", "--host", HOST, "--port", str(port)))
    with processes.ending(children):
        story.plan(areas, console)
        if not no_server and wait_until_taken(HOST, port, seconds=SERVER_STARTS_WITHIN_S):
            story.welcome(address(port), console)
            processes.wait_for_any(children)
            click.echo("The server or the worker has ended by itself; its last words are above.", err=True)
            sys.exit(CHILD_ENDED)


def address(port: int) -> str:
    """Return where browsers find the demo: under a name, as a passkey never belongs to a number."""
    return f"http://localhost:{port}/"
