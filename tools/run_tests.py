"""`make test`: every test, on every database this machine has, in the browser, and in JavaScript."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from tempfile import TemporaryDirectory

from tools.postgres import CannotStart, server
from tools.steps import NODE, ROOT, Outcome, Step, close, run, run_together, told

PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")
# What a database can change; of the house only the walks of who may do what: test_access*, test_audited*.
STORED = ("tests", "-m", "not browser", "--ignore=tests/engine", "--ignore-glob=*/tests/house/test_[!a]*")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def everything() -> tuple[list[Outcome], list[str]]:
    """Run all that can be run; return how it went, and what could not be run."""
    outcomes: list[Outcome] = []
    not_run: list[str] = []
    given = os.environ.pop("DATABASE_URL", "")
    on_sqlite = Step("Tests on SQLite", PYTEST)
    try:
        with on_postgresql(given) as step:
            outcomes += run_together(on_sqlite, step)
    except CannotStart as refusal:
        not_run.append(f"tests on PostgreSQL ({refusal})")
        outcomes.append(run(on_sqlite))
    if not any(shutil.which(name) for name in BROWSERS):
        not_run.append("browser tests (install chromium)")
    if scripts := sorted(str(path) for path in (ROOT / "tests" / "js").glob("**/*.test.js")):
        outcomes.append(run(Step("Tests in JavaScript", (*NODE, "--test", *scripts))))
    return outcomes, not_run


@contextmanager
def on_postgresql(given: str) -> Iterator[Step]:
    """
    Give the step that tests what is stored, on the server of DATABASE_URL, else on one of our own.

    It keeps its data in a folder of its own, as it runs beside the tests on SQLite.

    :raises CannotStart: if there is neither
    """
    with ExitStack() as own:
        url = given if given.startswith("postgres") else own.enter_context(server())
        folder = own.enter_context(TemporaryDirectory(prefix="cordata-tests-"))
        yield Step("Tests on PostgreSQL", (*PYTEST, *STORED), {"DATABASE_URL": url, "CORDATA_DATA": folder})


if __name__ == "__main__":
    results, left_out = everything()
    is_well = told(results, left_out)
    close(results)
    sys.exit(0 if is_well else 1)
