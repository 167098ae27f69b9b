"""Which people are wanted: words, and filters said as a sentence. All of it stands in the address."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cordata.accounts.models import Role, User
from cordata.people.queries.search import COUNTED, PAGE, Filters
from cordata.people.rules.search import LONGEST_QUESTION
from cordata.places.models import Commune

OLDEST = 120
WITHOUT = [("circle", _("a circle of care")), ("practitioner", _("a family doctor"))]


class WordsField(forms.CharField):
    """Words that are looked for; what no name can hold is left out, for nobody meant it."""

    def to_python(self, value: Any) -> str:
        """Return as much of the words as anybody's name is long."""
        return (super().to_python(value) or "").replace("\0", "")[:LONGEST_QUESTION]


class SearchForm(forms.Form):
    """A question about people."""

    words = WordsField(label=_("Name, place, birth or telephone"), required=False)
    place = forms.ModelChoiceField(
        Commune.objects.none(), label=_("living in"), empty_label=_("every place"), required=False
    )
    without = forms.ChoiceField(label=_("without"), choices=[("", _("nothing")), *WITHOUT], required=False)
    turned = forms.IntegerField(label=_("who have turned"), min_value=0, max_value=OLDEST, required=False)
    alone = forms.BooleanField(label=_("who live alone"), required=False)
    gone = forms.BooleanField(label=_("also those who died or moved away"), required=False)
    page = forms.IntegerField(min_value=1, max_value=-(-COUNTED // PAGE), required=False)

    def __init__(self, *args: Any, user: User, on: date) -> None:
        super().__init__(*args)
        areas = Role.objects.on(on).filter(user=user).values("area")
        places = Commune.objects.filter(area__in=areas).order_by("name", "pk")
        self.fields["place"].queryset = places  # type: ignore[attr-defined]

    @property
    def is_filtered(self) -> bool:
        """Whether more than words was asked."""
        return any(self.cleaned_data.get(name) for name in ("place", "without", "turned", "alone", "gone"))

    def filters(self) -> Filters:
        """Return which of the people one sees are wanted."""
        said = self.cleaned_data
        return Filters(
            commune=said["place"].pk if said["place"] else None,
            alone=said["alone"],
            without=said["without"],
            turned=said["turned"],
            gone=said["gone"],
        )
