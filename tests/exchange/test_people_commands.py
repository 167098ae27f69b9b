"""Tables of people in and out by command."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cordata.accounts.models import AuditEntry
from cordata.exchange.commands import export, import_
from cordata.exchange.models import PeopleImport
from cordata.people.models import Resident
from tests.exchange.people import BRUNA, table


@pytest.fixture
def file(tmp_path) -> Path:
    """A table with one person."""
    path = tmp_path / "persone.csv"
    path.write_bytes(table(BRUNA))
    return path


def run_import(file: Path, *more: str, email: str = "anna@cordata.example") -> Result:
    """Run `cordata import people`."""
    return CliRunner().invoke(import_, ["people", str(file), "--as", email, "--json", *more])


class TestImportPeople:
    def test_says_what_would_change_and_stores_nothing(self, anna, claudio, file):
        result = run_import(file)

        assert json.loads(result.stdout)["new"] == 1
        assert not Resident.objects.filter(family_name="Jocallaz").exists()
        assert not PeopleImport.objects.exists()

    def test_takes_in_when_told_to(self, anna, claudio, file):
        result = run_import(file, "--take-in")

        assert json.loads(result.stdout)["taken_in"] is True
        assert Resident.objects.get(family_name="Jocallaz").given_name == "Bruna"

    def test_leaves_an_entry_in_the_audit(self, anna, claudio, file):
        run_import(file, "--take-in")

        entry = AuditEntry.objects.get(where="people_import")
        assert (entry.user_id, entry.what) == (anna.pk, "write")
        assert entry.persons.get().person_id == Resident.objects.get(family_name="Jocallaz").pk

    def test_lists_all_faults_and_stores_nothing(self, anna, claudio, file):
        file.write_bytes(table(BRUNA, ("18", "Perron", "", "31/02/1941", "Nowhere", "", "", "")))

        result = run_import(file, "--take-in")

        assert result.exit_code == 3
        assert {fault["column"] for fault in json.loads(result.stdout)["faults"]} >= {
            "Comune",
            "Data di nascita",
            "Nome",
        }
        assert not Resident.objects.filter(family_name="Jocallaz").exists()

    def test_leaves_rows_with_faults_out_when_told_to(self, anna, claudio, file):
        file.write_bytes(table(BRUNA, ("18", "Perron", "", "", "", "", "", "")))

        run_import(file, "--take-in", "--leave-faults")

        assert Resident.objects.filter(family_name="Jocallaz").exists()

    def test_refuses_a_table_without_names(self, anna, claudio, file):
        file.write_bytes(b"A;B\r\n1;2\r\n")

        assert run_import(file).exit_code == 3

    def test_is_for_coordinators(self, anna, valentina, file):
        result = run_import(file, email="valentina@cordata.example")

        assert result.exit_code == 2
        assert "coordinates an area" in result.stderr


class TestExportPeople:
    @pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
    def test_writes_whom_a_coordinator_sees(self, name, anna, claudio, tmp_path):
        result = CliRunner().invoke(export, ["people", str(tmp_path / name), "--as", anna.email])

        assert result.exit_code == 0
        assert (tmp_path / name).stat().st_size > 100
        assert AuditEntry.objects.get(where="export_people").persons.get().person_id == claudio.pk

    def test_names_columns_it_does_not_know(self, anna, tmp_path):
        result = CliRunner().invoke(
            export, ["people", str(tmp_path / "x.csv"), "--as", anna.email, "--columns", "king,phone"]
        )

        assert result.exit_code == 2
        assert "king" in result.stderr
