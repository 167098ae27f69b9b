"""People brought in from a table, and brought again."""

from datetime import date

import pytest

from cordata.accounts.models import Area, Role
from cordata.exchange import actions
from cordata.exchange.models import ImportRow, PeopleImport
from cordata.people.actions.keys import refresh_search_words
from cordata.people.models import Resident, Revision, SearchWord
from cordata.places.models import Commune
from tests.clock import NINE, TEN
from tests.exchange.people import BRUNA, HEADINGS, everything_of, person, table
from tests.people.records import agreed_by_family

Outcome = ImportRow.Outcome


def outcomes(found: PeopleImport) -> list[str]:
    """Return what the rows of an import mean, in their order."""
    return list(found.rows.order_by("number").values_list("outcome", flat=True))


class TestTakingATableIn:
    def test_stores_a_new_person_as_the_row_says(self, claudio, take_in):
        take_in(table(BRUNA))

        bruna = person()
        assert (bruna.given_name, bruna.family_name, bruna.born_on) == ("Bruna", "Jocallaz", date(1941, 3, 12))
        assert (bruna.phone, bruna.household.address) == ("0165 905700", "Dégioz 4")
        assert bruna.household.commune == claudio.household.commune

    def test_lets_a_new_person_be_found(self, claudio, take_in):
        take_in(table(BRUNA))

        assert SearchWord.objects.filter(resident=person(), word="jocallaz").exists()

    def test_stores_nothing_before_it_is_agreed_to(self, claudio, bring):
        bring(table(BRUNA))

        assert not Resident.objects.filter(family_name="Jocallaz").exists()

    def test_lets_the_file_go(self, claudio, take_in):
        found = take_in(table(BRUNA))

        assert found.state == PeopleImport.State.TAKEN
        assert found.content is None

    def test_lets_two_at_one_address_live_together(self, claudio, take_in):
        brother = ("18", "Jocallaz", "Piero", "1939", *BRUNA[4:])

        take_in(table(BRUNA, brother))

        assert person().household == person("usl-vda:18").household

    def test_knows_a_household_that_is_there_already(self, claudio, take_in):
        beside = (*BRUNA[:5], "Dégioz", claudio.household.address, "")

        take_in(table(beside))

        assert person().household == claudio.household

    @pytest.mark.parametrize(
        ("heading", "cell", "told"),
        [
            ("Patologie", "diabete, K86; gotta", {"T90", "K86", "gotta"}),
            ("Allergie", "penicillina | lattice", {"penicillina", "lattice"}),
            ("Codice fiscale", "JCL BRN 41C52 A326 X", {"JCLBRN41C52A326X"}),
            ("Cognome da nubile", "Perron", {"Perron"}),
            ("Cellulare", "347 1234567", {"347 1234567"}),
            ("Caregiver", "Ida Dayné", {"Ida Dayné"}),
            ("Chiave", "vicina Rosa", {"vicina Rosa"}),
        ],
    )
    def test_stores_what_hangs_on_a_person(self, heading, cell, told, claudio, take_in):
        take_in(table((*BRUNA, cell), headings=(*HEADINGS, heading)))

        assert everything_of(person()) == told


class TestBringingATableAgain:
    def test_changes_nothing(self, claudio, take_in, bring):
        take_in(table(BRUNA))

        again = bring(table(BRUNA))

        assert outcomes(again) == [Outcome.SAME]

    def test_changes_nothing_where_rows_have_no_number(self, claudio, take_in, bring):
        nameless = table(BRUNA[1:], headings=HEADINGS[1:])
        take_in(nameless)

        assert outcomes(bring(nameless)) == [Outcome.SAME]

    def test_knows_somebody_by_the_number_of_their_country(self, claudio, bring):
        claudio.identifiers.create(system="codice_fiscale", value="DYNCLD38C14L783V")
        row = ("", "Dayné", "Claudio", "14/03/1938", "Valsavarenche", "", "", "0165 333333", "dyn cld 38c14 l783v")

        found = bring(table(row, headings=(*HEADINGS, "CF")))

        assert list(found.rows.values_list("outcome", "resident")) == [(Outcome.CHANGED, claudio.pk)]

    def test_says_field_by_field_what_would_change(self, claudio, take_in, bring):
        take_in(table(BRUNA))

        found = bring(table((*BRUNA[:7], "0165 905799")))

        assert found.rows.get().changes == [["telephone", "0165 905700", "0165 905799"]]

    def test_keeps_in_the_history_what_stood_there(self, claudio, take_in):
        take_in(table(BRUNA))

        take_in(table((*BRUNA[:7], "0165 905799")), at=TEN)

        line = Revision.objects.get(resident=person())
        assert (line.field, line.before, line.after, line.version) == ("phone", "0165 905700", "0165 905799", 2)

    def test_leaves_alone_what_a_row_leaves_empty(self, claudio, take_in):
        take_in(table(BRUNA))

        take_in(table((*BRUNA[:3], "", "", "", "", "")), at=TEN)

        assert person().phone == "0165 905700"
        assert person().born_on == date(1941, 3, 12)

    def test_lets_somebody_move(self, claudio, rosina, take_in):
        take_in(table(BRUNA))

        take_in(table((*BRUNA[:4], "Rhêmes-Notre-Dame", "Bruil", "Bruil 9", "")), at=TEN)

        assert person().household.address == "Bruil 9"
        assert person().household.commune == rosina.household.commune
        assert claudio.household.address == "Fraz. Dégioz 1"

    def test_is_refused_when_the_register_changed_after_the_preview(self, claudio, take_in, bring):
        take_in(table(BRUNA))
        agreed = bring(table((*BRUNA[:7], "0165 905799")))
        Resident.objects.filter(pk=person().pk).update(phone="0165 111111")

        after = actions.take_in_import(people_import=agreed, leaves_faults=False, at=TEN)

        assert after.state == PeopleImport.State.PREVIEW
        assert "row 2" in after.failure
        assert person().phone == "0165 111111"


