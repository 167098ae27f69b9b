"""Bring the translation catalogues into step with the sources: `make messages`. Needs gettext."""

import os
import re
import shutil
import sys
from contextlib import chdir
from pathlib import Path

import django
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ROOT / "cordata"
LANGUAGES = ("it", "fr", "de", "en")
HEADER = """msgid ""
msgstr ""
"Project-Id-Version: Cordata\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=({plural});\\n"
"""
CHANGING = "POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Report-Msgid-Bugs-To"
DATES = re.compile(rf'^"(?:{CHANGING}): .*\n', re.MULTILINE)


def refresh(product: Path) -> None:
    """Find the messages in a tree and merge them into the catalogues below it, dropping those nobody says any more."""
    for language in LANGUAGES:
        catalogue = catalogue_of(product, language)
        if not catalogue.exists():
            catalogue.parent.mkdir(parents=True, exist_ok=True)
            plural = "n > 1" if language == "fr" else "n != 1"
            catalogue.write_text(HEADER.format(language=language, plural=plural), "utf-8")
    with chdir(product):
        call_command(
            "makemessages",
            locale=LANGUAGES,
            extensions=["html", "txt", "py"],
            ignore_patterns=["vendor/*", "*/migrations/*"],
            add_location="file",
            no_obsolete=True,
            no_wrap=True,
            verbosity=0,
        )
    for language in LANGUAGES:
        catalogue = catalogue_of(product, language)
        catalogue.write_text(DATES.sub("", catalogue.read_text("utf-8")), "utf-8")


def catalogue_of(product: Path, language: str) -> Path:
    """Return where the messages of a language are kept."""
    return product / "locale" / language / "LC_MESSAGES" / "django.po"


def copy_of_sources(into: Path) -> Path:
    """Copy what messages are found in, catalogues included, so that a check changes nothing."""
    left_out = shutil.ignore_patterns("vendor", "__pycache__", "data", "*.mo")
    return shutil.copytree(PRODUCT, into / "cordata", ignore=left_out)


if __name__ == "__main__":
    if not shutil.which("xgettext"):
        sys.exit("make messages needs gettext: on Debian, apt install gettext.")
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cordata.config.settings")
    django.setup()
    refresh(PRODUCT)
