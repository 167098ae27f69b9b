from datetime import date, time

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from cordata.exchange.tables import skills
from cordata.exchange.tables.faults import Faulty, Severity
from cordata.exchange.tables.folder import read_folder
from cordata.exchange.tables.sheets import read_sheet
from cordata.workforce.rules import SKILLS

from .tables import PROFESSIONALS, VISITS, professionals_with, visits_with, without, write


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def faults_of(folder):
    with pytest.raises(Faulty) as refusal:
        read_folder(folder)
    return [fault for fault in refusal.value.faults if fault.severity is Severity.FAULT]


def faults_or(reading):
    """Return what a reading gives, or the faults it is refused with; any other exception is a crash."""
    try:
        return reading()
    except Faulty as refusal:
        return [fault.expected for fault in refusal.faults]


class TestACorrectFolder:
    def test_is_read_whole(self, tmp_path):
        found = read_folder(write(tmp_path))

        first, second = found.visits
        assert (first.id, first.day, first.windows, first.duration) == (
            "V1",
            date(2026, 11, 26),
            ((28800, 32400),),
            900,
        )
        assert (second.after, second.gap_min, second.gap_max, second.forbidden) == ("V1", 1800, 7200, {"P1"})
        assert found.professionals[0].rest == (43200, 45000, 1800)
        assert found.professionals[1].day is None
        assert found.warnings == ()

    @pytest.mark.parametrize(("delimiter", "encoding"), [(";", "cp1252"), ("\t", "utf-8-sig"), (",", "latin-1")])
    def test_may_come_from_any_spreadsheet_program(self, tmp_path, delimiter, encoding):
        folder = write(tmp_path, visits_with(name="Désirée Châtel"), delimiter=delimiter, encoding=encoding)

        assert read_folder(folder).visits[0].name == "Désirée Châtel"

    def test_may_have_a_title_in_merged_cells_above_its_table(self, tmp_path):
        book = Workbook()
        book.active.append(["Visite di novembre"])
        book.active.merge_cells("A1:F1")
        for row in (list(VISITS[0]), *(list(one.values()) for one in VISITS)):
            book.active.append(row)
        write(tmp_path)
        (tmp_path / "visits.csv").unlink()
        book.save(tmp_path / "visits.xlsx")

        assert [(one.id, one.row) for one in read_folder(tmp_path).visits] == [("V1", 3), ("V2", 4)]

    def test_may_have_a_title_above_its_commas(self, tmp_path):
        file = write(tmp_path) / "visits.csv"
        file.write_text("Visite di novembre\n\n" + file.read_text("utf-8"), "utf-8")

        assert [one.id for one in read_folder(tmp_path).visits] == ["V1", "V2"]

    def test_may_hide_another_sheet_before_its_table(self, tmp_path):
        book = Workbook()
        book.active.append(["non", "toccare"])
        book.active.sheet_state = "hidden"
        table = book.create_sheet("Visite")
        for row in (list(VISITS[0]), *(list(one.values()) for one in VISITS)):
            table.append(row)
        write(tmp_path)
        (tmp_path / "visits.csv").unlink()
        book.active = 1
        book.save(tmp_path / "visits.xlsx")

        assert [one.id for one in read_folder(tmp_path).visits] == ["V1", "V2"]

    @pytest.mark.parametrize(
        "written", ["26.11.2026", "2026-11-26", "26 nov 2026", "gio 26 novembre 2026", "26 Nov. 2026"]
    )
    def test_may_write_dates_as_people_do(self, tmp_path, written):
        assert read_folder(write(tmp_path, visits_with(date=written))).visits[0].day == date(2026, 11, 26)

    @pytest.mark.parametrize("written", ["8:00", "08.00", "8h00", "8h", "08:00:00"])
    def test_may_write_times_as_people_do(self, tmp_path, written):
        assert read_folder(write(tmp_path, visits_with(opens=written))).visits[0].windows[0][0] == 28800

    def test_may_have_decimal_commas(self, tmp_path):
        folder = write(tmp_path, visits_with(lat="45,7376", lon="7,3172"), delimiter=";")

        assert read_folder(folder).visits[0].where.point == (45.7376, 7.3172)

    def test_may_have_italian_headings(self, tmp_path):
        write(tmp_path)
        (tmp_path / "visits.csv").unlink()
        (tmp_path / "visite.csv").write_text(
            "codice;nome;indirizzo;data;dalle;alle;durata;competenze;priorità\n"
            "A1;Rosina;Via Roma 3;26/11/2026;8.00;9.00;15;iniezione;4\n",
            "utf-8",
        )

        visit = read_folder(tmp_path).visits[0]

        assert (visit.where.address, visit.skills, visit.priority) == ("Via Roma 3", {"injection"}, 4)

    def test_may_be_a_workbook_with_french_headings(self, tmp_path):
        write(tmp_path)
        (tmp_path / "visits.csv").unlink()
        book = Workbook()
        book.active.append(["identifiant", "nom", "adresse", "date", "de", "à", "durée", "compétences", "langue"])
        book.active.append(
            [7, "Luc", "Rue du Centre 2", date(2026, 11, 26), time(8), time(9, 30), 20, "pansement", "français"]
        )
        book.save(tmp_path / "passages.xlsx")

        visit = read_folder(tmp_path).visits[0]

        assert (visit.id, visit.windows, visit.skills, visit.language) == ("7", ((28800, 34200),), {"dressing"}, "fr")

    def test_may_offer_two_windows(self, tmp_path):
        folder = write(tmp_path, visits_with(opens="08:00|16:00", closes="09:00|17:30"))

        assert read_folder(folder).visits[0].windows == ((28800, 32400), (57600, 63000))

    def test_is_told_of_a_column_that_is_not_used(self, tmp_path):
        folder = write(tmp_path, [row | {"colour": "red"} for row in VISITS])

        (warning,) = read_folder(folder).warnings

        assert (warning.column, warning.severity) == ("colour", Severity.WARNING)