class TestWhoCanBeBrought:
    def test_not_somebody_of_another_area(self, claudio, bring):
        found = bring(table((*BRUNA[:4], "Bourg-Saint-Maurice", "", "", "")))

        (fault,) = [one for one in found.faults if one["severity"] == "fault"]
        assert (fault["row"], fault["column"]) == (2, "Comune")
        assert fault["expected"] == "a commune of your area"

    def test_not_somebody_known_elsewhere_under_the_same_number(self, claudio, tarentaise, bring):
        claudio.identifiers.create(system="codice_fiscale", value="DYNCLD38C14L783V")
        commune = claudio.household.commune
        type(commune).objects.create(
            country="IT", code="x", name="Introd", area=commune.area, population=1, lat=45, lon=7, altitude_m=800
        )
        type(commune).objects.filter(pk=commune.pk).update(area=tarentaise)
        row = ("", "Dayné", "Claudio", "14/03/1938", "Introd", "", "", "0165 333333", "DYNCLD38C14L783V")

        found = bring(table(row, headings=(*HEADINGS, "CF")), at=NINE)

        assert outcomes(found) == []
        assert "known elsewhere" in found.faults[0]["expected"]

    def test_not_somebody_whom_one_sees_and_may_not_change(self, claudio, anna, rosina, tarentaise, bring):
        claudio.identifiers.create(system="codice_fiscale", value="DYNCLD38C14L783V")
        type(claudio.household.commune).objects.filter(name="Valsavarenche").update(area=tarentaise)
        role = anna.roles.get()
        Role.objects.create(
            user=anna, kind="resident", area=role.area, organisation=role.organisation, starts_on=role.starts_on
        )
        agreed_by_family(claudio, anna)
        row = ("", "Dayné", "Claudio", "14/03/1938", "Rhêmes-Notre-Dame", "", "", "0165 333333", "DYNCLD38C14L783V")

        found = bring(table(row, headings=(*HEADINGS, "CF")))

        assert Resident.objects.seen_by(anna).filter(pk=claudio.pk).exists()
        assert outcomes(found) == []
        assert "known elsewhere" in found.faults[0]["expected"]

    def test_not_somebody_who_left_the_area_after_the_preview(self, claudio, rosina, tarentaise, take_in, bring):
        take_in(table(BRUNA))
        found = bring(table((*BRUNA[:7], "0165 905799")), at=TEN)
        move_away(claudio, tarentaise)

        after = actions.take_in_import(people_import=found, leaves_faults=False, at=TEN)

        assert (after.state, person().phone) == (PeopleImport.State.PREVIEW, "0165 905700")
        assert "row 2" in after.failure


def move_away(resident: Resident, area: Area) -> None:
    """Let a person's whole commune belong to another area."""
    Commune.objects.filter(pk=resident.household.commune_id).update(area=area)


class TestSomebodyAlike:
    ROW = ("", "Dayne", "Claudio", "14/03/1938", "Valsavarenche", "Dégioz", "", "0165 333333")

    def test_waits_for_an_answer(self, claudio, take_in):
        refresh_search_words(claudio)

        found = take_in(table(self.ROW))

        assert outcomes(found) == [Outcome.DOUBLE]
        assert found.rows.get().alike[0][0] == claudio.pk
        assert list(Resident.objects.order_by("pk")) == [claudio]

    def test_is_changed_when_they_are_the_same(self, claudio, bring):
        refresh_search_words(claudio)
        found = bring(table(self.ROW))
        actions.choose(row=found.rows.get(), choice=ImportRow.Choice.SAME, chosen=claudio)

        actions.take_in_import(people_import=found, leaves_faults=False, at=TEN)

        claudio.refresh_from_db()
        assert (claudio.phone, claudio.family_name) == ("0165 333333", "Dayne")
        assert Resident.objects.count() == 1

    def test_is_left_alone_once_they_are_of_another_area(self, claudio, rosina, tarentaise, bring):
        refresh_search_words(claudio)
        found = bring(table(("", "Dayne", "Claudio", "14/03/1938", "Rhêmes-Notre-Dame", "", "", "0165 333333")))
        actions.choose(row=found.rows.get(), choice=ImportRow.Choice.SAME, chosen=claudio)
        move_away(claudio, tarentaise)

        after = actions.take_in_import(people_import=found, leaves_faults=False, at=TEN)

        claudio.refresh_from_db()
        assert (after.state, claudio.phone) == (PeopleImport.State.PREVIEW, "0165 222222")

    def test_is_known_the_next_time(self, claudio, bring):
        refresh_search_words(claudio)
        found = bring(table(self.ROW))
        actions.choose(row=found.rows.get(), choice=ImportRow.Choice.SAME, chosen=claudio)
        actions.take_in_import(people_import=found, leaves_faults=False, at=TEN)

        again = bring(table(self.ROW))

        assert list(again.rows.values_list("outcome", "resident")) == [(Outcome.SAME, claudio.pk)]

    def test_is_another_person_when_that_is_said(self, claudio, bring):
        refresh_search_words(claudio)
        found = bring(table(self.ROW))
        actions.choose(row=found.rows.get(), choice=ImportRow.Choice.NEW, chosen=None)

        actions.take_in_import(people_import=found, leaves_faults=False, at=TEN)

        assert Resident.objects.count() == 2
