import os
import shutil

import pytest
from babel.messages.pofile import read_po

from tests.clock import ROOT
from tools.messages import LANGUAGES, catalogue_of, copy_of_sources, refresh

CANNOT_RUN = not shutil.which("xgettext") and os.environ.get("CI") != "true"


def said(path) -> set[tuple[str | None, str | tuple[str, ...]]]:
    with path.open("rb") as catalogue:
        return {(message.context, message.id) for message in read_po(catalogue) if message.id}


@pytest.mark.skipif(CANNOT_RUN, reason="no xgettext is installed, which finds messages")
class TestCatalogues:
    def test_hold_what_the_sources_say_and_nothing_else(self, tmp_path, settings):
        copy = copy_of_sources(tmp_path)
        settings.LOCALE_PATHS = [copy / "locale"]

        refresh(copy)

        for language in LANGUAGES:
            kept, found = said(catalogue_of(ROOT / "cordata", language)), said(catalogue_of(copy, language))
            assert kept == found, f"{language}: run make messages, then translate what is new"

    def test_a_message_nobody_translated_yet_is_found(self, tmp_path, settings):
        product = tmp_path / "cordata"
        (product / "templates").mkdir(parents=True)
        (product / "templates" / "page.html").write_text("{% translate 'Good morning' %}", "utf-8")
        settings.LOCALE_PATHS = [product / "locale"]

        refresh(product)

        assert said(catalogue_of(product, "it")) == {(None, "Good morning")}

    def test_french_counts_none_as_one(self, tmp_path, settings):
        settings.LOCALE_PATHS = [tmp_path / "locale"]

        refresh(tmp_path)

        assert "plural=(n > 1);" in catalogue_of(tmp_path, "fr").read_text("utf-8")
