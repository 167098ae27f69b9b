"""Forms that take a row of a record in texts and give it back in texts, cleaned of what nobody can see."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _

from cordata.people.queries.record import text_of
from cordata.people.rules.merging import Row
from cordata.people.rules.names import cleaned, mixes_scripts


class CleanTexts(forms.BaseForm):
    """
    Cleans every text that was typed, and says in `notes` what of it a person should know.

    `NAMES` are the fields whose letters should be of one alphabet.
    """

    NAMES: ClassVar[tuple[str, ...]] = ()

    def clean(self) -> dict[str, Any]:
        """Take out what cannot be seen."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        self.notes: list[str] = []
        for name, value in list(given.items()):
            if isinstance(value, str):
                given[name] = self.tidied(name, value)
                if self.fields[name].required and not given[name]:
                    self.add_error(name, self.fields[name].error_messages["required"])
        return given

    def tidied(self, name: str, value: str) -> str:
        """Return a text without what cannot be seen, noting what a person should know of it."""
        field, told = self.fields[name], cleaned(value)
        if told.had_unseen:
            self.notes.append(_("%(field)s: characters that cannot be seen were taken out.") % {"field": field.label})
        if name in self.NAMES and mixes_scripts(told.text):
            self.notes.append(
                _("%(field)s: “%(text)s” mixes letters of two alphabets that look alike. Check it.")
                % {"field": field.label, "text": told.text}
            )
        return told.text


class TextForm(CleanTexts, forms.ModelForm):  # type: ignore[type-arg]
    """A row of a record as its form; the names of fields are those of the row unless a form says otherwise."""

    LISTS: ClassVar[tuple[str, ...]] = ()
    SHOWN_AS: ClassVar[Mapping[str, str]] = {}  # fields of the row that another field of the form asks

    @classmethod
    def initial_of(cls, row: Row) -> dict[str, Any]:
        """Return a row as the form's fields take it."""
        flags = [name for name, field in cls.base_fields.items() if isinstance(field, forms.BooleanField)]
        told: dict[str, Any] = {name: text for name, text in row.items() if name in cls.base_fields}
        told |= {name: [one for one in row[name].split(",") if one] for name in cls.LISTS}
        return told | {name: row.get(name) == "True" for name in flags}

    def texts(self) -> Row:
        """Return what was typed as a row."""
        own = [name for name in self.fields if name not in ("key", "DELETE")]
        told = {name: text_of(getattr(self.cleaned_data[name], "pk", self.cleaned_data[name])) for name in own}
        return told | {name: text_of(self.listed(name)) for name in self.LISTS}

    def listed(self, name: str) -> list[str]:
        """Return what is ticked, in the order in which it stands where it is the same."""
        ticked, stood = self.cleaned_data[name], self.initial.get(name) or []
        return stood if set(ticked) == set(stood) else sorted(ticked)
