"""What is asked about a home: where it is, since when, in which months, and with whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cordata.accounts.models import User
from cordata.people.forms.fields import DayInput, PlaceField
from cordata.people.forms.rows import RowForm
from cordata.people.forms.texts import CleanTexts
from cordata.people.models import Residence
from cordata.people.queries.places import Settlement, members_at
from cordata.people.rules.merging import Row

ANOTHER = "another"
MONTH_CHOICES = [("", _("all the year")), *MONTHS.items()]


class Joining(CleanTexts):
    """Asks, where somebody lives at the address already, whether they live together. Expects place, address, joins."""

    def __init__(self, *args: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        self.people_told: set[int] = set()

    def ask_who_lives_there(self, user: User) -> None:
        """Offer the households at the address, and refuse to guess."""
        where, address = self.cleaned_data.get("place"), self.cleaned_data.get("address", "")
        if not where or not address:
            return
        homes = members_at(where, address, user, timezone.localdate())
        if not homes:
            self.cleaned_data["joins"] = ""
            return
        self.people_told = {one.pk for _home, members in homes for one in members}
        people = [(str(home.pk), _now("lives with %(names)s") % {"names": said(members)}) for home, members in homes]
        field = self.fields["joins"]
        field.widget = forms.RadioSelect(choices=[*people, (ANOTHER, _now("another household at this address"))])
        answer = self.cleaned_data.get("joins", "")
        if answer not in {ANOTHER, *(value for value, _label in people)}:
            self.add_error("joins", _("Somebody lives at this address. Say whether they live together."))


def said(members: list[Any]) -> str:
    return ", ".join(str(one) for one in members)


class ResidenceForm(RowForm, Joining):
    """One home: the address, since and until when, and in which months where it changes with the season."""

    ADD = _("Add a home, or a move")
    SAYS = ("place",)
    place = PlaceField(label=_("Village or hamlet"))
    address = forms.CharField(label=_("Address"), max_length=200)
    access = forms.CharField(
        label=_("How to get in"), max_length=200, required=False, help_text=_("The door, the key, where to park.")
    )
    joins = forms.CharField(label=_("Who lives there"), required=False, widget=forms.HiddenInput)
    first_month = forms.TypedChoiceField(
        label=_("From the month"), choices=MONTH_CHOICES, required=False, coerce=int, empty_value=None
    )
    last_month = forms.TypedChoiceField(
        label=_("To the month"), choices=MONTH_CHOICES, required=False, coerce=int, empty_value=None
    )
    field_order = ("key", "use", "place", "address", "joins", "access", "since_on", "until_on")

    class Meta:
        model = Residence
        fields = ("use", "since_on", "until_on", "first_month", "last_month")
        widgets = {"since_on": DayInput, "until_on": DayInput}

    def __init__(
        self,
        *args: Any,
        user: User | None = None,
        settlements: Mapping[str, Settlement] | None = None,
        **words: Any,
    ) -> None:
        super().__init__(*args, **words)
        self.reader = user
        self.fields["place"].offer(settlements or {})  # type: ignore[attr-defined]

    @classmethod
    def initial_of(cls, row: Row) -> dict[str, Any]:
        """Return the home with the household it is, which the form does not ask."""
        return super().initial_of(row) | {"household": row["household"], "joins": row["household"]}

    def clean(self) -> dict[str, Any]:
        """Compare the dates and months; ask who lives at a new address."""
        given = super().clean()
        since, until = given.get("since_on"), given.get("until_on")
        if since and until and until < since:
            self.add_error("until_on", _("It cannot end before it began."))
        if (given.get("first_month") is None) != (given.get("last_month") is None):
            self.add_error("last_month", _("Give both months, or none."))
        if not self.initial.get("household") and self.reader and not given.get("DELETE"):
            self.ask_who_lives_there(self.reader)
        return given

    def texts(self) -> Row:
        """Return the row with its place by name and the household it joins, or is."""
        row = super().texts()
        joins = row.pop("joins")
        settled = self.initial.get("household") or ("" if joins == ANOTHER else joins)
        return row | {"place": self.cleaned_data["place"].label, "household": str(settled)}
