"""What is asked of a person's own fields, section by section."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cordata.people.actions.practitioners import add_practitioner
from cordata.people.forms.fields import BirthField, PlaceField, Ticked
from cordata.people.forms.texts import TextForm
from cordata.people.models import GeneralPractitioner, Resident
from cordata.people.queries.places import all_settlements
from cordata.people.queries.record import text_of
from cordata.people.rules.merging import Row

YES_NO = [("", _("not known")), ("True", _("yes")), ("False", _("no"))]


class NamesForm(TextForm):
    """The names a person is called by, to the letter."""

    NAMES = ("given_name", "family_name")

    class Meta:
        model = Resident
        fields = ("given_name", "family_name")
        help_texts = {"family_name": _("As they write it: D'Hérin, de La Pierre, Perron-Cabus.")}


class BirthForm(TextForm):
    """When and where somebody was born, as what, and how they call themself."""

    SHOWN_AS = {"born_on": "born", "born_in_year": "born"}
    born = BirthField()
    field_order = ("born", "birthplace", "sex", "gender")

    class Meta:
        model = Resident
        fields = ("birthplace", "sex", "gender")
        help_texts = {
            "sex": _("As on the identity card."),
            "gender": _("As they say themself, where they want to."),
        }

    @classmethod
    def initial_of(cls, row: Row) -> dict[str, Any]:
        """Return the date or the year as one text."""
        born = date.fromisoformat(row["born_on"]) if row["born_on"] else None
        told = f"{born.day}/{born.month}/{born.year}" if born else row["born_in_year"]
        return super().initial_of(row) | {"born": told}

    def texts(self) -> Row:
        """Return the date and the year apart."""
        row, born = super().texts(), self.cleaned_data["born"]
        del row["born"]
        return row | {"born_on": text_of(born.on), "born_in_year": text_of(born.year)}


class LanguagesForm(TextForm):
    """Which language somebody would rather be spoken to in, and which others they understand."""

    LISTS = ("languages",)
    language = forms.ChoiceField(label=_("Speak to them in"), choices=settings.LANGUAGES)
    languages = forms.MultipleChoiceField(label=_("They also understand"), choices=[], required=False, widget=Ticked)

    SPOKEN: ClassVar = [
        *settings.LANGUAGES,
        ("frp", _("Francoprovençal")),
        ("wae", _("Walser German")),
        ("es", _("Spanish")),
        ("pt", _("Portuguese")),
        ("ro", _("Romanian")),
        ("ar", _("Arabic")),
        ("sq", _("Albanian")),
        ("uk", _("Ukrainian")),
    ]

    class Meta:
        model = Resident
        fields = ("language", "languages")

    def __init__(self, *args: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        known = dict(self.SPOKEN)
        kept = [(one, one) for one in self.initial.get("languages", []) if one not in known]
        self.fields["languages"].choices = [*self.SPOKEN, *kept]  # type: ignore[attr-defined]


class LivesAloneForm(TextForm):
    """Whether anybody else lives there."""

    lives_alone = forms.ChoiceField(label=_("Lives alone"), choices=YES_NO, required=False)

    class Meta:
        model = Resident
        fields = ()  # the answer stays a text


class PhoneForm(TextForm):
    """The telephone that rings first."""

    class Meta:
        model = Resident
        fields = ("phone",)
        help_texts = {"phone": _("The number that is called first.")}


class DoctorForm(TextForm):
    """Whom somebody named as their family doctor."""

    class Meta:
        model = Resident
        fields = ("practitioner",)
        labels = {"practitioner": _("Family doctor")}
        help_texts = {"practitioner": _("Not on the list? Leave this empty and write the name below.")}

    new_name = forms.CharField(label=_("Name of a doctor not on the list"), max_length=120, required=False)
    new_phone = forms.CharField(label=_("Their telephone"), max_length=30, required=False)
    new_place = PlaceField(label=_("Their practice is in"), required=False)

    def __init__(self, *args: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        self.places = {one.label: one for one in all_settlements()}
        self.fields["new_place"].offer(self.places)  # type: ignore[attr-defined]
        everybody = GeneralPractitioner.objects.select_related("commune").order_by("name", "pk")
        self.fields["practitioner"].queryset = everybody  # type: ignore[attr-defined]
        self.fields["practitioner"].label_from_instance = lambda one: f"{one.name}, {one.commune}"  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask where a new doctor practises."""
        said = super().clean()
        if said.get("new_name") and not said.get("new_place") and "new_place" not in self.errors:
            self.add_error("new_place", _("Say where the practice is."))
        return said

    def texts(self) -> Row:
        """Return the doctor; one who is not on the list joins it."""
        said = self.cleaned_data
        chosen = said["practitioner"]
        if said["new_name"]:
            commune = said["new_place"].commune
            chosen = add_practitioner(name=said["new_name"], phone=said["new_phone"], commune=commune)
        return {"practitioner": text_of(chosen.pk if chosen else None)}


class WishesForm(TextForm):
    """What matters to somebody, and when not to disturb them."""

    class Meta:
        model = Resident
        fields = ("matters", "quiet")
        help_texts = {
            "matters": _("In their own words: to walk to the chapel again."),
            "quiet": _("When nobody should ring or come: after lunch until three."),
        }


OWN_FORMS: dict[str, type[TextForm]] = {
    "names": NamesForm,
    "birth": BirthForm,
    "languages": LanguagesForm,
    "home": LivesAloneForm,
    "contacts": PhoneForm,
    "doctor": DoctorForm,
    "wishes": WishesForm,
}
