"""Changes of a record in words: what changed, what stood there, what stands there now."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db.models import BooleanField, DateField, Field, ForeignKey, Model
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cordata.people.models import Carer, Death, Departure, Household, Resident, Revision
from cordata.people.queries.record import OWN, parted
from cordata.people.queries.sections import ROWS

ROW_TITLES: dict[str, str | Promise] = {
    "other_names": _("other name"),
    "identifiers": _("identity number"),
    "residences": _("home"),
    "contact_points": _("way to reach them"),
    "conditions": _("condition"),
    "allergies": _("allergy"),
    "safety_notes": _("safety note"),
    "carers": _("carer"),
    "household": _("home"),
    "death": _("death"),
    "departure": _("moved away"),
}
TITLES: dict[str, str | Promise] = {
    "practitioner": _("family doctor"),
    "household": _("lives at"),
    "place": _("village or hamlet"),
    "person": _("their own record"),
    "user": _("signs in as"),
    "phone": _("telephone"),
}
MODELS: dict[str, type[Model]] = {
    **{related: model for related, (model, _names) in ROWS.items()},
    "household": Household,
    "death": Death,
    "departure": Departure,
}
LISTED = {"languages": dict(settings.LANGUAGES), "helps": dict(Carer.Help.choices)}


@dataclass(frozen=True, slots=True)
class ToldChange:
    """One change as a person reads it; `who` is empty where the register changed it by itself."""

    what: str
    before: str
    after: str
    who: str
    at: datetime
    reason: str


def told_changes(changes: Iterable[Revision]) -> list[ToldChange]:
    """Return changes in words, in the order given."""
    return [
        ToldChange(
            what=field_words(one.field),
            before=value_words(one.field, one.before),
            after=value_words(one.field, one.after),
            who=str(one.by) if one.by else "",
            at=one.at,
            reason=one.reason,
        )
        for one in changes
    ]


def field_words(path: str) -> str:
    """Return what a revision's field is called."""
    row, name = parted(path)
    if row == OWN:
        return capfirst(_title(Resident, name))
    related = row.partition(".")[0]
    title = ROW_TITLES.get(related, related)
    return capfirst(f"{title}: {_title(MODELS[related], name)}" if name else str(title))


def value_words(path: str, text: str) -> str:
    """Return what a revision's text says: a choice by its name, a date as people say it, a relation by its name."""
    if not text:
        return ""
    row, name = parted(path)
    model = Resident if row == OWN else MODELS[row.partition(".")[0]]
    if name:
        return _words(model, name, text)
    told = ((key, _words(model, key, value)) for key, value in json.loads(text).items() if value)
    return ", ".join(words for key, words in told if words and key != "household")


def _title(model: type[Model], name: str) -> str:
    if name in TITLES:
        return str(TITLES[name])
    field = _field(model, name)
    return str(field.verbose_name) if field else name


def _words(model: type[Model], name: str, text: str) -> str:
    field = _field(model, name)
    if name in LISTED:
        return ", ".join(str(LISTED[name].get(one, one)) for one in text.split(","))
    if name == "language":
        return str(dict(settings.LANGUAGES).get(text, text))
    if name in ("first_month", "last_month"):
        return str(MONTHS[int(text)])
    if field is None:
        return text
    if field.choices:
        return str({str(key): words for key, words in field.flatchoices}.get(text, text))
    if isinstance(field, BooleanField):
        return gettext("yes") if text == "True" else gettext("no")
    if isinstance(field, DateField):
        return date_format(date.fromisoformat(text), "SHORT_DATE_FORMAT")
    if isinstance(field, ForeignKey):
        stored = field.related_model._default_manager.filter(pk=text).order_by("pk").first()
        return str(stored) if stored else "–"
    return text


def _field(model: type[Model], name: str) -> Field[object, object] | None:
    try:
        found = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, Field) else None