class TestADoubtfulFolder:
    @pytest.mark.parametrize(
        ("change", "column", "expected"),
        [
            ({"skills": "catheter"}, "skills", "1 professional who can do this"),
            ({"people": "2"}, "skills", "2 professionals who can do this"),
            ({"opens": "18:00", "closes": "19:00"}, "opens", "somebody who can do this works"),
        ],
    )
    def test_is_read_with_a_warning(self, tmp_path, change, column, expected):
        (warning,) = read_folder(write(tmp_path, visits_with(**change))).warnings

        assert (warning.row, warning.column, warning.severity) == (2, column, Severity.WARNING)
        assert expected in warning.expected


BAD_VISITS = [
    (visits_with(skills="iniezzione"), 2, "skills", "did you mean “iniezione”"),
    (visits_with(opens="10:00"), 2, "closes", "later than 10:00"),
    (visits_with(minutes="75"), 2, "minutes", "60 minutes of the window"),
    (visits_with(minutes="-5"), 2, "minutes", "whole number from 1 to 720"),
    (visits_with(minutes="7,5"), 2, "minutes", "whole number"),
    (visits_with(date="31/02/2026"), 2, "date", "a date such as"),
    (visits_with(date="tomorrow"), 2, "date", "a date such as"),
    (visits_with(opens="25:00"), 2, "opens", "a time of day"),
    (visits_with(id=""), 2, "id", "a value"),
    (visits_with(row=1, id="V1", after=""), 3, "id", "row 2 has it already"),
    (visits_with(people="3"), 2, "people", "from 1 to 2"),
    (visits_with(priority="9"), 2, "priority", "from 1 to 5"),
    (visits_with(language="klingon"), 2, "language", "it, fr, de, en"),
    (visits_with(language="it|fr"), 2, "language", "one language"),
    (visits_with(lat="north"), 2, "lat", "a number"),
    (visits_with(lat="145"), 2, "lat", "degrees"),
    (visits_with(lat="", lon=""), 2, "lat", "an address, or both coordinates"),
    (visits_with(preferred="P9"), 2, "preferred", "did you mean “P1”"),
    (visits_with(forbidden="P1"), 2, "forbidden", "nobody preferred and forbidden"),
    (visits_with(after="V2"), 2, "after", "an order without a circle"),
    (visits_with(row=1, after="V7"), 3, "after", "did you mean “V"),
    (visits_with(row=1, date="27/11/2026"), 3, "after", "a visit of the same day"),
    (visits_with(row=1, gap_min="200"), 3, "gap_max", "at least gap_min"),
    (visits_with(minutes="=A1+5"), 2, "minutes", "not a formula"),
    (visits_with(opens="08:00|10:00"), 2, "closes", "as many times"),
    (visits_with(opens="08:00|08:30", closes="09:00|10:00"), 2, "opens", "do not overlap"),
]
BAD_PROFESSIONALS = [
    (professionals_with(ends="06:00"), 2, "ends", "later than 07:00"),
    (professionals_with(**{"break": "lunch"}), 2, "break", "a break such as"),
    (professionals_with(**{"break": "12:00-12:20 (30)"}), 2, "break", "fits between its two times"),
    (professionals_with(**{"break": "05:00-06:00"}), 2, "break", "within the shift"),
    (professionals_with(languages="xx"), 2, "languages", "it, fr, de, en"),
    (professionals_with(skills="surgery"), 2, "skills", "a skill we know"),
    (professionals_with(row=1, id="P1", date="26/11/2026"), 3, "id", "row 2 has it already"),
]


