"""`cordata audit`: whether what was written down about looks at records is whole."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

import click
from django.db import connection
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from cordata.accounts.audit.chain import Head, head
from cordata.accounts.audit.guards import guard
from cordata.accounts.audit.sealing import seal_all, unsealed
from cordata.accounts.audit.verifying import Verdict, verify
from cordata.accounts.models import AuditSeal

BROKEN, OTHER_HEAD, NOT_SEALED, UNGUARDED = 1, 3, 4, 5
SEALED_WITHIN = timedelta(minutes=1)  # a worker seals within 5 seconds; what waits longer waits for nobody


@click.group()
def audit() -> None:
    """Verify the audit, seal it, or give its chain's head away. Exit codes: see each command; 2 wrong use."""


@audit.command("verify")
@click.option(
    "--head",
    "kept",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A head kept off this machine by `cordata audit head`: tells whether the chain was cut or made anew.",
)
def verify_(kept: Path | None) -> None:
    """
    Walk the chain of seals and name the first entry that was altered or is missing.

    Changes nothing. Exit codes: 0 whole, 1 an entry was altered or is missing, 2 wrong use, 3 the chain is not the
    one whose head was kept, 4 whole, but entries older than a minute are not sealed: run `cordata worker`, 5 whole,
    but the database would let the audit be changed: its triggers are missing.
    """
    with _bar() as bar:
        step = bar.add_task("Verifying", total=AuditSeal.objects.count())
        verdict = verify(kept=_read(kept) if kept else None, tell=lambda done: bar.update(step, completed=done))
    _tell(verdict)
    sys.exit(_code(verdict))


@audit.command("head")
def head_() -> None:
    """
    Print the chain's head, to be kept off this machine: `cordata audit head > /elsewhere/head.json`.

    Exit codes: 0 printed, 1 nothing is sealed yet, 2 wrong use.
    """
    found = head()
    if found is None:
        raise click.ClickException("Nothing is sealed yet.")
    click.echo(found.as_json())


@audit.command("seal")
def seal() -> None:
    """
    Seal every entry that waits, as `cordata worker` does all the time.

    Exit codes: 0 done, 2 wrong use.
    """
    with _bar() as bar:
        step = bar.add_task("Sealing", total=unsealed().count())
        done = seal_all(timezone.now(), tell=lambda done: bar.update(step, completed=done))
    click.echo(f"{done} entries sealed.")


@audit.command("guard")
def guard_() -> None:
    """
    Set the triggers that refuse any change to the audit, where they are missing.

    Exit codes: 0 they are in place, 2 wrong use.
    """
    guard(connection)
    click.echo("The database refuses any change to the audit.")


def _read(path: Path) -> Head:
    try:
        return Head.from_json(path.read_text("utf-8"))
    except ValueError as fault:
        raise click.BadParameter(f"{path} holds no chain head.", param_hint="--head") from fault


def _tell(verdict: Verdict) -> None:
    if verdict.finding:
        click.secho(str(verdict.finding), fg="red", bold=True)
        click.echo(f"{verdict.holding} links before it hold.")
    else:
        click.echo(f"The chain is whole: {verdict.holding} links.")
    if verdict.unsealed:
        click.echo(
            f"Not sealed yet: {verdict.unsealed} entries, the first is {verdict.first_unsealed}, "
            f"the oldest of {verdict.unsealed_since:%Y-%m-%d %H:%M:%S} UTC."
        )
    for table in sorted(verdict.unguarded):
        click.secho(f"{table} may be changed: its triggers are missing.", fg="red", bold=True)


def _code(verdict: Verdict) -> int:
    if verdict.finding:
        return OTHER_HEAD if verdict.finding.fault.is_about_the_head else BROKEN
    if verdict.unsealed_since and timezone.now() - verdict.unsealed_since > SEALED_WITHIN:
        return NOT_SEALED
    return UNGUARDED if verdict.unguarded else 0


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        console=Console(stderr=True), transient=True,
    )  # fmt: skip
