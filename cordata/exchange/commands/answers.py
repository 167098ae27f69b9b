"""How the commands answer: faults as a table for people, one JSON object for programs."""

import json

import click
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cordata.exchange.tables.faults import Fault, Severity

FAULTS_IN_INPUT, ROADS_UNREADABLE = 3, 4
LANGUAGES = click.Choice(["it", "fr", "de", "en"])


def answer_faults(console: Console, faults: list[Fault], *, as_json: bool) -> None:
    """Tell every fault, and that nothing was written."""
    if as_json:
        click.echo(json.dumps({"faults": [fault.as_dict() for fault in faults]}, ensure_ascii=False))
    print_faults(console, faults)
    count = sum(fault.severity is Severity.FAULT for fault in faults)
    console.print(_("Nothing was written: %(count)d faults in the input.") % {"count": count}, style="bold red")


def answer_refusal(console: Console, text: str, *, as_json: bool) -> None:
    """Tell why nothing could be done."""
    if as_json:
        click.echo(json.dumps({"error": text}, ensure_ascii=False))
    console.print(text, style="bold red", markup=False)


def print_faults(console: Console, faults: list[Fault]) -> None:
    """Print faults and warnings as a table: where, what was found, what was expected."""
    if not faults:
        return
    table = Table(_("Where"), _("Found"), _("Expected"), box=None)
    for fault in faults:
        where = " ".join(str(part) for part in (fault.file, fault.row, fault.column) if part is not None)
        words = (Text(word) for word in (where, fault.found, fault.expected))  # what people wrote is no markup
        table.add_row(*words, style="red" if fault.severity is Severity.FAULT else "yellow")
    console.print(table)
