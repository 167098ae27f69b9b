"""Collects the static files, only when one of them is newer than the last collection."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management import call_command


def collect() -> None:
    """Bring the collected static files up to date."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not manifest.exists() or manifest.stat().st_mtime < newest_source():
        call_command("collectstatic", interactive=False, verbosity=0)


def newest_source() -> float:
    """Return when a static file of the project was last written, in seconds since 1970."""
    folders = [Path(folder) for _, folder in settings.STATICFILES_DIRS]
    return max(path.stat().st_mtime for folder in folders for path in (folder, *folder.rglob("*")))
