"""`make check`: all that CI runs, in one go; every step runs, whatever the one before it said."""

from __future__ import annotations

import sys

from tools.run_tests import everything
from tools.steps import BIN, NODE, Step, close, run, told

STEPS = (
    Step("Lint", (f"{BIN}/ruff", "check", ".")),
    Step("Form", (f"{BIN}/ruff", "format", "--check", "--quiet", ".")),
    Step("Types", (f"{BIN}/mypy",)),
    Step("Layers", (f"{BIN}/lint-imports",)),
    Step("Types in JavaScript", (*NODE, "node_modules/typescript/bin/tsc")),
    Step("Migrations", (f"{BIN}/cordata", "manage", "makemigrations", "--check", "--dry-run")),
)


if __name__ == "__main__":
    outcomes = [run(step) for step in STEPS]
    tested, left_out = everything()
    is_well = told([*outcomes, *tested], left_out)
    close(tested)
    sys.exit(0 if is_well else 1)
