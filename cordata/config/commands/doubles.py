"""`cordata doubles`: compares everybody in the register now, as the worker does when the day turns."""

import click
from django.utils import timezone
from rich.console import Console

from cordata.people.actions.doubles import look_for_doubles


@click.command()
def doubles() -> None:
    """
    Compare everybody in the register and put the pairs who may be one person on the coordinators' list.

    People who have no search words yet, as after an upgrade, get theirs first. Exit codes: 0 done, 2 wrong use.
    """
    console = Console()
    with console.status("Making search words") as status:
        looked = look_for_doubles(at=timezone.now(), watch=lambda done: status.update(f"{done} pairs compared"))
    console.print(f"{looked.compared} pairs compared, {looked.found} alike, {looked.new} of them new on the list.")
