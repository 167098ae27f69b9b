"""Everything held about a person, as they receive it: GDPR articles 15 and 20."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.conf import settings
from django.db.models import BooleanField, DateField, DateTimeField, Field, ForeignKey, JSONField, Model, OneToOneRel
from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cordata.people.holdings import Holding, Kind, every_holding
from cordata.people.models import Carer, Condition, Household, Resident
from cordata.people.queries.revisions import field_words, value_words

PERSON = (
    "given_name", "family_name", "born_on", "born_in_year", "birthplace", "sex", "gender", "phone", "language",
    "languages", "household", "lives_alone", "practitioner", "matters", "quiet",
)  # fmt: skip
LABELS: dict[str, str | Promise] = {
    "practitioner": _("family doctor"),
    "household": _("address"),
    "consent__purpose": _("purpose"),
    "text__text": _("text read before deciding"),
    "person": _("about this person"),
    "organisation": _("about this organisation"),
    "consent__person": _("about this person"),
    "consent__organisation": _("about this organisation"),
    "consent__carer": _("about this carer"),
    "withdrawal__at": _("taken back"),
    "carer": _("about this carer"),
    "professional": _("professional"),
    "user": _("who"),
    "origin": _("came in through"),
    "opened_at": _("opened"),
    "closed_at": _("closed"),
    "lifted_at": _("lifted"),
    "undone_at": _("undone"),
    "withdrawn_at": _("taken back"),
    "decided_at": _("decided"),
    "expires_at": pgettext_lazy("day", "until"),
    "at": _("when"),
    "ground": _("ground"),
    "version": _("version"),
    "field": _("what was changed"),
    "before": _("before"),
    "after": _("after"),
    "starts_on": pgettext_lazy("day", "from"),
    "ends_on": pgettext_lazy("day", "until"),
    "weekdays": _("on"),
    "day": _("day"),
    "visit__day": _("day"),
    "opens_at": _("from"),
    "closes_at": _("to"),
    "arrived_at": _("arrived"),
    "left_at": _("left"),
    "is_hard": _("never later"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One fact: its field and value as stored, and both in the reader's words."""

    name: str
    value: object
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Part:
    """What one model holds about the person; `resource` is FHIR's word for it, if there is one."""

    model: str
    title: str
    resource: str
    rows: tuple[tuple[Cell, ...], ...]


def person_cells(resident: Resident) -> tuple[Cell, ...]:
    """Return the person's own fields in words of the language in force."""
    return cells(resident, PERSON)


def parts_about(resident: Resident) -> list[Part]:
    """Return all that the person receives, one query for each model, those that hold nothing left out."""
    handed_out = sorted((one for one in every_holding() if one.exports), key=lambda one: list(Kind).index(one.kind))
    found = (part(holding, resident) for holding in handed_out)
    return [one for one in found if one.rows]


def part(holding: Holding, resident: Resident) -> Part:
    related = {relation for path in holding.exports for relation in relations_of(holding.model, path)}
    rows = holding.of(resident).select_related(*sorted(related)) if related else holding.of(resident)
    told = tuple(cells(one, holding.exports) for one in rows)
    return Part(holding.model._meta.label, str(holding.title), holding.resource, told)


def relations_of(model: type[Model], path: str) -> list[str]:
    """Return what has to be fetched along with a row to print a field."""
    last, before = field_at(model, path), path.rpartition("__")[0]
    if last.related_model is Household:
        return [f"{path}__commune", f"{path}__hamlet"]
    wanted = path if isinstance(last, ForeignKey) else before
    return [wanted] if wanted else []


def field_at(model: type[Model], path: str) -> Field[object, object]:
    """Return the field that a path of names ends at."""
    name, _rest, rest = path.partition("__")
    field = model._meta.get_field(name)
    if isinstance(field, OneToOneRel):
        return field_at(field.related_model, rest)
    if not isinstance(field, Field):
        raise TypeError(f"{model.__name__}.{name} must be a field of its own. It is not.")
    return field_at(field.related_model, rest) if rest else field  # type: ignore[arg-type]


def cells(row: Model, paths: Iterable[str]) -> tuple[Cell, ...]:
    """Return the fields of a row that say something."""
    told = []
    for path in paths:
        field, value = field_at(type(row), path), value_at(row, path)
        if value not in (None, "", []):
            told.append(Cell(path, stored(value), label(field, path), words(row, field, path, value)))
    return tuple(told)


def value_at(row: Model, path: str) -> object:
    """Return what stands at the end of a path; a coded condition that was given no name is called by its code's."""
    if isinstance(row, Condition) and path == "name":
        return "" if str(row) == row.code else str(row)
    value: object = row
    for name in path.split("__"):
        value = getattr(value, name, None)
    return value


def stored(value: object) -> object:
    """Return a value as JSON takes it: rows by what they are called, instants in UTC."""
    if isinstance(value, Household):
        return address_words(value)
    if isinstance(value, Model):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, (date, time)) else value


def label(field: Field[object, object], path: str) -> str:
    return capfirst(str(LABELS.get(path, field.verbose_name)))


def words(row: Model, field: Field[object, object], path: str, value: object) -> str:
    """Return a value as people say it in the language in force."""
    if path == "field":
        return field_words(str(value))
    if path in ("before", "after"):
        return value_words(row.field, str(value))  # type: ignore[attr-defined]
    if path in SPOKEN:
        return SPOKEN[path](value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, BooleanField):
        return gettext("yes") if value else gettext("no")
    if isinstance(field, DateTimeField) and isinstance(value, datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(field, DateField) and isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(field, JSONField) and isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return str(value)


def address_words(home: Household) -> str:
    """Return an address with its hamlet and its commune."""
    return ", ".join(filter(None, [home.address, home.hamlet.name if home.hamlet else "", str(home.commune)]))


def clock_words(instant: datetime) -> str:
    """Return the hour of an instant whose day stands before it."""
    return f"{timezone.localtime(instant):%H:%M}"


def language_words(code: object) -> str:
    return str(dict(settings.LANGUAGES).get(str(code), code))


def listed(names: Mapping[Any, object]) -> Callable[[Any], str]:
    """Return what says a list of codes in words."""
    return lambda codes: ", ".join(str(names.get(one, one)) for one in codes)


SPOKEN: dict[str, Callable[[Any], str]] = {
    "household": address_words,
    "opens_at": clock_words,
    "closes_at": clock_words,
    "language": language_words,
    "languages": listed(dict(settings.LANGUAGES)),
    "helps": listed(dict(Carer.Help.choices)),
    "weekdays": listed(WEEKDAYS),
    "first_month": lambda month: str(MONTHS[month]),
    "last_month": lambda month: str(MONTHS[month]),
}
