"""A village or hamlet that is typed rather than chosen."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from cordata.people.forms.fields import PlaceField


class TestAPlaceTypedTooShort:
    def test_names_some_of_every_commune_and_says_how_many_there_are(self):
        inside = [f"Hamlet {one}, Gressoney-La-Trinité" for one in range(9)]
        field = PlaceField()
        field.offer(dict.fromkeys([*inside, "Gressoney-Saint-Jean"]))

        with pytest.raises(ValidationError) as refused, translation.override("en"):
            field.clean("gressoney")

        told = str(refused.value.messages[0])
        assert told.startswith("10 places are called “gressoney”")
        assert "Gressoney-Saint-Jean" in told
