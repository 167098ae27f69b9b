"""A section of a record as one form: the person's own fields, and the rows that may be added and removed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.boundfield import BoundField
from django.forms.formsets import BaseFormSet, formset_factory
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext as _

from cordata.accounts.models import User
from cordata.base.numbers import whole_number
from cordata.people.forms.carers import CarerForm
from cordata.people.forms.homes import ResidenceForm
from cordata.people.forms.own import OWN_FORMS, DoctorForm
from cordata.people.forms.rows import (
    AllergyForm,
    ConditionForm,
    ContactPointForm,
    IdentifierForm,
    OtherNameForm,
    RowForm,
    SafetyNoteForm,
)
from cordata.people.forms.texts import TextForm
from cordata.people.models import Resident
from cordata.people.queries.places import all_settlements
from cordata.people.queries.record import OWN
from cordata.people.queries.revisions import ROW_TITLES
from cordata.people.queries.sections import Section
from cordata.people.rules.merging import Row, Rows

MOST_ROWS = 40
ROW_FORMS: dict[str, type[RowForm]] = {
    "other_names": OtherNameForm,
    "identifiers": IdentifierForm,
    "residences": ResidenceForm,
    "contact_points": ContactPointForm,
    "conditions": ConditionForm,
    "allergies": AllergyForm,
    "safety_notes": SafetyNoteForm,
    "carers": CarerForm,
}


class RowSet(BaseFormSet):  # type: ignore[type-arg]
    """The rows of one kind; two that say the same are refused at the second."""

    @property
    def title(self) -> str:
        """What one of the rows is called."""
        return str(ROW_TITLES[self.prefix or ""])

    @property
    def add_label(self) -> str:
        """What the button says that adds a row."""
        return str(self.form.ADD)

    def say_nothing(self) -> None:
        """Take the rows as not judged yet."""
        self._errors: list[object] = []
        self._non_form_errors = self.error_class()

    def clean(self) -> None:
        """Compare the rows with each other."""
        met: set[tuple[str, ...]] = set()
        for form in self.forms:
            if not form.ONCE or self._should_delete_form(form) or not form.has_changed() or form.errors:  # type: ignore[attr-defined]
                continue
            said = tuple(str(form.cleaned_data[name]).casefold() for name in form.ONCE)
            if said in met:
                form.add_error(form.ONCE[-1], _("This stands here twice. Remove one of the rows."))
            met.add(said)


class RecordForm:
    """
    A section as it is asked and as it was answered.

    `rows` are the section as it stands; a key that is not among them is a new row, whatever was sent.
    """

    def __init__(
        self, section: Section, resident: Resident, rows: Rows, *, user: User, data: QueryDict | None = None
    ) -> None:
        self.section, self.resident, self.stands, self.user = section, resident, rows, user
        self.places = {one.label: one for one in all_settlements()} if "residences" in section.rows else {}
        self.refusals: list[str] = []
        form = OWN_FORMS.get(section.slug)
        self.own = form(data, initial=form.initial_of(dict(rows[OWN]))) if form else None
        if isinstance(self.own, DoctorForm):
            self.places = self.own.places
        self.sets = [self.row_set(related, data) for related in section.rows]

    def row_set(self, related: str, data: QueryDict | None) -> RowSet:
        form = ROW_FORMS[related]
        more: dict[str, Any] = {"resident": self.resident}
        if form in (ResidenceForm, CarerForm):
            more["user"] = self.user
        if form is ResidenceForm:
            more["settlements"] = self.places
        factory = formset_factory(
            form,
            formset=RowSet,
            extra=0,
            can_delete=True,
            max_num=MOST_ROWS,
            absolute_max=MOST_ROWS,
            validate_max=True,
        )
        mine = {key: row for key, row in self.stands.items() if key.startswith(f"{related}.")}
        sent = [data.get(f"{related}-{at}-key", "") for at in range(MOST_ROWS)] if data is not None else list(mine)
        initial = [self.initial_of(form, key, mine) for key in sent]
        return factory(data, prefix=related, initial=initial, form_kwargs=more)  # type: ignore[return-value]

    @staticmethod
    def initial_of(form: type[RowForm], key: str, rows: Rows) -> dict[str, Any]:
        """Return what a row begins from: what stands, or nothing where it is new."""
        if key not in rows:
            return {}
        row = rows[key]
        return {**form.initial_of(dict(row)), "key": key, "person_id": row.get("person", "")}

    @property
    def forms(self) -> list[TextForm]:
        """Every form of the section in the order of the screen."""
        return [*([self.own] if self.own else []), *(form for rows in self.sets for form in rows)]

    def __iter__(self) -> Iterator[BoundField]:
        """Yield every field of the section, as the summary of faults does."""
        for form in self.forms:
            yield from form

    @property
    def errors(self) -> dict[str, list[str]]:
        """Every fault by the name of its field; what no field is to blame for under the name of nothing."""
        faults = {
            form.add_prefix(name): [str(one) for one in told]
            for form in self.forms
            for name, told in form.errors.items()
        }
        general = self.non_field_errors()
        return {name: told for name, told in faults.items() if not name.endswith(NON_FIELD_ERRORS)} | (
            {"": general} if general else {}
        )

    def non_field_errors(self) -> list[str]:
        """Return what no single field is to blame for."""
        of_forms = [str(one) for form in self.forms for one in form.non_field_errors()]
        return [*self.refusals, *of_forms, *(str(one) for rows in self.sets for one in rows.non_form_errors())]

    def refuse(self, message: str) -> None:
        """Say why what was asked cannot be done."""
        self.refusals.append(message)

    def is_valid(self) -> bool:
        """Return whether everything was answered; every form is asked, so that all faults are told at once."""
        answers = [self.own.is_valid()] if self.own else []
        return all([*answers, *(rows.is_valid() for rows in self.sets)])

    def rows(self) -> dict[str, Row]:
        """Return the section as it was answered; a row that is no longer there keeps its key, to be compared."""
        told: dict[str, Row] = {OWN: self.own.texts() if self.own else {}}
        for rows in self.sets:
            for number, form in enumerate(rows):
                key = form["key"].value() or ""
                is_known, is_touched = key != OWN and key in self.stands, form.has_changed()
                if rows._should_delete_form(form) or not (is_known or is_touched):  # type: ignore[attr-defined]
                    continue
                is_a_key = re.fullmatch(rf"{rows.prefix}\.\d{{1,18}}", key) and key not in told
                name = key if is_a_key else f"{rows.prefix}.new-{number}"
                told[name] = form.texts() if is_touched else dict(self.stands[key])
        return told

    def people_told(self) -> set[int]:
        """Return whom, besides the person, the section shows."""
        return {pk for form in self.forms for pk in getattr(form, "people_told", ())}

    def notes(self) -> list[str]:
        """Return what a person should know about what they typed."""
        return [note for form in self.forms for note in getattr(form, "notes", [])]

    def begin_row(self, related: str) -> None:
        """Take the form as not judged yet, the last row of a kind as the one somebody is about to fill in."""
        for rows in self.sets:
            rows.say_nothing()
            if rows.prefix == related and rows.forms:
                rows.forms[-1].is_fresh = True
        for form in self.forms:
            form._errors, form.cleaned_data = ErrorDict(), {}  # type: ignore[attr-defined]


def with_another_row(data: QueryDict, related: str) -> QueryDict:
    """Return what was sent with one more row of a kind, which is empty."""
    more, name = data.copy(), f"{related}-TOTAL_FORMS"
    count = whole_number(str(data.get(name, "")))
    if count is not None:
        more[name] = str(min(count + 1, MOST_ROWS))
    return more
