"""`cordata erase`: an erasure that two people have decided on, where no screen is at hand."""

import click
from django.db import transaction
from django.utils import timezone

from cordata.accounts.auditing import record_job
from cordata.accounts.models import AuditEntry, User
from cordata.people.actions.erasing import joined_to
from cordata.people.actions.erasure import (
    ErasureAlreadyAsked,
    RecordOfCareNotLaidDown,
    SameHands,
    StillLookedAfter,
    confirm_erasure,
    request_erasure,
)
from cordata.people.models import ErasureRequest, Resident
from cordata.people.queries.retention import watched_by
from cordata.people.queries.seeing import coordinates

REFUSALS = (ErasureAlreadyAsked, RecordOfCareNotLaidDown, SameHands, StillLookedAfter)


@click.command()
@click.argument("number", type=click.IntRange(1))
@click.option("--asked-by", required=True, help="E-mail address of the coordinator who asks.")
@click.option("--confirmed-by", required=True, help="Of another one, or of the data-protection officer.")
@click.option("--ground", type=click.Choice(ErasureRequest.Ground.values), required=True, help="GDPR, art. 17(1).")
@click.option("--archive", default="", help="Where the record of care is kept, as long as it has to be.")
@click.option("--yes", is_flag=True, help="Do not ask before erasing.")
def erase(*, number: int, asked_by: str, confirmed_by: str, ground: str, archive: str, yes: bool) -> None:
    """
    Erase the person with record NUMBER for ever: the name goes, visits go on counting.

    Exit codes: 0 erased, 1 refused, and why is said, 2 wrong use.
    """
    at = timezone.now()
    resident = Resident.objects.known().filter(pk=number).order_by("pk").first()
    if resident is None:
        raise click.ClickException(f"There is no record {number}.")
    asks, confirms = (who_may(address, resident) for address in (asked_by, confirmed_by))
    if not yes:
        click.confirm(f"Erase record {number} for ever?", abort=True)
    asked = {"ground": ground, "reason": "", "archive": archive}
    try:
        with transaction.atomic():
            persons = [resident.pk, *(one.pk for one in joined_to(resident))]
            request_erasure(resident=resident, by=asks, at=at, **asked)
            confirm_erasure(resident=resident, by=confirms, at=at)
            record_job("erase", persons, what=AuditEntry.What.WRITE, at=at, by=confirms)
    except REFUSALS as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"Record {number} is erased.")


def who_may(address: str, resident: Resident) -> User:
    """
    Return the user of an address, who coordinates the person's area or is its data-protection officer.

    :raises click.ClickException: if there is none, or if they have no say here
    """
    at = timezone.now()
    user = User.objects.filter(email=User.objects.normalize_email(address), is_active=True).order_by("pk").first()
    if user is None:
        raise click.ClickException(f"Nobody signs in as {address}.")
    watched = watched_by(user, timezone.localdate(at)).filter(pk=resident.pk)
    if not (coordinates(user, resident, at) or watched.exists()):
        raise click.ClickException(f"{address} neither coordinates this person's area nor watches over its data.")
    return user
