import subprocess
import sys

import pytest

from tools import steps
from tools.steps import ROOT, Outcome, Step, close, run, run_together, told


@pytest.fixture
def closing_file(tmp_path, monkeypatch):
    """Where the closing line is left, away from that of the run this test belongs to."""
    monkeypatch.setattr(steps, "CLOSING_FILE", tmp_path / "results" / "closing-line")
    return steps.CLOSING_FILE


def python(code):
    return Step("Python", (sys.executable, "-c", code))


class TestRun:
    @pytest.mark.parametrize(
        ("said", "closing"),
        [
            ("24 passed, 46 deselected in 8.67s", "24 passed, 46 deselected in 8.67s"),
            ("1 failed, 2 passed in 0.10s", "1 failed, 2 passed in 0.10s"),
            ("==== 3 passed in 1.00s ====", "3 passed in 1.00s"),
            ("12 visits on 3 rounds", ""),
        ],
    )
    def test_keeps_pytest_s_closing_line(self, said, closing):
        assert run(python(f"print({said!r})")).closing == closing

    def test_tells_failure_from_success(self):
        assert run(python("")).is_well
        assert not run(python("raise SystemExit(3)")).is_well

    def test_gives_a_step_its_environment(self):
        step = Step(
            "Python",
            (sys.executable, "-c", "import os; assert os.environ['VALLEY'] == 'Rhêmes'"),
            {"VALLEY": "Rhêmes"},
        )

        assert run(step).is_well


class TestTold:
    def test_is_well_when_all_steps_are(self):
        assert told([Outcome("Lint", True, 1.0, "")], [])

    def test_is_not_well_when_one_step_failed(self):
        assert not told([Outcome("Lint", True, 1.0, ""), Outcome("Types", False, 1.0, "")], [])

    @pytest.mark.parametrize(("ci", "is_well"), [("true", False), ("", True)])
    def test_is_not_well_in_ci_when_something_could_not_run(self, monkeypatch, ci, is_well):
        monkeypatch.setenv("CI", ci)

        assert told([Outcome("Lint", True, 1.0, "")], ["browser tests (install chromium)"]) is is_well


class TestClose:
    def test_leaves_the_line_of_a_failed_run_rather_than_that_of_a_longer_one(self, closing_file):
        long, failed = (
            Outcome("SQLite", True, 90.0, "900 passed in 90s"),
            Outcome("Postgres", False, 9.0, "1 failed in 9s"),
        )

        close([long, failed])

        assert closing_file.read_text("utf-8") == "1 failed in 9s\n"

    def test_says_when_no_test_ran(self, closing_file):
        close([])

        assert closing_file.read_text("utf-8") == "no tests ran\n"


class TestBareMachine:
    def test_that_has_everything_hears_nothing(self):
        said = subprocess.run([sys.executable, "tools/bare.py"], cwd=ROOT, capture_output=True, text=True, check=False)

        assert (said.returncode, said.stderr) == (0, "")

    def test_without_headers_hears_what_to_install(self):
        code = "from tools import bare; bare.sysconfig.get_path = lambda name: '/nowhere'; print(*bare.faults())"

        said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)

        assert "headers are missing" in said.stdout


class TestTwoStepsTogether:
    def test_run_at_the_same_time_and_speak_one_after_the_other(self, capsys, tmp_path):
        sign = tmp_path / "sign"
        waits = f"import pathlib, time; sign = pathlib.Path({str(sign)!r})\n"
        waits += "for _ in range(600): time.sleep(0.05 if not sign.exists() else 0)\n"
        waits += "print('first ends'); raise SystemExit(not sign.exists())"

        outcomes = run_together(python(waits), python(f"open({str(sign)!r}, 'w').close(); print('second ends')"))

        said = capsys.readouterr().out
        assert all(outcome.is_well for outcome in outcomes)
        assert said.index("first ends") < said.index("second ends")
