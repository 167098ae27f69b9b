"""Looks at an installation without changing it: one finding for each thing Cordata cannot do without."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path

OLDEST_PYTHON = (3, 11)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, what is there, and what to do where that is not as it should be (else `to_do` is empty)."""

    name: str
    found: str
    to_do: str = ""

    @property
    def is_ok(self) -> bool:
        return not self.to_do

    def as_data(self) -> dict[str, object]:
        return {**asdict(self), "ok": self.is_ok}


def findings() -> Iterator[Finding]:
    """Look at one thing after the other; what needs the settings is left out when they cannot be read."""
    yield python()
    yield engine()
    settings = settings_finding()
    yield settings
    if settings.is_ok:
        yield data_folder()
        yield database()
        yield roads()
        yield assets()
        yield static_files()
        yield translations()


def python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    oldest = ".".join(map(str, OLDEST_PYTHON))
    return Finding(
        "Python", version, "" if sys.version_info >= OLDEST_PYTHON else f"Install Python {oldest} or newer."
    )


def engine() -> Finding:
    try:
        core = find_spec("cordata_engine._core")  # importing the package around it loads it
    except ImportError as refusal:
        return Finding("Engine", str(refusal), "Build it: `make setup`.")
    if core is None or core.origin is None:
        return Finding("Engine", "its core is not there", "Build it: `make setup`.")
    return Finding("Engine", Path(core.origin).name)


def settings_finding() -> Finding:
    import django
    from django.core.exceptions import ImproperlyConfigured

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cordata.config.settings")
    try:
        django.setup()
    except (ImproperlyConfigured, OSError, ValueError) as refusal:
        return Finding(
            "Settings", str(refusal), "Correct the environment: docs/operate/settings.md lists every setting."
        )
    return Finding("Settings", os.environ["DJANGO_SETTINGS_MODULE"])


def data_folder() -> Finding:
    from django.conf import settings

    folder: Path = settings.CORDATA_DATA
    if os.access(folder, os.W_OK):
        return Finding("Data folder", str(folder))
    return Finding("Data folder", f"{folder} cannot be written", "Give this user the folder, or set CORDATA_DATA.")


def database() -> Finding:
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    name = f"{connection.vendor} {connection.settings_dict['NAME']}"
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as refusal:
        return Finding("Database", f"{name}: {str(refusal).splitlines()[0]}", "Start it, or correct DATABASE_URL.")
    if waiting:
        return Finding(
            "Database", f"{name}, {len(waiting)} migrations wait", "Bring it up to date: `cordata manage migrate`."
        )
    return Finding("Database", name)


def roads() -> Finding:
    from cordata.places import queries

    graph = queries.roads().graph
    what = "hand-made network" if graph.schematic else "OpenStreetMap extract"
    return Finding("Roads", f"{what}, {len(graph.keys)} roads, version {graph.version}")


def assets() -> Finding:
    from django.conf import settings

    modules: Path = settings.PACKAGE / "vendor" / "modules.json"
    if modules.exists():
        return Finding("Assets", str(modules.parent))
    return Finding("Assets", f"{modules} is not there", "Copy the browser modules: `make setup`.")


def static_files() -> Finding:
    from django.conf import settings

    if Path(settings.STATIC_ROOT).is_dir():
        return Finding("Static files", str(settings.STATIC_ROOT))
    return Finding("Static files", "not collected", "Collect them: `cordata manage collectstatic --no-input`.")


def translations() -> Finding:
    from django.conf import settings

    compiled = {
        code: settings.PACKAGE / "locale" / code / "LC_MESSAGES" / "django.mo" for code, _ in settings.LANGUAGES
    }
    missing = [code for code, path in compiled.items() if code != "en" and not path.exists()]
    if missing:
        return Finding("Translations", f"not compiled: {', '.join(missing)}", "Compile them: `make setup`.")
    return Finding("Translations", ", ".join(compiled))
