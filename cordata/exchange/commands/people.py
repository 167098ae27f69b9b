"""`cordata import people` and `cordata export people`: a coordinator's table in and out, without the screens."""

import json
import sys
from pathlib import Path

import click
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from rich.console import Console

from cordata.accounts.auditing import record_job
from cordata.accounts.models import AuditEntry, User
from cordata.exchange.actions import begin_import, give_up, take_in_import
from cordata.exchange.commands.answers import (
    FAULTS_IN_INPUT,
    LANGUAGES,
    answer_faults,
    answer_refusal,
    print_faults,
)
from cordata.exchange.models import ImportRow, PeopleImport
from cordata.exchange.outputs.tables import as_csv, as_xlsx
from cordata.exchange.people import work
from cordata.exchange.people.exporting import EXPORTED, headings, rows
from cordata.exchange.queries.export import choose
from cordata.exchange.queries.imports import organisations_of
from cordata.exchange.tables.faults import Fault, Faulty, Severity
from cordata.people.queries.search import EVERYBODY

State, Outcome = PeopleImport.State, ImportRow.Outcome
NOT_TAKEN_IN = 5


@click.command("people")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "email", required=True, help="E-mail address of the coordinator who answers for it.")
@click.option("--organisation", "code", help="Code of the organisation; only where they coordinate for several.")
@click.option("--take-in", is_flag=True, help="Take it in; without this, only say what would change.")
@click.option("--leave-faults", is_flag=True, help="Rows that cannot be taken in stay out.")
@click.option("--language", type=LANGUAGES, default="en", show_default=True, help="Language of the answer.")
@click.option("--json", "as_json", is_flag=True, help="Answer with one JSON object and nothing else.")
def import_people(
    file: Path, email: str, code: str | None, take_in: bool, leave_faults: bool, language: str, as_json: bool
) -> None:
    """
    Compare a table of people (CSV or XLSX) with the register, and take it in when told to.

    Exit codes: 0 compared or taken in, 2 wrong use, 3 faults in the input (all are listed; nothing was stored),
    5 the register changed meanwhile (nothing was stored).
    """
    console = Console(stderr=True, quiet=as_json)
    with translation.override(language):
        user = coordinator(email)
        try:
            found = compared(file, user, code)
        except Faulty as refusal:
            answer_faults(console, refusal.faults, as_json=as_json)
            sys.exit(FAULTS_IN_INPUT)
        faults = [Fault(**{**one, "severity": Severity(one["severity"])}) for one in found.faults]
        if take_in and not leave_faults and any(one.severity is Severity.FAULT for one in faults):
            give_up(people_import=found)
            answer_faults(console, faults, as_json=as_json)
            sys.exit(FAULTS_IN_INPUT)
        counts = {str(outcome): found.rows.filter(outcome=outcome).count() for outcome in Outcome}
        if take_in:
            taken_in(console, found, as_json=as_json)
        else:
            give_up(people_import=found)
        print_faults(console, faults)
        answer(console, counts, was_taken_in=take_in, as_json=as_json)


def coordinator(email: str) -> User:
    """Return who answers for a table."""
    found = User.objects.filter(email__iexact=email, is_active=True).first()
    if found is None or not organisations_of(found, timezone.localdate()):
        raise click.BadParameter(_("nobody with this address coordinates an area today."), param_hint="--as")
    return found


def compared(file: Path, user: User, code: str | None) -> PeopleImport:
    """Return a file compared with the register, its columns as they are guessed or were named before."""
    organisations = organisations_of(user, timezone.localdate())
    organisation = next((one for one in organisations if code in (None, one.code)), None)
    if organisation is None or (code is None and len(organisations) > 1):
        known = ", ".join(one.code for one in organisations)
        raise click.BadParameter(_("say one of: %(known)s.") % {"known": known}, param_hint="--organisation")
    at = timezone.now()
    with transaction.atomic():
        found = begin_import(content=file.read_bytes(), file_name=file.name, organisation=organisation, by=user, at=at)
        refuse_nameless(found)
        work.compare(found, at)
    found.refresh_from_db()
    return found


def refuse_nameless(people_import: PeopleImport) -> None:
    """
    Refuse a table of which nobody has said where the names are.

    :raises Faulty: if no column is known to hold them
    """
    keys = people_import.mapping.keys()
    if not ({"family_name", "given_name"} <= keys or keys & {"name", "name_family_first"}):
        expected = _(
            "columns for given name and family name; name the columns once on the screen, they are remembered"
        )
        raise Faulty([Fault(people_import.file_name, 1, None, _("no names"), expected)])


def taken_in(console: Console, found: PeopleImport, *, as_json: bool) -> None:
    """Take a table in, here and now however long it is."""
    after = take_in_import(people_import=found, leaves_faults=True, at=timezone.now(), waits=True)
    if after.state != State.TAKEN:
        answer_refusal(console, after.failure, as_json=as_json)
        sys.exit(NOT_TAKEN_IN)


def answer(console: Console, counts: dict[str, int], *, was_taken_in: bool, as_json: bool) -> None:
    """Say how many rows mean what, and whether they were stored."""
    if as_json:
        click.echo(json.dumps({**counts, "taken_in": was_taken_in}))
    words = (
        _("Taken in: %(new)d new, %(changed)d changed, %(same)d as they were, %(double)d left out as perhaps known.")
        if was_taken_in
        else _("Would be %(new)d new, %(changed)d changed, %(same)d as they were, %(double)d perhaps known already.")
    )
    console.print(words % counts)


@click.group("export")
def export() -> None:
    """Take people out of Cordata. Exit codes: see the command; 2 wrong use."""


@export.command("people")
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option("--as", "email", required=True, help="E-mail address of who answers for it; only whom they see.")
@click.option("--columns", help="Keys of the columns, separated by commas; all without this.")
@click.option("--language", type=LANGUAGES, default="en", show_default=True, help="Language of the headings.")
def export_people(file: Path, email: str, columns: str | None, language: str) -> None:
    """Write FILE (.csv or .xlsx) with the people whom a coordinator sees. Exit codes: 0 written, 2 wrong use."""
    with translation.override(language):
        user, at = coordinator(email), timezone.now()
        known = [column.key for column in EXPORTED]
        keys = columns.split(",") if columns else known
        if unknown := sorted(set(keys) - set(known)):
            raise click.BadParameter(_("unknown: %(keys)s.") % {"keys": ", ".join(unknown)}, param_hint="--columns")
        people = choose(user, "", EVERYBODY, recipient=None, at=at).people
        record_job("export_people", people, what=AuditEntry.What.EXPORT, at=at, by=user)
        told = rows(people, keys, user, at)
        if file.suffix.lower() == ".xlsx":
            file.write_bytes(as_xlsx(_("people"), headings(keys), told))
        else:
            file.write_bytes(b"".join(as_csv(headings(keys), told)))
        click.echo(_("Written: %(count)d people.") % {"count": len(people)}, err=True)
