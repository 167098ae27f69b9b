"""Questions that several forms about people ask: a name, a birth, a place, several of a list, somebody known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cordata.people.queries.places import Settlement
from cordata.people.rules.dates import Birth, BirthNotUnderstood, BirthOutOfRange, read_birth
from cordata.places.roads.geocode import plain

NAMED = 6  # places said to be meant by what was typed
PLACES = "places"  # the id of the page's one list of places


class DayInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class Ticked(forms.CheckboxSelectMultiple):
    """Boxes to tick; several answers may come as one text with commas, as a choice between two versions sends them."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """Return what is ticked."""
        given = super().value_from_datadict(data, files, name) or []
        return [one for text in given for one in text.split(",") if one]


class BirthField(forms.CharField):
    """A date of birth, day first, or the year alone."""

    def __init__(self) -> None:
        help_text = _("Day, month, year, or only the year: 14/3/1938 or 1938.")
        super().__init__(label=_("Born on"), help_text=help_text, max_length=20, required=False)

    def clean(self, value: Any) -> Birth:
        """Return the birth that was typed."""
        typed = super().clean(value)
        try:
            return read_birth(typed, today=timezone.localdate())
        except BirthNotUnderstood:
            raise ValidationError(
                _("“%(typed)s” is no date. Write day, month and year, or only the year."),
                code="born",
                params={"typed": typed},
            ) from None
        except BirthOutOfRange:
            raise ValidationError(
                _("Nobody alive was born then: %(typed)s. Check the year."), code="born", params={"typed": typed}
            ) from None


class PlaceField(forms.CharField):
    """A commune, or a hamlet of one, picked from the page's list or typed until only one is meant."""

    default_error_messages = {
        "unknown": _("No village or hamlet of the register is called “%(typed)s”. Choose one from the list."),
        "several": _("Several places are called “%(typed)s”: %(named)s. Choose one of them."),
        "many": _(
            "%(number)d places are called “%(typed)s”, among them: %(named)s. Choose one, or type more of the name."
        ),
    }

    def __init__(self, **words: Any) -> None:
        attrs = {"list": PLACES, "autocomplete": "off"}
        super().__init__(max_length=250, widget=forms.TextInput(attrs=attrs), **words)
        self.settlements: dict[str, Settlement] = {}

    def offer(self, settlements: Mapping[str, Settlement]) -> None:
        """Set what may be meant, by label."""
        self.settlements = dict(settlements)

    def clean(self, value: Any) -> Settlement | None:
        """Return the place that was meant, None where nothing was typed."""
        typed = super().clean(value).strip()
        if not typed or typed in self.settlements:
            return self.settlements.get(typed)
        found = matching(typed, self.settlements)
        if len(found) == 1:
            return self.settlements[found[0]]
        params = {"typed": typed, "number": len(found), "named": "; ".join(from_each_commune(found)[:NAMED])}
        kind = "many" if len(found) > NAMED else "several" if found else "unknown"
        raise ValidationError(self.error_messages[kind], code="place", params=params)


def from_each_commune(labels: Iterable[str]) -> list[str]:
    """Return labels in turn: the first of each commune, then the second of each."""
    met: Counter[str] = Counter()
    turns = []
    for label in labels:
        commune = label.rpartition(", ")[2]
        turns.append((met[commune], label))
        met[commune] += 1
    return [label for _turn, label in sorted(turns, key=itemgetter(0))]


def matching(typed: str, labels: Iterable[str]) -> list[str]:
    """Return the labels that hold every word typed, whatever the accents; of these those that are it, if any are."""
    words = plain(typed).split()
    told = {label: plain(label) for label in labels}
    holding = [label for label, said in told.items() if all(word in said for word in words)]
    exactly = [label for label in holding if plain(label.partition(",")[0]) == plain(typed)]
    return exactly or holding
