from datetime import date

import pytest
from stdnum.fr import nir
from stdnum.it import codicefiscale

from cordata.people.rules.fiscal_names import family_code, given_code
from cordata.people.rules.identifiers import Fault, Known, compact, faults


def fiscal(first_fifteen: str) -> str:
    """Return a codice fiscale with its check letter."""
    return first_fifteen + codicefiscale.calc_check_digit(first_fifteen)


def with_key(first_thirteen: str) -> str:
    """Return a NIR with its key."""
    return first_thirteen + nir.calc_check_digits(first_thirteen + "00")


IDA = Known(families={"D'Hérin"}, givens={"Ida"}, born_on=date(1938, 3, 14), sex="F")
IDAS = fiscal("DHRDIA38C54A326")


class TestTheLettersOfAName:
    @pytest.mark.parametrize(
        ("name", "letters"),
        [
            ("Rossi", "RSS"),
            ("Fo", "FOX"),
            ("D'Hérin", "DHR"),
            ("Aiello", "LLA"),
            ("de La Pierre", "DLP"),
            ("Ô", "OXX"),
        ],
    )
    def test_of_a_family_are_consonants_then_vowels_then_x(self, name, letters):
        assert family_code(name) == letters

    @pytest.mark.parametrize(
        ("name", "letters"), [("Ida", "DIA"), ("Gianfranco", "GFR"), ("Marco", "MRC"), ("Anna Maria", "NMR")]
    )
    def test_of_a_given_name_leave_out_the_second_of_four_consonants(self, name, letters):
        assert given_code(name) == letters


class TestACodiceFiscale:
    def test_that_fits_the_person_is_not_doubted(self):
        assert faults("codice_fiscale", IDAS, IDA) == ()

    def test_with_letters_for_digits_is_the_same_number(self):
        omocodic = fiscal("DHRDIA38C54A3" + "N" + "S")

        assert faults("codice_fiscale", omocodic, IDA) == ()

    def test_with_a_wrong_check_letter_is_told(self):
        wrong = IDAS[:-1] + ("A" if IDAS[-1] != "A" else "B")

        assert faults("codice_fiscale", wrong, IDA) == (Fault.CHECK,)

    @pytest.mark.parametrize("value", ["", "DHR", IDAS + "X", "1234567890123456", "DHRDIA38Z54A326X"])
    def test_of_another_form_is_told(self, value):
        assert faults("codice_fiscale", value, IDA) == (Fault.FORM,)

    @pytest.mark.parametrize(
        ("known", "fault"),
        [
            (Known({"Rossi"}, {"Ida"}, date(1938, 3, 14), sex="F"), Fault.FAMILY_NAME),
            (Known({"D'Hérin"}, {"Zita"}, date(1938, 3, 14), sex="F"), Fault.GIVEN_NAME),
            (Known({"D'Hérin"}, {"Ida"}, date(1938, 3, 15), sex="F"), Fault.BIRTH),
            (Known({"D'Hérin"}, {"Ida"}, None, 1939, sex="F"), Fault.BIRTH),
            (Known({"D'Hérin"}, {"Ida"}, date(1938, 3, 14), sex="M"), Fault.SEX),
        ],
    )
    def test_of_somebody_else_is_told_by_what_differs(self, known, fault):
        assert faults("codice_fiscale", IDAS, known) == (fault,)

    def test_of_a_married_woman_has_her_name_at_birth(self):
        known = Known({"Perron-Cabus", "D'Hérin"}, {"Ida"}, date(1938, 3, 14), sex="F")

        assert faults("codice_fiscale", IDAS, known) == ()

    def test_is_compared_only_with_what_is_known(self):
        assert faults("codice_fiscale", IDAS, Known()) == ()

    def test_of_eleven_digits_is_a_provisional_one(self):
        assert faults("codice_fiscale", "00743110157", IDA) == ()
        assert faults("codice_fiscale", "00743110158", IDA) == (Fault.CHECK,)


MARIE = Known(born_on=date(1938, 3, 14), sex="F")


class TestANir:
    @pytest.mark.parametrize("system", ["nir", "ins"])
    def test_that_fits_the_person_is_not_doubted(self, system):
        assert faults(system, with_key("2380373054001"), MARIE) == ()

    @pytest.mark.parametrize("department", ["2A", "2B"])
    def test_of_corsica_has_its_letters(self, department):
        assert faults("nir", with_key(f"23803{department}054001"), MARIE) == ()

    def test_with_a_wrong_key_is_told(self):
        right = with_key("2380373054001")

        assert faults("nir", right[:-2] + f"{(int(right[-2:]) + 1) % 97:02}", MARIE) == (Fault.CHECK,)

    @pytest.mark.parametrize(
        ("first_thirteen", "fault"), [("1380373054001", Fault.SEX), ("2390373054001", Fault.BIRTH)]
    )
    def test_of_somebody_else_is_told_by_what_differs(self, first_thirteen, fault):
        assert faults("nir", with_key(first_thirteen), MARIE) == (fault,)

    def test_whose_month_is_not_known_says_nothing_of_the_month(self):
        assert faults("nir", with_key("2382073054001"), MARIE) == ()

    @pytest.mark.parametrize("value", ["", "238", "2C80373054001aa", "23803730540016", "éàü"])
    def test_of_another_form_is_told(self, value):
        assert faults("nir", value, MARIE) == (Fault.FORM,)


class TestAHealthCard:
    def test_has_twenty_digits_that_name_health_and_italy(self):
        assert faults("tessera_sanitaria", "80380000200123456789", IDA) == ()

    @pytest.mark.parametrize("value", ["", "8038000020012345678", "80250000200123456789"])
    def test_of_another_form_is_told(self, value):
        assert faults("tessera_sanitaria", value, IDA) == (Fault.FORM,)


def test_a_number_of_no_known_kind_is_never_doubted():
    assert faults("other", "X-12", IDA) == ()


def test_a_number_is_kept_in_capitals_without_what_parts_it():
    assert compact(" dhr dia-38c54.a326/x ") == "DHRDIA38C54A326X"
