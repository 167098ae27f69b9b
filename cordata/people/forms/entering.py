"""What is asked of somebody new: few things first, so that a person is in the register in under a minute."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cordata.accounts.models import User
from cordata.people.actions.entering import Entry
from cordata.people.forms.fields import BirthField, PlaceField
from cordata.people.forms.homes import ANOTHER, Joining
from cordata.people.forms.own import YES_NO
from cordata.people.models import Household, Identifier, Resident
from cordata.people.queries.places import Settlement, settlements
from cordata.people.rules.facts import Facts
from cordata.people.rules.identifiers import compact

ALONE = {"True": True, "False": False, "": None}
NUMBERS = {"IT": "codice_fiscale", "FR": "nir"}


class EnteringForm(Joining, forms.Form):
    """A new person; the country of the village decides which number is asked."""

    NAMES = ("given_name", "family_name", "maiden_name")
    FIRST: ClassVar = ("given_name", "family_name", "born", "place", "address", "joins", "phone", "language")

    given_name = forms.CharField(label=_("Given name"), max_length=80)
    family_name = forms.CharField(
        label=_("Family name"), max_length=80, help_text=_("As they write it: D'Hérin, de La Pierre, Perron-Cabus.")
    )
    born = BirthField()
    place = PlaceField(label=_("Village or hamlet"), help_text=_("Type part of the name and choose."))
    address = forms.CharField(label=_("Address"), max_length=200, help_text=_("Street and number, or the house."))
    joins = forms.CharField(label=_("Who lives there"), required=False, widget=forms.HiddenInput)
    phone = forms.CharField(
        label=_("Telephone"), max_length=30, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    language = forms.ChoiceField(label=_("Speak to them in"), choices=settings.LANGUAGES)
    sex = forms.ChoiceField(label=_("Sex"), choices=Resident.Sex.choices, required=False)
    birthplace = forms.CharField(label=_("Born in"), max_length=120, required=False)
    maiden_name = forms.CharField(label=_("Family name at birth"), max_length=80, required=False)
    codice_fiscale = forms.CharField(label=_("Codice fiscale"), max_length=40, required=False)
    nir = forms.CharField(label=_("NIR"), max_length=40, required=False)
    lives_alone = forms.ChoiceField(label=_("Lives alone"), choices=YES_NO, required=False)
    access = forms.CharField(
        label=_("How to get in"), max_length=200, required=False, help_text=_("The door, the key, where to park.")
    )
    matters = forms.CharField(label=_("What matters to them"), max_length=200, required=False)
    is_another = forms.BooleanField(label=_("It is another person"), required=False)

    def __init__(self, *args: Any, user: User, **words: Any) -> None:
        super().__init__(*args, **words)
        self.user = user
        found = settlements(user, timezone.localdate())
        self.places = {one.label: one for one in found}
        self.fields["place"].offer(self.places)  # type: ignore[attr-defined]
        countries = {one.commune.country for one in found}
        for country, name in NUMBERS.items():
            if country not in countries:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Ask who lives at the address; keep no number of the country where the person does not live."""
        given = super().clean()
        self.ask_who_lives_there(self.user)
        return given

    def first(self) -> list[Any]:
        """Return what is asked of everybody."""
        return [self[name] for name in self.FIRST if not self[name].is_hidden]

    def more(self) -> list[Any]:
        """Return what may wait."""
        return [self[name] for name in self.fields if name not in (*self.FIRST, "is_another")]

    @property
    def has_more(self) -> bool:
        """Whether something that may wait was typed already."""
        return any(field.value() for field in self.more())

    def numbers(self) -> tuple[tuple[str, str], ...]:
        """Return the numbers that were given, each with its kind."""
        given = ((name, compact(self.cleaned_data.get(name, ""))) for name in NUMBERS.values())
        return tuple((str(Identifier.System(name).value), value) for name, value in given if value)

    def facts(self) -> Facts:
        """Return what a person is compared by."""
        said = self.cleaned_data
        where: Settlement = said["place"]
        joins = said.get("joins") or ANOTHER
        other = ((said["given_name"], said["maiden_name"]),) if said["maiden_name"] else ()
        return Facts(
            names=((said["given_name"], said["family_name"]), *other),
            born_on=said["born"].on,
            born_in_year=said["born"].year,
            sex=said["sex"],
            identifiers=self.numbers(),
            phones=(said["phone"],) if said["phone"] else (),
            places=tuple(where.label.split(", ")),
            household=None if joins == ANOTHER else int(joins),
            commune=where.commune.pk,
        )

    def entry(self) -> Entry:
        """Return the person as they are to be entered."""
        said = self.cleaned_data
        joins = said.get("joins") or ANOTHER
        same = ("given_name", "family_name", "born", "place", "address", "phone", "language", "access", "sex")
        return Entry(
            **{name: said[name] for name in (*same, "birthplace", "maiden_name", "matters")},
            joins=None if joins == ANOTHER else Household.objects.get(pk=int(joins)),
            lives_alone=ALONE[said["lives_alone"]],
            identifiers=self.numbers(),
        )
