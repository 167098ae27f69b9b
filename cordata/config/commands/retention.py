"""`cordata retention`: whose record has been kept long enough, by rule; with --apply, their names go."""

import click
from django.db import transaction
from django.utils import timezone
from rich.console import Console
from rich.progress import track
from rich.table import Table

from cordata.accounts.auditing import record_job
from cordata.accounts.models import AuditEntry
from cordata.people.actions.erasing import joined_to
from cordata.people.actions.erasure import TermNotOver, erase_after_term
from cordata.people.models import Resident
from cordata.people.queries.retention import Retention, Term
from cordata.people.queries.retention import retention as told_retention

SAID = 50  # rows of the table; the others are counted


@click.command()
@click.option("--dry-run/--apply", "is_dry", default=True, help="List them (the default), or erase them for ever.")
def retention(*, is_dry: bool) -> None:
    """
    List the records that have been kept long enough, by rule and by number, or erase them.

    Names are not printed: a terminal is read over shoulders and kept in logs. Exit codes: 0 done, 2 wrong use.
    """
    at = timezone.now()
    console = Console()
    told = told_retention(Resident.objects.known(), on=timezone.localdate(at))
    console.print(table_of(told))
    console.print(
        f"{len(told.due)} kept long enough; {told.without_contact} without any contact written down, "
        f"{told.without_rule} of a country without a rule: look at these by hand."
    )
    if is_dry:
        console.print("Nothing was erased. `cordata retention --apply` erases them for ever.")
        return
    done = sum(erase(term) for term in track(told.due, description="Erasing", console=console))
    console.print(f"{done} erased.")


def table_of(told: Retention) -> Table:
    """Return the records whose term is over, the longest over first."""
    table = Table("Record", "Rule", "Last contact", "Kept until")
    for term in told.due[:SAID]:
        table.add_row(str(term.resident.pk), term.rule.code, f"{term.last_contact}", f"{term.until}")
    if len(told.due) > SAID:
        table.add_row("…", f"and {len(told.due) - SAID} more", "", "")
    return table


def erase(term: Term) -> bool:
    """Erase one record with its audit entry, unless somebody was in touch with the person meanwhile."""
    at = timezone.now()
    try:
        with transaction.atomic():
            persons = [term.resident.pk, *(one.pk for one in joined_to(term.resident))]
            erase_after_term(resident=term.resident, by=None, at=at)
            record_job("retention", persons, what=AuditEntry.What.WRITE, at=at)
    except TermNotOver:
        return False
    return True
