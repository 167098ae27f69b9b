"""A PostgreSQL of our own for the tests: in a temporary folder, on a socket, gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

FOLDERS = ("/usr/lib/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt/postgresql")
SPEED = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=60 -c listen_addresses=''"


class CannotStart(Exception):
    """PostgreSQL is not installed, or did not come up."""


def programs() -> Path:
    """
    Return the folder of initdb and pg_ctl, the newest version's.

    :raises CannotStart: if they are nowhere to be found
    """
    found = [path.parent for folder in FOLDERS for path in Path(folder).glob("**/bin/initdb")]
    if found:
        return max(found, key=lambda path: [int(part) for part in path.parts if part.isdigit()])
    if known := shutil.which("initdb"):
        return Path(known).parent
    raise CannotStart("PostgreSQL is not installed")


@contextmanager
def server() -> Iterator[str]:
    """
    Start a server with an empty database; give its DATABASE_URL, and stop it afterwards.

    :raises CannotStart: if it is not installed or does not come up
    """
    where = programs()
    with tempfile.TemporaryDirectory(prefix="cordata-pg-") as made:
        folder = Path(made)
        if os.geteuid() == 0:
            _lend(folder)
        _call(
            [
                f"{where}/initdb",
                "-D",
                f"{folder}/data",
                "-U",
                "cordata",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "-N",
            ]
        )
        options = f"{SPEED} -c unix_socket_directories={folder}"
        _call([f"{where}/pg_ctl", "-D", f"{folder}/data", "-w", "-l", f"{folder}/log", "-o", options, "start"])
        try:
            _call([f"{where}/createdb", "-h", str(folder), "-U", "cordata", "cordata"])
            yield f"postgres://cordata@{quote(str(folder), safe='')}/cordata"
        finally:
            _call([f"{where}/pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "-w", "stop"])


def _lend(folder: Path) -> None:
    try:
        shutil.chown(folder, "postgres")
    except LookupError as refusal:
        raise CannotStart("it does not run as root, and there is no user postgres to lend it") from refusal


def _call(command: list[str]) -> None:
    """Run one of its programs; they refuse to run as root, so root lends them the user Debian makes for it."""
    lent: dict[str, Any] = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    ran = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False, **lent)
    if ran.returncode:
        raise CannotStart(f"{Path(command[0]).name} failed: {(ran.stderr or ran.stdout).strip()[-300:]}")
