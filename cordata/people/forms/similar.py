"""Somebody as far as they have been typed; what is not there yet, or not understood yet, is left out."""

from __future__ import annotations

from typing import Any

from django import forms

from cordata.people.forms.fields import BirthField
from cordata.people.models import Identifier
from cordata.people.rules.dates import Birth
from cordata.people.rules.facts import Facts

NUMBERS = (Identifier.System.CODICE_FISCALE, Identifier.System.NIR)


class SimilarForm(forms.Form):
    """A person half typed."""

    given_name = forms.CharField(max_length=80, required=False)
    family_name = forms.CharField(max_length=80, required=False)
    maiden_name = forms.CharField(max_length=80, required=False)
    born = BirthField()
    sex = forms.CharField(max_length=1, required=False)
    phone = forms.CharField(max_length=30, required=False)
    codice_fiscale = forms.CharField(max_length=40, required=False)
    nir = forms.CharField(max_length=40, required=False)
    leaving_out = forms.IntegerField(min_value=1, required=False)

    def facts(self) -> Facts | None:
        """Return what was typed, or nothing while it is too little to tell anybody by."""
        self.full_clean()
        said: dict[str, Any] = self.cleaned_data
        given, family, maiden = (said.get(name, "") for name in ("given_name", "family_name", "maiden_name"))
        identifiers = tuple((str(system.value), said[system.value]) for system in NUMBERS if said.get(system.value))
        if min(len(given), len(family)) < 2 and not identifiers:
            return None
        birth: Birth = said.get("born") or Birth()
        return Facts(
            names=((given, family), *(((given, maiden),) if maiden else ())),
            born_on=birth.on,
            born_in_year=birth.year,
            sex=said.get("sex", ""),
            identifiers=identifiers,
            phones=(said["phone"],) if said.get("phone") else (),
        )
