"""The contracts of pyproject.toml, broken once each: import-linter must see it."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.house.tree import below, committed

LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"
SEEDS = [
    ("cordata/care/models.py", "import cordata.rounds.models", "Apps only look down"),
    ("cordata/base/geo.py", "import cordata.config.settings", "Apps only look down"),
    ("cordata/newcomer/__init__.py", "", "Apps only look down"),
    ("cordata/care/actions.py", "import cordata.care.views", "Inside an app"),
    ("cordata/rounds/models.py", "import cordata.rounds.actions", "Inside an app"),
    ("cordata/people/models.py", "import cordata_engine", "Only solve.py talks to the engine"),
    ("cordata/day/actions/planning.py", "import cordata_engine", "Only solve.py talks to the engine"),
    ("engine/src/cordata_engine/check.py", "import django", "The engine knows nothing of the product"),
    ("engine/src/cordata_engine/solve.py", "import cordata.rounds.rules", "The engine knows nothing of the product"),
    ("cordata/workforce/rules.py", "import django", "Rules are pure"),
    ("cordata/rounds/rules/problem.py", "import django.db", "Rules are pure"),
]


@pytest.fixture
def hollow(tmp_path) -> Path:
    """The product as it is laid out, its modules empty: nothing imports anything."""
    tree = committed()
    for folder in ("cordata", "engine/src"):
        for name, _ in below(tree, folder, ".py"):
            write(tmp_path, name, "")
    write(tmp_path, "cordata/care/views.py", "")
    (tmp_path / "pyproject.toml").write_text(tree["pyproject.toml"], "utf-8")
    return tmp_path


def write(root: Path, name: str, text: str) -> None:
    path = root / name.removeprefix("engine/src/")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def lint(root: Path) -> tuple[int, str]:
    """Return how import-linter ends and what it says, the installed packages put out of its sight by -S."""
    seen = os.pathsep.join([str(root), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])
    command = [sys.executable, "-S", "-c", LINT, "--no-cache"]
    done = subprocess.run(
        command, cwd=root, env={"PYTHONPATH": seen, "PATH": ""}, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_a_tree_without_imports_keeps_every_contract(hollow):
    code, said = lint(hollow)

    assert code == 0, said


@pytest.mark.parametrize(("module", "line", "contract"), SEEDS)
def test_an_import_that_breaks_a_contract_is_seen(hollow, module, line, contract):
    write(hollow, module, line)

    code, said = lint(hollow)

    assert code == 1
    assert any(contract in line and "BROKEN" in line for line in said.splitlines()), said
