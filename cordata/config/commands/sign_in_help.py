"""`cordata sign-in-link` and `cordata unlock`: for whoever cannot sign in and has no coordinator to ask."""

import click
from django.urls import reverse
from django.utils import timezone

from cordata.accounts.actions.invitations import BY_HAND, invite, lift_lockout, take_factors_away
from cordata.accounts.models import User


@click.command()
@click.argument("email")
@click.option("--address", required=True, help="Where browsers reach Cordata, such as https://cordata.example.")
@click.option("--without-factors", is_flag=True, help="Forget their second factors too, as when a telephone is lost.")
def sign_in_link(email: str, address: str, *, without_factors: bool) -> None:
    """
    Print a one-time link with which whoever has EMAIL chooses a new password.

    It works once, for 24 hours. Exit codes: 0 done, 2 wrong use.
    """
    user = _known(email)
    if without_factors:
        take_factors_away(user=user)
    secret = invite(user=user, by=None, lasts=BY_HAND, at=timezone.now())
    click.echo(address.rstrip("/") + reverse("invitation_link", args=[secret]))


@click.command()
@click.argument("email")
def unlock(email: str) -> None:
    """
    Let whoever has EMAIL try their password again at once.

    Exit codes: 0 done, 2 wrong use.
    """
    lift_lockout(user=_known(email))
    click.echo(f"{email} can try again.")


def _known(email: str) -> User:
    user = User.objects.filter(email=email.lower(), is_active=True).order_by("pk").first()
    if user is None:
        raise click.BadParameter("nobody signs in with it.", param_hint="EMAIL")
    return user
