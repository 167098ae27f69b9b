"""`make test`: every test, on every database this machine has, in the browser, and in JavaScript."""

from __future__ import annotations

import os
import shutil
import sys

from tools.postgres import CannotStart, server
from tools.steps import NODE, ROOT, Outcome, Step, close, run, told

PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")
# What a database can change; of the house only the walks of who may do what: test_access*, test_audited*.
STORED = ("tests", "-m", "not browser", "--ignore=tests/engine", "--ignore-glob=*/tests/house/test_[!a]*")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def everything() -> tuple[list[Outcome], list[str]]:
    """Run all that can be run; return how it went, and what could not be run."""
    outcomes: list[Outcome] = []
    not_run: list[str] = []
    given = os.environ.pop("DATABASE_URL", "")
    outcomes.append(run(Step("Tests on SQLite", PYTEST)))
    if not any(shutil.which(name) for name in BROWSERS):
        not_run.append("browser tests (install chromium)")
    try:
        outcomes.append(on_postgresql(given))
    except CannotStart as refusal:
        not_run.append(f"tests on PostgreSQL ({refusal})")
    if scripts := sorted(str(path) for path in (ROOT / "tests" / "js").glob("**/*.test.js")):
        outcomes.append(run(Step("Tests in JavaScript", (*NODE, "--test", *scripts))))
    return outcomes, not_run


def on_postgresql(given: str) -> Outcome:
    """
    Run what is stored on the server that DATABASE_URL gives, else on one of our own.

    :raises CannotStart: if there is neither
    """
    if given.startswith("postgres"):
        return run(Step("Tests on PostgreSQL", (*PYTEST, *STORED), {"DATABASE_URL": given}))
    with server() as url:
        return run(Step("Tests on PostgreSQL", (*PYTEST, *STORED), {"DATABASE_URL": url}))


if __name__ == "__main__":
    results, left_out = everything()
    is_well = told(results, left_out)
    close(results)
    sys.exit(0 if is_well else 1)
