"""
What is held about a person, app by app: how it is merged, exported and erased.

Each app registers its own models when it starts; the register then needs to know nothing of the apps above it. A house
test finds models about a person that nobody registered.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise

EVERY = Q()


class OnErasure(Enum):
    """What becomes of a record when its person's identity is erased."""

    DELETE = "delete"  # goes with the person
    BLANK = "blank"  # stays without its free text: the law asks for it, or a figure counts it
    KEEP = "keep"  # stays as it is: it names nobody


class Kind(Enum):
    """What sort of record it is; `rules.retention` says how long the law of a country wants each kept."""

    REGISTER = "register"  # who the person is and who stands by them
    CARE = "care"  # what was promised, done and found
    PROOF = "proof"  # that something was lawful: consent, restriction, opening


@dataclass(frozen=True, slots=True)
class Holding:
    """One model about a person, and the path of field names that leads from it to its resident."""

    model: type[Model]
    title: str | Promise
    path: str = "resident"
    also: tuple[str, ...] = ()  # the model's own further fields that point at a resident
    moves: bool = True  # when two records are merged; only where `path` is the model's own field
    on_erasure: OnErasure = OnErasure.DELETE
    blanks: tuple[str, ...] = ()  # the text fields emptied on erasure
    exports: tuple[str, ...] = ()  # the fields a person receives of it; empty: none of it is theirs to receive
    kind: Kind = Kind.REGISTER  # how long the law wants it kept
    contact: str = ""  # the date or instant of a row at which somebody was in touch with the person
    counts: Q = EVERY  # which rows are contacts
    lasts: tuple[str, ...] = ()  # as long as all of these fields of a row are empty, somebody still is
    resource: str = ""  # what FHIR R4 calls such a record: the name, not the form

    @property
    def fields(self) -> tuple[str, ...]:
        """The model's own fields that point at a resident; none where only a longer path leads there."""
        return self.also if "__" in self.path else (self.path, *self.also)

    def of(self, resident: Model) -> QuerySet[Model]:
        """Return the rows about a person, oldest first; those in which only a further field names them left out."""
        return self.model._default_manager.filter(**{self.path: resident}).order_by("pk")


_held: dict[type[Model], Holding] = {}


def register(*holdings: Holding) -> None:
    """Add an app's holdings; its AppConfig calls this when it is ready."""
    _held.update({holding.model: holding for holding in holdings})


def every_holding() -> tuple[Holding, ...]:
    """Return what every app holds about people, in the order of the models' names."""
    return tuple(_held[model] for model in sorted(_held, key=lambda model: model._meta.label))
