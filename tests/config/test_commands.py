import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from cordata.config.cli import COMMANDS, main
from cordata.config.commands.check_install import check_install
from cordata.config.commands.demo import PORT_TAKEN, address, demo
from cordata.config.commands.serve import serve

ROOT = Path(__file__).resolve().parent.parent.parent


def cordata(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "cordata.config.cli", *arguments],
        cwd=ROOT, env=environment or None, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.fixture
def busy_port():
    """A port that somebody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


class TestHelp:
    def test_names_every_command(self):
        said = CliRunner().invoke(main, ["--help"])

        assert said.exit_code == 0
        assert all(f"  {name} " in said.output for name in COMMANDS)

    @pytest.mark.parametrize("name", sorted(set(COMMANDS) - {"manage", "import"}))
    def test_of_each_command_says_its_exit_codes(self, name):
        said = CliRunner().invoke(main, [name, "--help"])

        assert said.exit_code == 0
        assert "Exit codes:" in said.output

    def test_is_offered_for_a_word_that_is_no_command(self):
        said = CliRunner().invoke(main, ["dmeo"])

        assert said.exit_code == 2
        assert "No such command" in said.output


class TestTakenPort:
    def test_stops_the_demo_before_anything_is_made(self, busy_port):
        said = CliRunner().invoke(demo, ["--port", str(busy_port)])

        assert said.exit_code == PORT_TAKEN
        assert f"Port {busy_port} is taken" in said.output

    def test_stops_the_server(self, busy_port):
        said = CliRunner().invoke(serve, ["--port", str(busy_port)])

        assert said.exit_code == PORT_TAKEN


class TestTheAddressOfTheDemo:
    def test_is_a_name_because_a_passkey_needs_one(self):
        assert address(8000) == "http://localhost:8000/"


class TestCheckInstall:
    @pytest.mark.django_db
    def test_tells_of_everything_cordata_needs(self):
        said = CliRunner().invoke(check_install, ["--json"])

        found = {finding["name"]: finding for finding in json.loads(said.output)["findings"]}
        assert list(found)[:3] == ["Python", "Engine", "Settings"]
        assert found["Database"]["ok"]
        assert found["Roads"]["ok"]

    def test_says_what_to_do_about_a_database_that_is_not_there(self, tmp_path):
        url = "postgres://nobody@127.0.0.1:1/nothing"

        said = cordata("check-install", CORDATA_DATA=str(tmp_path), DATABASE_URL=url)

        assert said.returncode == 1
        assert "correct DATABASE_URL" in said.stdout

    def test_says_what_to_do_about_settings_that_cannot_be_read(self, tmp_path):
        said = cordata("check-install", CORDATA_DATA=str(tmp_path), DATABASE_URL="what://is/this")

        assert said.returncode == 1
        assert "docs/operate/settings.md" in said.stdout


class TestManage:
    def test_passes_on_to_django(self):
        said = cordata("manage", "check", "--help")

        assert said.returncode == 0
        assert "cordata manage check" in said.stdout
