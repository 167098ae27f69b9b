"""That somebody has died or moved away, and taking back what was entered by mistake."""

from __future__ import annotations

import json
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cordata.accounts.models import User
from cordata.people.actions.history import History
from cordata.people.actions.record import hold
from cordata.people.models import Death, Departure, Resident


class AlreadySaid(Exception):
    """The same is in the record already."""


class NothingToTakeBack(Exception):
    """The record does not say so."""


@transaction.atomic
def record_death(*, resident: Resident, died_on: date, by: User, at: datetime) -> Death:
    """
    Note that somebody has died; no plan takes anybody there from that day on.

    :raises AlreadySaid: if it is known
    """
    held = hold(resident)
    if Death.objects.filter(resident=held).exists():
        raise AlreadySaid(_("The death is in the record already."))
    death = Death.objects.create(resident=held, died_on=died_on, by=by, at=at)
    noted(held, f"death.{death.pk}", "", {"died_on": died_on.isoformat()}, by=by, at=at)
    return death


@transaction.atomic
def record_move(*, resident: Resident, left_on: date, whither: str, by: User, at: datetime) -> Departure:
    """
    Note that somebody moves away; no plan takes anybody there after that day.

    :raises AlreadySaid: if it is known
    """
    held = hold(resident)
    if Departure.objects.filter(resident=held).exists():
        raise AlreadySaid(_("That they moved away is in the record already."))
    departure = Departure.objects.create(resident=held, left_on=left_on, whither=whither, by=by, at=at)
    said = {"left_on": left_on.isoformat(), "whither": whither}
    noted(held, f"departure.{departure.pk}", "", said, by=by, at=at)
    return departure


@transaction.atomic
def take_back_death(*, resident: Resident, by: User, at: datetime) -> Resident:
    """
    Take back a death entered by mistake; visits that still stand are planned again.

    :raises NothingToTakeBack: if the record says nothing of the kind
    """
    held = hold(resident)
    death = Death.objects.filter(resident=held).order_by("pk").first()
    if death is None:
        raise NothingToTakeBack(_("The record does not say that this person has died."))
    field, said = f"death.{death.pk}", {"died_on": death.died_on.isoformat()}
    death.delete()
    return noted(held, field, json.dumps(said), {}, by=by, at=at)


@transaction.atomic
def take_back_move(*, resident: Resident, by: User, at: datetime) -> Resident:
    """
    Take back that somebody moved away; visits that still stand are planned again.

    :raises NothingToTakeBack: if the record says nothing of the kind
    """
    held = hold(resident)
    departure = Departure.objects.filter(resident=held).order_by("pk").first()
    if departure is None:
        raise NothingToTakeBack(_("The record does not say that this person moved away."))
    said = {"left_on": departure.left_on.isoformat(), "whither": departure.whither}
    field = f"departure.{departure.pk}"
    departure.delete()
    return noted(held, field, json.dumps(said), {}, by=by, at=at)


def noted(held: Resident, field: str, before: str, after: dict[str, str], *, by: User, at: datetime) -> Resident:
    """Close the record under a new version with the one line that says so."""
    history = History(held, by=by, at=at)
    history.add(field, before, json.dumps(after) if after else "")
    return history.close()
