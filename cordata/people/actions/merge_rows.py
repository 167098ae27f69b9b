"""Rows that point at one person made to point at another."""

from __future__ import annotations

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet

from cordata.people.models import Resident


def move(rows: QuerySet[Model], name: str, to: Resident) -> list[int]:
    """
    Point the field `name` of rows at a person and return the ids of those that moved.

    A row that the person has already, by a rule of the database, stays where it is.
    """
    found = list(rows.order_by("pk").values_list("pk", flat=True))
    if _moves(rows.model, found, name, to):
        return found
    return [one for one in found if _moves(rows.model, [one], name, to)]


def _moves(model: type[Model], ids: list[int], name: str, to: Resident) -> bool:
    try:
        with transaction.atomic():
            model._base_manager.filter(pk__in=ids).update(**{name: to})
    except IntegrityError:
        return False
    return True


def pointing(label: str, ids: list[int], at: Resident) -> tuple[QuerySet[Model], str]:
    """Return which of some rows still point at a person, told as `app.Model.field`, and the field's name."""
    model, _dot, name = label.rpartition(".")
    return apps.get_model(model)._base_manager.filter(pk__in=ids, **{name: at}), name
