import csv
import json
import re
import signal
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from cordata.exchange.commands import plan

from .tables import PROFESSIONALS, VISITS, professionals_with, visits_with, write

EXAMPLE = Path(__file__).parents[2] / "examples" / "folder"


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    """The example folder, planned once in Italian."""
    out = tmp_path_factory.mktemp("plan")
    answer = run(EXAMPLE, "--out", out, "--steps", 300, "--language", "it", "--json")
    return out, json.loads(answer.stdout)


def run(*arguments):
    return CliRunner().invoke(plan, list(map(str, arguments)), catch_exceptions=False)


class TestPlanningTheExample:
    def test_places_the_visits_and_explains_the_rest(self, planned):
        _, answer = planned
        (day,) = answer["days"]
        placed = {stop["visit"] for one in day["rounds"] for stop in one["stops"] if stop["visit"]}
        left_out = {visit["visit"] for visit in day["not_placed"]}

        assert placed | left_out == {f"V{number:02d}" for number in range(1, 13)}
        assert not placed & left_out
        assert all(visit["reasons"] for visit in day["not_placed"])

    def test_keeps_every_promise_of_the_tables(self, planned):
        _, answer = planned
        stops = {}
        for one in answer["days"][0]["rounds"]:
            for stop in one["stops"]:
                stops.setdefault(stop["visit"], []).append((one["professional"], stop["starts"], stop["ends"]))

        assert len({professional for professional, _, _ in stops["V06"]}) == 2  # two people
        assert len({start for _, start, _ in stops["V06"]}) == 1  # at the same time
        assert stops["V05"][0][1] >= stops["V04"][0][2]  # the physiotherapist after the nurse
        assert stops["V01"][0][1] >= "08:00"
        assert stops["V01"][0][2] <= "09:00"
        assert stops["V08"][0][0] != "IF2"  # forbidden

    def test_says_that_the_roads_are_schematic(self, planned):
        out, answer = planned

        assert answer["days"][0]["schematic_roads"] is True
        assert "schem" in (out / "plan.html").read_text("utf-8")

    def test_comes_out_the_same_with_the_same_seed_and_steps(self, planned, tmp_path):
        again = json.loads(run(EXAMPLE, "--out", tmp_path, "--steps", 300, "--language", "it", "--json").stdout)

        first, second = planned[1]["days"][0], again["days"][0]
        assert (first["rounds"], first["cost"]) == (second["rounds"], second["cost"])


