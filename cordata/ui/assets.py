"""Static files under hashed names, and the import map that leads the browser to them.

Our modules import each other by plain relative paths ("./ropes.js"). Their text is served as written: the browser
resolves such a path against the hashed URL's folder, gets the unhashed URL, and the import map sends it to the hashed
file.
"""

import json
from functools import cache
from typing import cast

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Gives each file a name that changes with its content; rewrites url() in CSS and leaves JavaScript as written."""

    patterns = tuple(pattern for pattern in CompressedManifestStaticFilesStorage.patterns if pattern[0] == "*.css")


@cache
def bare_modules() -> dict[str, str]:
    """Return the third-party modules: the name they are imported by, and their file."""
    modules: dict[str, str] = json.loads((settings.PACKAGE / "vendor" / "modules.json").read_text())
    return modules


def import_map() -> dict[str, dict[str, str]]:
    """Return where the browser finds each module, in the shape of an import map."""
    imports = {bare: staticfiles_storage.url(name) for bare, name in bare_modules().items()}
    if not settings.DEBUG:
        names = sorted(cast("HashedStorage", staticfiles_storage).hashed_files)
        ours = [name for name in names if name.startswith("app/") and name.endswith(".js")]
        imports |= {settings.STATIC_URL + name: staticfiles_storage.url(name) for name in ours}
    return {"imports": imports}
