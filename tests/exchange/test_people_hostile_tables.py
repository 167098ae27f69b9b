"""Tables that somebody made to do harm, or that a program made badly."""

import io
import zipfile
from datetime import date, datetime

import pytest

from cordata.exchange import actions
from cordata.exchange.people import files
from cordata.exchange.people.files import safe_name, sheet_of
from cordata.exchange.people.values import read_birth_date
from cordata.exchange.tables.cells import BadCell
from cordata.exchange.tables.faults import Faulty
from cordata.exchange.tables.sheets import Limits
from cordata.people.models import Resident
from tests.clock import TODAY
from tests.exchange.people import BRUNA, HEADINGS, as_csv, as_xlsx, table


def faults(found) -> dict[str, str]:
    """Return what stays out of an import: what was expected, by column."""
    return {one["column"]: one["expected"] for one in found.faults if one["severity"] == "fault"}


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """Return a workbook with one of its parts replaced or added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            if item.filename != name:
                new.writestr(item, old.read(item))
        new.writestr(name, part)
    return file.getvalue()


def with_entities(entities: str) -> bytes:
    """Return a workbook in which a name is an XML entity."""
    sheet, content = "xl/worksheets/sheet1.xml", as_xlsx(HEADINGS, BRUNA)
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        text = book.read(sheet).decode()
    asks = f"<!DOCTYPE worksheet [{entities}]>{text.replace('Jocallaz', '&x;')}"
    return with_part(content, sheet, asks.encode())


class TestAFile:
    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"\0\0\0",
            b"PK\x03\x04not a zip at all",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 locked with a password",
            b"%PDF-1.7",
            b"\x1f\x8b\x08",
            b"Nome\0;Cognome\r\n",
        ],
        ids=["empty", "nul", "broken zip", "locked", "pdf", "gzip", "nul inside"],
    )
    def test_that_is_no_table_is_refused_by_name(self, content):
        with pytest.raises(Faulty) as refused:
            sheet_of(content, "persone.csv")

        assert refused.value.faults[0].file == safe_name("persone.csv", content)

    def test_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(self, monkeypatch):
        monkeypatch.setattr(files, "LIMITS", Limits(bytes=10 * 2**20, unpacked=2**20, rows=100))
        bomb = with_part(as_xlsx(HEADINGS, BRUNA), "xl/media/bomb.bin", b"0" * 2**22)

        with pytest.raises(Faulty, match="unpacks to"):
            sheet_of(bomb, "persone.xlsx")

    def test_with_a_part_under_a_password_is_refused(self):
        content = bytearray(as_xlsx(HEADINGS, BRUNA))
        for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            content[content.find(mark) + offset] |= 1  # says that the part is encrypted

        with pytest.raises(Faulty, match="damaged"):
            sheet_of(bytes(content), "persone.xlsx")

    def test_with_more_rows_than_a_valley_is_refused(self, monkeypatch):
        monkeypatch.setattr(files, "LIMITS", Limits(bytes=10 * 2**20, unpacked=2**24, rows=5))

        with pytest.raises(Faulty, match="more than 5 rows"):
            sheet_of(table(*[BRUNA] * 7), "persone.csv")

    def test_that_is_too_large_is_refused(self, monkeypatch):
        monkeypatch.setattr(files, "LIMITS", Limits(bytes=2**20, unpacked=2**24, rows=5))

        with pytest.raises(Faulty, match="at most 1 MB"):
            sheet_of(b"a;b;c\r\n" * 2**18, "persone.csv")

    def test_with_a_workbook_inside_a_workbook_reads_only_the_outer_one(self):
        nested = with_part(as_xlsx(HEADINGS, BRUNA), "xl/embeddings/inner.xlsx", as_xlsx(("Secret",), ("x",)))

        assert sheet_of(nested, "persone.xlsx").headings == HEADINGS

    def test_that_asks_for_another_file_gets_nothing_of_it(self, tmp_path):
        secret = tmp_path / "secret.txt"
        secret.write_text("the key is under the stone")

        with pytest.raises(Faulty) as refused:
            sheet_of(with_entities(f'<!ENTITY x SYSTEM "file://{secret}">'), "persone.xlsx")

        assert "under the stone" not in str(refused.value)

    def test_whose_entities_grow_without_end_is_refused(self):
        grows = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))

        with pytest.raises(Faulty, match="declarations of its own"):
            sheet_of(with_entities(f'<!ENTITY a0 "ha">{grows}<!ENTITY x "&a9;">'), "persone.xlsx")

    @pytest.mark.parametrize("name", ["../../etc/passwd", "..\\..\\x.csv", "a/b\0c.xlsx", "", "." * 300])
    def test_of_whatever_name_stays_in_its_folder(self, name):
        safe = safe_name(name, b"a;b")

        assert "/" not in safe
        assert "\\" not in safe
        assert safe.endswith(".csv")
        assert len(safe) < 100

    def test_under_another_ending_is_read_for_what_it_is(self, claudio, bring):
        assert bring(as_xlsx(HEADINGS, BRUNA), "persone.csv").rows.get().name == "Bruna Jocallaz"
        assert bring(table(BRUNA), "persone.xlsx").rows.get().name == "Bruna Jocallaz"

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    @pytest.mark.parametrize("delimiter", [";", ",", "\t"])
    def test_is_read_in_whatever_way_a_spreadsheet_wrote_it(self, encoding, delimiter, claudio, bring):
        found = bring(as_csv(HEADINGS, BRUNA, delimiter=delimiter, encoding=encoding))

        assert found.rows.get().place == "Valsavarenche"
        assert ["address", "", "Dégioz 4"] not in found.rows.get().changes
        assert any("Dégioz 4" in after for _field, _before, after in found.rows.get().changes)


class TestACell:
    def test_that_holds_a_formula_is_refused(self, claudio, bring):
        found = bring(table((*BRUNA[:1], '=HYPERLINK("x")', *BRUNA[2:])))

        assert "not a formula" in faults(found)["Cognome"]

    def test_of_ten_megabytes_is_refused(self, claudio, bring):
        sized = as_xlsx(HEADINGS, (*BRUNA[:6], "A" * 32_767, ""))  # as many as a workbook's cell can hold

        assert faults(bring(sized))["Indirizzo"] == "at most 200 characters"
        with pytest.raises(Faulty, match="100,000 characters"):
            sheet_of(table((*BRUNA[:6], "A" * 9 * 2**20, "")), "persone.csv")

    def test_loses_what_nobody_can_see_and_that_is_said(self, claudio, take_in):
        found = take_in(table((*BRUNA[:1], "Jo\u200bcall\u202eaz", *BRUNA[2:])))

        assert Resident.objects.filter(family_name="Jocallaz").exists()
        assert found.rows.get().name == "Bruna Jocallaz"

    def test_is_warned_of_when_it_mixes_alphabets(self, claudio, bring):
        found = bring(table((*BRUNA[:1], "J\u043ecallaz", *BRUNA[2:])))

        assert "letters of one alphabet" in [one["expected"] for one in found.faults]

    def test_of_a_number_that_belongs_to_two_is_refused(self, claudio, bring):
        found = bring(table(BRUNA, ("17", "Perron", *BRUNA[2:])))

        assert faults(found) == {"Codice": "a number of their own; row 2 has it already"}

    def test_is_refused_with_all_others_at_once(self, claudio, bring):
        wrong = ("17", "", "", "yesterday", "Nowhere", "", "", "call me")

        assert set(faults(bring(table(wrong)))) == {"Cognome", "Data di nascita", "Comune", "Telefono"}


class TestABirth:
    @pytest.mark.parametrize(
        "written",
        [
            "12.3.1941",
            "12/03/1941",
            "12-03-1941",
            "1941-03-12",
            "12 marzo 1941",
            "12 mars 1941",
            "12 März 1941",
            "12 March 1941",
            datetime(1941, 3, 12),  # noqa: DTZ001 - as openpyxl gives it
            date(1941, 3, 12),
            15047,
            15047.0,
        ],
    )
    def test_is_read_as_people_and_programs_write_it(self, written):
        assert read_birth_date(written, today=TODAY) == date(1941, 3, 12)

    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            ("12/03/41", "four digits"),
            ("03/31/1941", "the day before the month"),
            ("31/02/1941", "a date such as"),
            ("12/03/2041", "between 1890 and today"),
            ("01/01/1700", "between 1890 and today"),
            (True, "a date such as"),
            (99, "a date such as"),
        ],
    )
    def test_is_refused_where_nobody_can_tell(self, written, expected):
        with pytest.raises(BadCell, match=expected):
            read_birth_date(written, today=TODAY)

    @pytest.mark.parametrize(("written", "year"), [("1941", 1941), ("00/00/1941", 1941), (1941, 1941)])
    def test_is_the_year_where_no_more_is_known(self, written, year, claudio, take_in):
        take_in(as_xlsx(HEADINGS, (*BRUNA[:3], written, *BRUNA[4:])))

        assert Resident.objects.get(family_name="Jocallaz").born_in_year == year

    def test_that_could_be_another_day_elsewhere_is_told_once(self, claudio, bring):
        found = bring(table(BRUNA, ("18", "Perron", "Ida", "03/04/1941", *BRUNA[4:])))

        told = [one for one in found.faults if one["expected"].startswith("days before months")]
        assert [one["row"] for one in told] == [2]


class TestTwoAtOnce:
    def test_take_a_table_in_only_once(self, claudio, bring):
        found = bring(table(BRUNA))
        actions.take_in_import(people_import=found, leaves_faults=False, at=found.at)

        with pytest.raises(actions.NotNow):
            actions.take_in_import(people_import=found, leaves_faults=False, at=found.at)

        assert Resident.objects.filter(family_name="Jocallaz").count() == 1
