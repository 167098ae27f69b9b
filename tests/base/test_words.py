import csv
from importlib.resources import files

import pytest
from django.utils import translation

from cordata.base.words import LANGUAGES, UnknownInstitution, institution, table
from cordata.ui.institutions import institution as institution_here
from cordata.workforce.models import Professional
from tests.clock import ROOT


class TestInstitution:
    def test_a_french_speaking_aostan_reads_cot(self):
        assert institution("coordination_centre", country="IT", language="fr").short == "COT"

    def test_an_italian_reading_in_france_reads_dac(self):
        word = institution("coordination_centre", country="FR", language="it")

        assert str(word) == "dispositivo di supporto al coordinamento (DAC)"

    @pytest.mark.parametrize(
        ("key", "country", "language"), [("cottage", "IT", "it"), ("nurse", "CH", "it"), ("nurse", "IT", "rm")]
    )
    def test_a_word_nobody_wrote_down_is_refused_by_name(self, key, country, language):
        with pytest.raises(UnknownInstitution, match=f"'{key}' is in {country}"):
            institution(key, country=country, language=language)

    def test_without_letters_of_its_own_is_only_named(self):
        assert str(institution("nurse", country="IT", language="it")) == "infermiere"

    def test_follows_the_language_of_whoever_reads(self):
        with translation.override("fr"):
            said = institution_here("nurse", "FR")

        assert str(said) == "infirmier diplômé d'État libéral (IDEL)"


class TestTable:
    def test_every_word_is_said_in_every_language_of_both_countries(self):
        keys = {key for key, _, _ in table()}

        assert {(key, country, language) for key in keys for country in ("IT", "FR") for language in LANGUAGES} == set(
            table()
        )
        assert all(word.name for word in table().values())

    def test_the_glossary_of_the_docs_holds_every_word(self):
        text = files("cordata.base").joinpath("data/institutions.csv").read_text("utf-8")
        glossary = (ROOT / "docs" / "glossary.md").read_text("utf-8")

        missing = [row["it"] for row in csv.DictReader(text.splitlines()) if f"| {row['it']} |" not in glossary]

        assert not missing

    def test_every_profession_has_its_word(self):
        keys = {key for key, _, _ in table()}

        assert set(Professional.Kind.values) <= keys
