"""Two records side by side: in what they differ, what would move, and what would stay behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict

from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cordata.people.holdings import every_holding
from cordata.people.models import Consent, Merge, Residence, Resident
from cordata.people.queries.record import text_of, value_of

SAME_RECIPIENT = ("purpose", "person_id", "organisation_id", "profession", "carer_id", "country")


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that stands once in a record, so that one of the two has to stay: one or more fields."""

    name: str
    title: str | Promise
    fields: tuple[str, ...]


CHOICES = (
    Choice("given_name", _("Given name"), ("given_name",)),
    Choice("family_name", _("Family name"), ("family_name",)),
    Choice("birth", _("Born"), ("born_on", "born_in_year")),
    Choice("birthplace", _("Born in"), ("birthplace",)),
    Choice("sex", _("Sex"), ("sex",)),
    Choice("gender", _("Gender"), ("gender",)),
    Choice("home", _("Lives at"), ("household",)),
    Choice("lives_alone", _("Lives alone"), ("lives_alone",)),
    Choice("phone", _("Telephone"), ("phone",)),
    Choice("language", _("Speak to them in"), ("language",)),
    Choice("languages", _("Other languages"), ("languages",)),
    Choice("practitioner", _("Family doctor"), ("practitioner",)),
    Choice("matters", _("What matters to them"), ("matters",)),
    Choice("quiet", _("Do not disturb"), ("quiet",)),
)


class Moved(TypedDict):
    """What a merge did, as it is stored: ids by model and field, and the texts of the kept record's fields."""

    rows: dict[str, list[int]]  # from the record that went to the one that stays
    back: dict[str, list[int]]  # the other way: the homes that are no longer
    values: dict[str, tuple[str, str]]  # before and after, by field
    made: dict[str, list[int]]  # rows that keep a name or a telephone findable
    closed: list[int]  # openings in an emergency that ended with the merge
    account: int | None  # of the user whose own record it is


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows of a kind would move."""

    title: str | Promise
    number: int


def differing(kept: Resident, gone: Resident) -> list[Choice]:
    """Return in what two records differ."""
    return [one for one in CHOICES if texts(kept, one) != texts(gone, one)]


def texts(resident: Resident, choice: Choice) -> tuple[str, ...]:
    """Return what a record says, in the texts that revisions hold."""
    return tuple(text_of(value_of(resident, name)) for name in choice.fields)


def moving_fields() -> Iterator[tuple[type[Model], str]]:
    """Return every field, of whatever app, that points at a resident and moves with them."""
    for holding in every_holding():
        if holding.moves:
            yield from ((holding.model, name) for name in holding.fields)


def counts(gone: Resident) -> list[Count]:
    """Return how much points at a record, by kind, in a query for each; only what there is."""
    found = [
        Count(holding.title, holding.model._base_manager.filter(**{holding.fields[0]: gone}).count())
        for holding in every_holding()
        if holding.moves and holding.fields
    ]
    return [one for one in found if one.number]


def permits_left(kept: Resident, gone: Resident, at: datetime) -> list[Consent]:
    """
    Return the permissions of the record that goes which the other one does not have as well, in 2 queries.

    They stay where they are: nobody is to read more than was agreed to, and the person can be asked again.
    """
    permits = Consent.objects.filter(decision=Consent.Decision.PERMIT)
    may_hold = permits.filter(Q(pk__in=permits.in_force(at).values("pk")) | Q(decided_at__gt=at), resident=gone)
    has = set(permits.in_force(at).filter(resident=kept).order_by("pk").values_list(*SAME_RECIPIENT))
    return [
        one
        for one in may_hold.select_related("person", "organisation", "carer").order_by("pk")
        if tuple(getattr(one, name) for name in SAME_RECIPIENT) not in has
    ]


def homes_now(resident: Resident) -> QuerySet[Residence]:
    """Return where a person's record says that they live for good."""
    return Residence.objects.filter(resident=resident, use=Residence.Use.HOME, until_on=None).order_by("pk")


def joined_to(people: Iterable[Resident] | QuerySet[Resident, Any]) -> QuerySet[Merge]:
    """Return the merges that stand in which some people's records were the ones kept, latest first."""
    standing = Merge.objects.filter(kept__in=people, undone_at=None, gone__erasure=None, kept__erasure=None)
    return standing.select_related("kept", "gone", "by").order_by("-at", "-pk")
