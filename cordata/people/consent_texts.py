"""The texts people are read before they decide, as this release has them: data/consent_texts_<version>.toml."""

import tomllib
from collections.abc import Iterator
from importlib.resources import files


def texts(version: int) -> Iterator[tuple[str, str, str]]:
    """Yield each text of a version: its purpose, its language, its words."""
    table = tomllib.loads(files("cordata.people").joinpath(f"data/consent_texts_{version}.toml").read_text("utf-8"))
    for purpose, languages in table.items():
        for language, words in languages.items():
            yield purpose, language, words.strip()
