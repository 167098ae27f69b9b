"""`cordata add-coordinator`: the first person of an installation, and whom and where they coordinate for."""

import click
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection, transaction
from django.utils import timezone

from cordata.accounts.actions import AlreadyCoordinator, appoint_coordinator
from cordata.accounts.models import Area, Organisation, User
from cordata.places.actions import add_territory
from cordata.places.territory import communes

COUNTRIES = {one.area: one.country for one in communes()}


@click.command()
@click.argument("email")
@click.option("--given-name", prompt=True, help="Asked for where it is not given.")
@click.option("--family-name", prompt=True, help="Asked for where it is not given.")
@click.option("--area", "area_code", required=True, help="Code of the area; made if it is new.")
@click.option(
    "--territory",
    type=click.Choice(sorted(COUNTRIES)),
    help="Communes of a new area, from the table that comes with Cordata.",
)
@click.option("--organisation", "organisation_code", required=True, help="Code of their centre; made if it is new.")
@click.option("--organisation-name", help="Name of a new centre.")
@click.option("--language", type=click.Choice(["it", "fr", "de", "en"]), default="it", show_default=True)
@click.password_option(help="Asked for, unseen, where it is not given: better so.")
def add_coordinator(
    email: str,
    given_name: str,
    family_name: str,
    area_code: str,
    territory: str | None,
    organisation_code: str,
    organisation_name: str | None,
    language: str,
    password: str,
) -> None:
    """
    Let somebody sign in with EMAIL and coordinate an area, from today on.

    Somebody who can sign in already keeps their name and password. All of it or nothing. Exit codes: 0 done, 1 the
    database is empty, 2 wrong use.
    """
    if Area._meta.db_table not in connection.introspection.table_names():
        raise click.ClickException("The database is empty. Run `cordata manage migrate` first.")
    with transaction.atomic():
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            user = User(email=User.objects.normalize_email(email), first_name=given_name, last_name=family_name)
            user.language = language
            _store(user, password)
        area = _area(area_code, territory)
        organisation = _organisation(organisation_code, organisation_name, area)
        try:
            role = appoint_coordinator(user=user, organisation=organisation, area=area, on=timezone.localdate())
        except AlreadyCoordinator as refusal:
            raise click.BadParameter("coordinates this area already.", param_hint="EMAIL") from refusal
    click.echo(f"{role.user} coordinates {area} for {organisation}, and signs in with {role.user.email}.")


def _store(user: User, password: str) -> None:
    try:
        validate_email(user.email)
        validate_password(password, user)
    except ValidationError as refusal:
        raise click.UsageError(" ".join(refusal.messages)) from refusal
    user.set_password(password)
    user.save()


def _area(code: str, territory: str | None) -> Area:
    found = Area.objects.filter(code=code).first()
    if found:
        return found
    if territory is None:
        raise click.BadParameter(f"{code!r} is new: say its --territory too.", param_hint="--area")
    area = Area.objects.create(code=code, name=territory, country=COUNTRIES[territory])
    add_territory(area=area, name=territory)
    return area


def _organisation(code: str, name: str | None, area: Area) -> Organisation:
    found = Organisation.objects.filter(code=code).first()
    if found:
        return found
    if name is None:
        raise click.BadParameter(f"{code!r} is new: say its --organisation-name too.", param_hint="--organisation")
    return Organisation.objects.create(code=code, name=name, country=area.country)