class TestEveryFault:
    @pytest.mark.parametrize(("visits", "row", "column", "expected"), BAD_VISITS)
    def test_of_a_visit_names_row_and_column(self, tmp_path, visits, row, column, expected):
        (fault,) = faults_of(write(tmp_path, visits))

        assert (fault.file, fault.row, fault.column) == ("visits.csv", row, column)
        assert expected in fault.expected

    @pytest.mark.parametrize(("professionals", "row", "column", "expected"), BAD_PROFESSIONALS)
    def test_of_a_professional_names_row_and_column(self, tmp_path, professionals, row, column, expected):
        (fault,) = faults_of(write(tmp_path, professionals=professionals))

        assert (fault.file, fault.row, fault.column) == ("professionals.csv", row, column)
        assert expected in fault.expected

    def test_is_told_in_one_go_over_both_files(self, tmp_path):
        folder = write(tmp_path, visits_with(minutes="x", opens="y"), professionals_with(starts="z"))

        found = {(fault.file, fault.column) for fault in faults_of(folder)}

        assert found == {("visits.csv", "minutes"), ("visits.csv", "opens"), ("professionals.csv", "starts")}

    def test_of_a_double_id_is_told_beside_another_of_its_row(self, tmp_path):
        visits = visits_with(row=1, id="V1", after="", minutes="x")
        professionals = professionals_with(row=1, id="P1", date="26/11/2026", starts="x")

        found = {(fault.file, fault.row, fault.column) for fault in faults_of(write(tmp_path, visits, professionals))}

        assert found == {
            ("visits.csv", 3, "id"),
            ("visits.csv", 3, "minutes"),
            ("professionals.csv", 3, "id"),
            ("professionals.csv", 3, "starts"),
        }

    def test_of_a_mention_is_told_beside_another_of_its_row(self, tmp_path):
        visits = visits_with(preferred="P9", after="V9", minutes="x")

        found = {(fault.row, fault.column) for fault in faults_of(write(tmp_path, visits))}

        assert found == {(2, "minutes"), (2, "preferred"), (2, "after")}

    def test_makes_no_second_one_where_its_row_is_named(self, tmp_path):
        visits = visits_with(minutes="x")

        found = {(fault.row, fault.column) for fault in faults_of(write(tmp_path, visits))}

        assert VISITS[1]["after"] == "V1"
        assert found == {(2, "minutes")}

    @pytest.mark.parametrize("column", ["id", "name", "date", "opens", "closes", "minutes"])
    def test_a_missing_column_is_named(self, tmp_path, column):
        fault = faults_of(write(tmp_path, without(VISITS, column)))[0]

        assert (fault.row, fault.column) == (1, column)

    def test_a_missing_place_is_named(self, tmp_path):
        fault = faults_of(write(tmp_path, without(without(VISITS, "lat"), "lon")))[0]

        assert "address" in fault.expected

    def test_a_formula_in_a_workbook_is_named(self, tmp_path):
        write(tmp_path)
        (tmp_path / "visits.csv").unlink()
        book = Workbook()
        book.active.append(list(VISITS[0]))
        book.active.append([*VISITS[0].values()])
        book.active["H2"] = "=10+5"
        book.save(tmp_path / "visits.xlsx")

        (fault,) = faults_of(tmp_path)

        assert (fault.row, fault.column, fault.found) == (2, "minutes", "“=10+5”")

    def test_a_missing_file_is_named_with_what_is_there(self, tmp_path):
        write(tmp_path)
        (tmp_path / "visits.csv").rename(tmp_path / "appointments.csv")

        (fault,) = faults_of(tmp_path)

        assert "appointments.csv" in fault.found
        assert "visits.csv" in fault.expected

    def test_two_candidate_files_are_not_guessed_between(self, tmp_path):
        write(tmp_path)
        (tmp_path / "visite.csv").write_text("x", "utf-8")

        assert "one file" in faults_of(tmp_path)[0].expected


