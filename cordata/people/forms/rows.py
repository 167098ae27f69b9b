"""What is asked of the further rows of a record: other names, numbers, ways to reach somebody, illness, safety."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cordata.people.forms.fields import DayInput
from cordata.people.forms.texts import TextForm
from cordata.people.models import Allergy, Condition, ContactPoint, Identifier, OtherName, Resident, SafetyNote
from cordata.people.rules.identifiers import compact

ICPC_2 = re.compile(r"[ABDFHKLNPRSTUWXYZ]\d{2}")
ICD_10 = re.compile(r"[A-Z]\d{2}(\.\d{1,2})?")
COUNTRY_SYSTEMS = {"IT": ("codice_fiscale", "tessera_sanitaria"), "FR": ("nir", "ins")}


class RowForm(TextForm):
    """A row that may be added, changed and removed; its key names it, and is empty while it is new."""

    ONCE: ClassVar[tuple[str, ...]] = ()  # the fields in which no two rows may be the same
    key = forms.CharField(required=False, widget=forms.HiddenInput, max_length=40)

    ADD: ClassVar[str | Promise] = ""
    SAYS: ClassVar[tuple[str, ...]] = ()  # the fields that tell the row from the others

    def __init__(self, *args: Any, resident: Resident | None = None, **words: Any) -> None:
        super().__init__(*args, **words)
        self.resident = resident
        self.is_fresh = False  # just added, so that the keyboard goes there

    def summary(self) -> str:
        """Return in a few words which row it is; nothing while it is new."""
        return " ".join(str(self.initial[name]) for name in self.SAYS if self.initial.get(name))


class OtherNameForm(RowForm):
    """A name at birth, what people call somebody, another spelling."""

    ADD = _("Add a name")
    SAYS = ("given_name", "family_name")
    NAMES = ("given_name", "family_name")

    class Meta:
        model = OtherName
        fields = ("use", "given_name", "family_name")

    def clean(self) -> dict[str, Any]:
        """Ask for at least one name."""
        said = super().clean()
        if "family_name" in said and not said["family_name"] and not said.get("given_name"):
            raise ValidationError({"family_name": _("Write at least one of the two names, or remove the row.")})
        return said


class IdentifierForm(RowForm):
    """A number by which a country knows somebody; kept in capitals, without spaces."""

    ADD = _("Add a number")
    SAYS = ("value",)
    ONCE = ("system", "value")

    class Meta:
        model = Identifier
        fields = ("system", "value")
        help_texts = {"value": _("Spaces do not matter. A number that looks wrong is kept, and said to look wrong.")}

    def __init__(self, *args: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        if self.resident:
            self.fields["system"].choices = systems_of(self.resident.household.commune.country)  # type: ignore[attr-defined]

    def clean_value(self) -> str:
        """Return the number as it is kept."""
        value = compact(self.cleaned_data["value"])
        if not value:
            raise ValidationError(_("Write the number, or remove the row."), code="required")
        return value


def systems_of(country: str) -> list[tuple[str, Any]]:
    """Return the kinds of number, those of a country first and apart from those of the other."""
    words = dict(Identifier.System.choices)
    own = COUNTRY_SYSTEMS.get(country, ())
    others = [one for kinds in COUNTRY_SYSTEMS.values() for one in kinds if one not in own]
    first = [(one, words[one]) for one in (*own, Identifier.System.OTHER.value)]
    return [("", _("Choose the kind")), *first, (_("Across the border"), [(one, words[one]) for one in others])]


class ContactPointForm(RowForm):
    """A further way to reach somebody, and what it may be used for."""

    ADD = _("Add a way to reach them")
    SAYS = ("value",)

    class Meta:
        model = ContactPoint
        fields = ("kind", "value", "for_visits", "for_urgent", "for_news", "note")

    def clean(self) -> dict[str, Any]:
        """Ask an e-mail address to be one."""
        said = super().clean()
        if said.get("kind") == ContactPoint.Kind.EMAIL and "value" in said:
            try:
                said["value"] = forms.EmailField().clean(said["value"])
            except ValidationError as refusal:
                raise ValidationError({"value": refusal.messages}) from refusal
        return said


class ConditionForm(RowForm):
    """A long-term condition, by its code or in words."""

    ADD = _("Add a condition")
    ONCE = ("system", "name", "code")

    class Meta:
        model = Condition
        fields = ("system", "code", "name", "since_on", "ended_on")
        widgets = {
            "since_on": DayInput,
            "ended_on": DayInput,
            "code": forms.TextInput(
                attrs={"list": "conditions", "autocomplete": "off", "autocapitalize": "characters"}
            ),
        }
        help_texts = {
            "code": _("K86, T90, I50.1; empty for a condition in words."),
            "name": _("For a code of the short list the name follows by itself."),
        }

    def summary(self) -> str:
        """Return the condition's name, as the short list has it where it does."""
        code, name = self.initial.get("code", ""), self.initial.get("name", "")
        return str(name or dict(Condition.Code.choices).get(code, code))

    def clean_code(self) -> str:
        """Return the code as it is kept."""
        return str(self.cleaned_data["code"]).upper().strip()

    def clean(self) -> dict[str, Any]:
        """Compare the code with the list it is of, and the dates with each other."""
        said = super().clean()
        system, code, name = (said.get(one, "") for one in ("system", "code", "name"))
        pattern = {Condition.System.ICPC_2: ICPC_2, Condition.System.ICD_10: ICD_10}.get(system)
        if pattern and code and not pattern.fullmatch(code):
            self.add_error("code", _("This is no code of that list: K86 is one of ICPC-2, I50.1 one of ICD-10."))
        if not code and not name and "code" not in self.errors:
            self.add_error("name", _("Write the code or the name of the condition."))
        if code and not pattern:
            self.add_error("system", _("Say which list the code is of."))
        if code and not name and code not in Condition.Code.values and not self.errors:
            self.add_error("name", _("This code is not on the short list: write its name too."))
        since, ended = said.get("since_on"), said.get("ended_on")
        if since and ended and ended < since:
            self.add_error("ended_on", _("It cannot end before it began."))
        return said


class AllergyForm(RowForm):
    """What somebody must not be given or meet."""

    ADD = _("Add an allergy")
    SAYS = ("substance",)
    ONCE = ("substance",)

    class Meta:
        model = Allergy
        fields = ("substance", "reaction", "severity")


class SafetyNoteForm(RowForm):
    """What whoever comes to the door must know."""

    ADD = _("Add a safety note")
    SAYS = ("text",)

    class Meta:
        model = SafetyNote
        fields = ("kind", "text")
