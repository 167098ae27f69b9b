"""Which of two records stays, and what it takes of the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from cordata.people.models import Resident
from cordata.people.queries.doubles import choice_words
from cordata.people.queries.merge import Choice, differing, texts

KEPT, GONE = "kept", "gone"


class MergeForm(forms.Form):
    """A question for each thing in which two records differ: which of both is right."""

    reason = forms.CharField(label=_("How you know that they are one person"), max_length=200, required=False)
    kept_version = forms.IntegerField(widget=forms.HiddenInput)
    gone_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, kept: Resident, gone: Resident) -> None:
        super().__init__(*args)
        self.initial = {"kept_version": kept.version, "gone_version": gone.version}
        self.choices: list[Choice] = []
        for choice in differing(kept, gone):
            words = [(KEPT, choice_words(kept, choice.fields)), (GONE, choice_words(gone, choice.fields))]
            if words[0][1] == words[1][1]:
                continue  # two records of one house: nobody could choose
            self.choices.append(choice)
            self.fields[choice.name] = forms.ChoiceField(
                label=str(choice.title),
                choices=[(which, said or _("nothing")) for which, said in words],
                widget=forms.RadioSelect,
                initial=KEPT if any(texts(kept, choice)) else GONE,
            )

    def questions(self) -> Iterator[BoundField]:
        """Return the question of each thing in which the records differ."""
        return (self[choice.name] for choice in self.choices)

    def takes(self) -> frozenset[str]:
        """Return what the record that stays takes of the one that goes."""
        return frozenset(choice.name for choice in self.choices if self.cleaned_data[choice.name] == GONE)


class OtherRecordForm(forms.Form):
    """Which other record is the same person."""

    other = forms.IntegerField(min_value=1, required=False)
    words = forms.CharField(label=_("Name, place, birth or telephone"), max_length=100, required=False)