class TestASkill:
    @pytest.mark.parametrize("language", ["it", "fr", "de", "en"])
    def test_is_understood_by_the_name_it_is_listed_with(self, language):
        with translation.override(language):
            listed = {code: str(name) for code, name in skills.NAMES.items()}

        assert {code: skills.read_skill(name) for code, name in listed.items()} == {code: code for code in SKILLS}

    def test_that_is_like_none_we_know_is_answered_with_all_in_the_language(self, tmp_path):
        with translation.override("it"):
            (fault,) = faults_of(write(tmp_path, visits_with(skills="xyz")))

        assert "Iniezione, Medicazione" in fault.expected


class TestAFileThatIsNoTable:
    @pytest.mark.parametrize(
        "content",
        [
            b"%PDF-1.7 \n",
            b"\x89PNG\r\n\x1a\n\0\0",
            b"PK\x03\x04 but not a zip",
            b"\xd0\xcf\x11\xe0 old xls",
            b"a\0b\0",
            b"",
            b"\n \n",
        ],
    )
    def test_is_refused_by_name(self, tmp_path, content):
        path = tmp_path / "visits.xlsx"
        path.write_bytes(content)

        with pytest.raises(Faulty) as refusal:
            read_sheet(path)

        assert refusal.value.faults[0].file == "visits.xlsx"

    def test_but_prose_under_the_name_of_a_workbook_is_one_fault(self, tmp_path):
        (write(tmp_path) / "visits.csv").unlink()
        (tmp_path / "visits.xlsx").write_text("Dear Anna,\nhere, as promised, are the visits.\n", "utf-8")

        (fault,) = faults_of(tmp_path)

        assert (fault.file, fault.row, fault.found) == ("visits.xlsx", None, "a text that is no spreadsheet")

    def test_but_commas_under_the_name_of_a_workbook_is_read_with_a_warning(self, tmp_path):
        (write(tmp_path) / "visits.csv").rename(tmp_path / "visits.xlsx")

        found = read_folder(tmp_path)

        assert [one.id for one in found.visits] == ["V1", "V2"]
        assert [(one.file, one.severity) for one in found.warnings] == [("visits.xlsx", Severity.WARNING)]

    def test_of_200_mb_is_refused_unread(self, tmp_path):
        path = tmp_path / "visits.csv"
        with path.open("wb") as file:
            file.truncate(200 * 2**20)

        with pytest.raises(Faulty, match="200 MB"):
            read_sheet(path)

    @settings(max_examples=150, deadline=None, derandomize=True)
    @given(st.binary(max_size=400))
    def test_of_arbitrary_bytes_never_crashes_the_reader(self, tmp_path_factory, content):
        path = tmp_path_factory.mktemp("fuzz") / "visits.csv"
        path.write_bytes(content)

        assert faults_or(lambda: read_sheet(path).headings)

    @settings(max_examples=150, deadline=None, derandomize=True)
    @given(
        st.lists(
            st.text(alphabet=st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=12),
            min_size=17,
            max_size=17,
        )
    )
    def test_of_arbitrary_cells_ends_in_faults(self, tmp_path_factory, cells):
        folder = write(tmp_path_factory.mktemp("fuzz"), [dict(zip(VISITS[0], cells, strict=True))])

        assert faults_or(lambda: read_folder(folder).visits)


def test_the_small_tables_have_every_column():
    assert len(VISITS[0]) == 17
    assert len(PROFESSIONALS[0]) == 10