class TestTheFiles:
    def test_agree_with_each_other(self, planned):
        out, answer = planned
        with (out / "plan.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file, delimiter=";"))
        stops = sum(len(one["stops"]) for one in answer["days"][0]["rounds"])

        assert len(rows) == stops + 1
        assert len(list(load_workbook(out / "plan.xlsx").worksheets[0].rows)) == stops + 1

    def test_hold_a_page_that_fetches_nothing(self, planned):
        text = (planned[0] / "plan.html").read_text("utf-8")

        assert "<script" not in text
        assert not re.search(r"(?:src|href)\s*=\s*[\"'](?!#)", text)
        assert text.count("<svg") >= 2

    def test_never_hold_a_formula(self, tmp_path):
        folder = write(tmp_path, visits_with(name="+39 0165 Rosina", language="it"))
        answer = run(folder, "--out", tmp_path / "out", "--steps", 50)
        book = load_workbook(tmp_path / "out" / "plan.xlsx")

        texts = [cell.value for sheet in book for row in sheet.rows for cell in row if isinstance(cell.value, str)]

        assert answer.exit_code == 0
        assert "'+39 0165 Rosina" in texts
        assert not [text for text in texts if text.startswith(("=", "+", "@"))]

    def test_escape_what_looks_like_markup(self, tmp_path):
        folder = write(tmp_path, visits_with(name="<img src=x>"))
        run(folder, "--out", tmp_path / "out", "--steps", 50)

        page = (tmp_path / "out" / "plan.html").read_text("utf-8")

        assert "<img" not in page
        assert "&lt;img" in page

    def test_hold_names_whose_control_characters_no_spreadsheet_could(self, tmp_path):
        folder = write(tmp_path, visits_with(name="Rosi\x01na\x1b"))

        answer = run(folder, "--out", tmp_path / "out", "--steps", 50)

        cells = [cell.value for row in load_workbook(tmp_path / "out" / "plan.xlsx").worksheets[0] for cell in row]
        assert answer.exit_code == 0
        assert "Rosina" in cells

    def test_tell_the_break_between_two_visits(self, tmp_path):
        after_lunch = {"id": "V3", "name": "Delfina", "opens": "13:15", "closes": "13:45"}
        folder = write(tmp_path, [*visits_with(opens="11:00", closes="11:30"), VISITS[0] | after_lunch])

        answer = run(folder, "--out", tmp_path / "out", "--steps", 200, "--json")

        (day,) = json.loads(answer.stdout)["days"]
        (valentina,) = [one for one in day["rounds"] if one["professional"] == "P1"]
        (pause,) = [stop for stop in valentina["stops"] if stop["visit"] is None]
        assert (pause["starts"], pause["ends"]) == ("12:00", "12:30")
        assert (pause["name"], pause["at"], pause["driving_seconds"]) == ("", None, 0)

    def test_of_an_earlier_plan_are_replaced(self, tmp_path):
        folder, out = write(tmp_path), tmp_path / "out"
        out.mkdir()
        (out / "plan.json").write_text("yesterday's")
        (out / "notes.txt").write_text("Anna's")

        run(folder, "--out", out, "--steps", 50)

        assert json.loads((out / "plan.json").read_text("utf-8"))["days"]
        assert (out / "notes.txt").read_text() == "Anna's"


class TestTheSearch:
    def test_ends_long_before_its_seconds_where_nothing_better_is_to_be_found(self, tmp_path):
        answer = run(write(tmp_path), "--out", tmp_path / "out", "--seconds", 60, "--json")

        (day,) = json.loads(answer.stdout)["days"]
        assert day["steps"] >= 6_000 * 60
        assert day["seconds"] < 30

    def test_does_as_many_steps_as_it_is_told(self, tmp_path):
        answer = run(write(tmp_path), "--out", tmp_path / "out", "--steps", 30_000, "--json")

        assert json.loads(answer.stdout)["days"][0]["steps"] == 30_000


class TestWhoWorks:
    def test_is_one_person_though_two_rows_name_them(self, tmp_path):
        both = visits_with(row=1, people="2", after="", forbidden="")
        own = PROFESSIONALS[1] | {"date": "26/11/2026", "starts": "10:00"}
        folder = write(tmp_path, both, [*PROFESSIONALS, own])

        answer = run(folder, "--out", tmp_path / "out", "--steps", 200, "--json")

        (day,) = json.loads(answer.stdout)["days"]
        assert [visit["visit"] for visit in day["not_placed"]] == ["V2"]

    def test_follows_the_hours_of_the_day_before_those_of_every_day(self, tmp_path):
        own = PROFESSIONALS[1] | {"date": "26/11/2026", "starts": "11:00"}
        visits = visits_with(row=1, after="", gap_min="", gap_max="")
        folder = write(tmp_path, visits, [*PROFESSIONALS, own])

        answer = run(folder, "--out", tmp_path / "out", "--steps", 200, "--json")

        (day,) = json.loads(answer.stdout)["days"]
        (marc,) = [one for one in day["rounds"] if one["professional"] == "P2"]
        assert marc["stops"][0]["starts"] >= "11:00"


class TestRefusing:
    def test_faults_ends_with_code_3_and_writes_nothing(self, tmp_path):
        answer = run(write(tmp_path, visits_with(minutes="x")), "--out", tmp_path / "out", "--json")

        (fault,) = json.loads(answer.stdout)["faults"]
        assert answer.exit_code == 3
        assert (fault["file"], fault["row"], fault["column"]) == ("visits.csv", 2, "minutes")
        assert not (tmp_path / "out").exists()

    @pytest.mark.parametrize("written", ["[/red]", "[bold]", "[link=x]y[/link]", "\\[/]", "🏔️", "<script>"])
    def test_a_fault_is_told_as_it_was_written(self, tmp_path, written):
        answer = run(write(tmp_path, visits_with(minutes=written)), "--out", tmp_path / "out")

        assert answer.exit_code == 3
        assert written in answer.stderr

    def test_a_doubt_is_told_and_does_not_stop_the_work(self, tmp_path):
        folder = write(tmp_path, visits_with(skills="catheter"))

        said = run(folder, "--out", tmp_path / "out", "--steps", 50)
        answered = json.loads(run(folder, "--out", tmp_path / "out", "--steps", 50, "--json").stdout)

        assert (said.exit_code, "visits.csv 2 skills" in said.stderr) == (0, True)
        assert [(one["row"], one["severity"]) for one in answered["warnings"]] == [(2, "warning")]

    def test_leaves_ctrl_c_to_whom_it_belonged(self, tmp_path):
        before = signal.getsignal(signal.SIGINT)

        run(write(tmp_path), "--out", tmp_path / "out", "--steps", 10)

        assert signal.getsignal(signal.SIGINT) is before

    def test_an_unreadable_extract_ends_with_code_4(self, tmp_path):
        roads = tmp_path / "roads.osm.pbf"
        roads.write_bytes(b"\0\0\0\x0dnot a pbf at all")

        answer = run(write(tmp_path), "--roads", roads, "--out", tmp_path / "out", "--json")

        assert answer.exit_code == 4
        assert "roads.osm.pbf" in json.loads(answer.stdout)["error"]
        assert not (tmp_path / "out").exists()

    def test_an_address_without_an_extract_is_a_fault(self, tmp_path):
        rows = [{**row, "lat": "", "lon": "", "address": "Via Roma 3"} for row in VISITS]

        answer = run(write(tmp_path, rows), "--out", tmp_path / "out", "--json")

        found = json.loads(answer.stdout)["faults"]
        assert [(fault["row"], fault["column"]) for fault in found] == [(2, "address"), (3, "address")]

    def test_a_place_far_from_every_road_is_a_fault(self, tmp_path):
        answer = run(write(tmp_path, visits_with(lat="41.9", lon="12.5")), "--out", tmp_path / "out", "--json")

        (fault,) = json.loads(answer.stdout)["faults"]
        assert "nearest road" in fault["expected"]

    def test_a_place_far_from_every_road_is_told_beside_the_faults_of_rows(self, tmp_path):
        far = visits_with(lat="41.9", lon="12.5", minutes="x")
        team = professionals_with(lat="41.9", lon="12.5")
        folder = write(tmp_path, far, [team[0], team[1] | {"starts": "y"}])

        answer = run(folder, "--out", tmp_path / "out", "--json")

        found = [(one["file"], one["row"], one["column"]) for one in json.loads(answer.stdout)["faults"]]
        assert found == [
            ("visits.csv", 2, "minutes"),
            ("visits.csv", 2, "lat"),
            ("professionals.csv", 2, "lat"),
            ("professionals.csv", 3, "starts"),
        ]

    def test_a_day_without_visits_is_a_fault(self, tmp_path):
        answer = run(write(tmp_path), "--out", tmp_path / "out", "--date", "2026-12-24", "--json")

        assert answer.exit_code == 3
        assert "2026-11-26" in json.loads(answer.stdout)["faults"][0]["found"]

    def test_a_wrong_date_on_the_command_line_is_wrong_use(self, tmp_path):
        assert run(write(tmp_path), "--out", tmp_path / "out", "--date", "26.11.2026").exit_code == 2


@pytest.mark.shared
class TestRealRoads:
    ANDORRA = Path(__file__).parents[3] / "shared" / "data" / "geo" / "andorra-2025-01-19.osm.pbf"

    @pytest.fixture
    def folder(self, tmp_path):
        from cordata.places.roads import osm
        from examples.make_folder import make

        make(osm.read(self.ANDORRA), tmp_path / "in", visits=60, seed=1, day=date(2026, 11, 26))
        return tmp_path / "in"

    def test_plan_sixty_visits_at_real_addresses(self, folder, tmp_path):
        answer = run(folder, "--roads", self.ANDORRA, "--out", tmp_path, "--steps", 2000, "--language", "fr", "--json")

        (day,) = json.loads(answer.stdout)["days"]
        placed = {stop["visit"] for one in day["rounds"] for stop in one["stops"] if stop["visit"]}
        assert len(placed) + len(day["not_placed"]) == 61
        assert len(placed) >= 58
        assert day["schematic_roads"] is False
        assert "OpenStreetMap" in (tmp_path / "plan.html").read_text("utf-8")
