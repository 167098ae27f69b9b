"""People taken out in a table: whom one sees, what one may read, and nothing a spreadsheet would run."""

import csv
import io
from datetime import date

import pytest
from django.conf import settings
from django.urls import reverse
from openpyxl import load_workbook

from cordata.accounts.models import AuditEntry, Organisation, Role
from cordata.exchange.models import ImportRow
from cordata.exchange.outputs.tables import as_csv, as_xlsx, separate
from cordata.people.models import Carer, CircleMember, Consent, ConsentText
from tests.clock import SEVEN, TODAY
from tests.exchange.people import BRUNA, HEADINGS, table
from tests.village import make_user


@pytest.fixture
def client(client, anna):
    """Anna's browser."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(anna)
    return client


@pytest.fixture
def rhone(db) -> Organisation:
    """An organisation across the border to which tables may go."""
    return Organisation.objects.create(code="rhone", name="CPTS du Rhône", country="FR")


def ask(client, *columns: str, **more: object):
    """Ask for a CSV with some columns."""
    wanted = {"columns": columns, "export_purpose": "care", "file_format": "csv", **more}
    return client.post(reverse("people_export"), wanted)


def lines(answer) -> list[list[str]]:
    """Return the rows of a CSV answer, headings first."""
    text = answer.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def agree(resident, organisation: Organisation, decision: str = "permit", purpose: str = "exchange") -> Consent:
    """Let somebody decide at seven about their record and an organisation."""
    text = ConsentText.objects.filter(purpose=purpose).earliest("pk")
    return Consent.objects.create(
        resident=resident,
        purpose=purpose,
        decision=decision,
        organisation=organisation,
        how="paper",
        text=text,
        decided_at=SEVEN,
    )


class TestATable:
    def test_holds_the_chosen_columns_of_whom_one_sees(self, client, claudio, rosina):
        told = lines(ask(client, "family_name", "given_name", "born_on"))

        assert told == [
            ["Family name", "Given name", "Born"],
            ["Berard", "Rosina", "1938-03-14"],
            ["Dayné", "Claudio", "1938-03-14"],
        ]

    def test_leaves_out_whom_one_does_not_see(self, client, claudio, rosina, tarentaise):
        type(claudio.household.commune).objects.filter(pk=rosina.household.commune_id).update(area=tarentaise)

        assert lines(ask(client, "family_name"))[1:] == [["Dayné"]]

    def test_is_filtered_as_the_list_is(self, client, claudio, rosina):
        told = lines(ask(client, "family_name", place=claudio.household.commune_id))

        assert told[1:] == [["Dayné"]]

    def test_is_kept_in_the_audit_with_everybody_in_it(self, client, claudio, rosina):
        ask(client, "family_name")

        entry = AuditEntry.objects.get(what="export", where="people_export")
        assert set(entry.persons.values_list("person_id", flat=True)) == {claudio.pk, rosina.pk}
        assert AuditEntry.objects.filter(what="export", where="people_export care").exists()

    def test_is_read_again_by_an_import_as_nothing_new(self, client, claudio, rosina, take_in, bring):
        take_in(table((*BRUNA, "diabete; gotta", "Ida"), headings=(*HEADINGS, "Patologie", "Caregiver")))
        every = [
            choice for choice, _label in client.get(reverse("people_export")).context["form"]["columns"].field.choices
        ]

        answer = ask(client, *every)
        found = bring(answer.content)

        assert [one for one in found.faults if one["severity"] == "fault"] == []
        assert set(found.rows.values_list("outcome", flat=True)) == {ImportRow.Outcome.SAME}

    def test_is_a_workbook_too(self, client, claudio):
        answer = ask(client, "family_name", "born_on", file_format="xlsx")

        sheet = load_workbook(io.BytesIO(answer.content)).active
        assert [[cell.value for cell in row] for row in sheet.rows][1][0] == "Dayné"
        assert sheet["B2"].value.date() == date(1938, 3, 14)

    @pytest.mark.parametrize(
        "wrong", [{"columns": ()}, {"columns": ("king",)}, {"export_purpose": "fun"}, {"file_format": "exe"}]
    )
    def test_is_refused_when_the_question_makes_no_sense(self, wrong, client, claudio):
        question = {"columns": ("phone",), "export_purpose": "care", "file_format": "csv", **wrong}

        assert client.post(reverse("people_export"), question).status_code == 422

    def test_says_when_nobody_is_meant(self, client, claudio):
        answer = ask(client, "family_name", words="Nobody")

        assert answer.status_code == 422
        assert "Nobody is meant by this" in answer.content.decode()

    def test_costs_no_more_queries_for_more_people(self, client, make_resident, django_assert_max_num_queries):
        for number in range(30):
            make_resident(f"Ada{number}", "Perron", "Cogne", "Lillaz", (45.5947, 7.3903))

        with django_assert_max_num_queries(34):
            lines(ask(client, "family_name", "conditions", "carer1_name"))


class TestWhatOneMayRead:
    def test_is_no_health_fact_for_a_driver(self, client, valley, usl, claudio):
        driver = make_user(valley, usl, Role.Kind.DRIVER, "Nora", "Bich")
        CircleMember.objects.create(resident=claudio, user=driver, purpose="rides", since_on=TODAY)
        claudio.conditions.create(code="T90")
        claudio.identifiers.create(system="nir", value="138037300001234")
        client.force_login(driver)

        told = lines(ask(client, "family_name", "phone", "conditions", "born_on", "nir"))

        assert told[1:] == [["Dayné", "", "", "0165 222222", ""]]

    def test_is_the_whole_for_the_coordinator(self, client, claudio):
        claudio.conditions.create(code="T90")
        Carer.objects.create(resident=claudio, name="Ida", relation="neighbour", has_key=True)

        assert lines(ask(client, "conditions", "carer1_name", "carer1_key"))[1:] == [["T90", "Ida", "1"]]

    def test_is_nobody_for_an_evaluator(self, client, valley, usl, claudio):
        client.force_login(make_user(valley, usl, Role.Kind.EVALUATOR, "Eva", "Luti"))

        assert ask(client, "family_name").status_code == 403

    def test_is_their_own_copy_for_a_resident(self, client, valley, usl, claudio):
        client.force_login(make_user(valley, usl, Role.Kind.RESIDENT, "Piera", "Noro"))

        assert client.get(reverse("people_export")).status_code == 403


class TestSendingToAnotherOrganisation:
    def test_takes_only_those_who_agreed(self, client, claudio, rosina, rhone):
        agree(claudio, rhone)

        told = lines(ask(client, "family_name", export_purpose="exchange", recipient=rhone.pk))

        assert told[1:] == [["Dayné"]]
        assert "1 person stayed out of the table" in client.get(reverse("people")).content.decode()

    def test_takes_nobody_who_agreed_and_refused(self, client, claudio, rhone):
        agree(claudio, rhone)
        agree(claudio, rhone, decision="refuse")

        answer = ask(client, "family_name", export_purpose="exchange", recipient=rhone.pk)

        assert answer.status_code == 422
        assert "Nobody of these has agreed" in answer.content.decode()
        assert not AuditEntry.objects.filter(what="export").exists()

    def test_asks_which(self, client, claudio):
        assert ask(client, "family_name", export_purpose="exchange").status_code == 422

    def test_is_kept_in_the_audit_with_the_recipient(self, client, claudio, rhone):
        agree(claudio, rhone)

        ask(client, "family_name", export_purpose="exchange", recipient=rhone.pk)

        assert AuditEntry.objects.filter(where="people_export rhone").exists()


class TestFigures:
    @pytest.fixture
    def eva(self, valley, usl):
        """The evaluator."""
        return make_user(valley, usl, Role.Kind.EVALUATOR, "Eva", "Luti")

    def test_name_nobody_and_tell_no_small_number(self, client, eva, claudio, rosina):
        client.force_login(eva)

        answer = client.post(reverse("study_export"), {"file_format": "csv"})

        told = lines(answer)
        assert told[0] == ["Area", "Commune", "Age from", "Age to", "Sex", "People"]
        assert ["Valle d'Aosta", "", "85", "", "", ""] in told[1:]
        assert all(row[1] == "" for row in told[1:])

    def test_tell_a_commune_with_enough_people(self, client, eva, make_resident):
        for number in range(12):
            make_resident(f"Rita{number}a", "Perron", "Cogne", "Lillaz", (45.5947, 7.3903))
        client.force_login(eva)

        told = lines(client.post(reverse("study_export"), {"file_format": "csv"}))

        assert ["Valle d'Aosta", "Cogne", "85", "", "F", "12"] in told

    def test_leave_out_who_refused_to_be_counted(self, client, eva, make_resident):
        people = [make_resident(f"Rita{n}a", "Perron", "Cogne", "Lillaz", (45.5947, 7.3903)) for n in range(12)]
        agree(people[0], None, decision="refuse", purpose="study")
        client.force_login(eva)

        told = lines(client.post(reverse("study_export"), {"file_format": "csv"}))

        assert ["Valle d'Aosta", "Cogne", "85", "", "F", "11"] in told

    def test_are_for_evaluators_and_coordinators(self, client, valentina):
        client.force_login(valentina.user)

        assert client.post(reverse("study_export")).status_code == 403


class TestWhatASpreadsheetWouldRun:
    @pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "-2+3", "+cmd|' /C calc'!A0", "\t=1", "\r=1", "+39-1*9"])
    def test_is_only_text_in_separated_values(self, text):
        assert separate(text) == f"'{text}"

    @pytest.mark.parametrize(
        ("number", "told"),
        [("+39 0165 905700", "+39 0165 905700"), ("+390165905700", "+39 0165905700"), ("0165 1", "0165 1")],
    )
    def test_is_no_telephone_number(self, number, told):
        assert separate(number) == told

    def test_is_only_text_in_a_workbook_and_kept_to_the_letter(self):
        book = load_workbook(io.BytesIO(as_xlsx("x", ["Name"], [["=1+1"], ["+39 0165 1"]])))

        cells = [book.active["A2"], book.active["A3"]]
        assert [(cell.value, cell.data_type, bool(cell.quotePrefix)) for cell in cells] == [
            ("=1+1", "s", True),
            ("+39 0165 1", "s", True),
        ]

    def test_does_not_hide_in_a_heading(self):
        assert b"".join(as_csv(["=1"], [])).decode("utf-8-sig") == "'=1\r\n"
