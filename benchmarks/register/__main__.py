"""`make bench-register`: 100,000 people and 5 million audit entries, read by 40 users, on both databases."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

from tools.postgres import CannotStart, server

PEOPLE, ENTRIES = 100_000, 5_000_000


def measure(**environment: str) -> None:
    """Fill a database in a folder of its own and measure it."""
    with tempfile.TemporaryDirectory(prefix="cordata-register-") as folder:
        command = [sys.executable, "-m", "benchmarks.register.run", *sys.argv[1:]]
        if len(sys.argv) == 1:
            command += [str(PEOPLE), str(ENTRIES)]
        subprocess.run(command, env={**os.environ, "CORDATA_DATA": folder, **environment}, check=True)


if __name__ == "__main__":
    measure(DATABASE_URL="")
    try:
        with server() as url:
            measure(DATABASE_URL=url)
    except CannotStart as refusal:
        print(f"PostgreSQL was not measured: {refusal}")
