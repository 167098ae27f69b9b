"""The Italian, French and German catalogues are whole, fill in what English fills in, and keep their accents."""

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tests.house.tree import Tree

PLURALS = {
    "it": "nplurals=2; plural=(n != 1);",
    "fr": "nplurals=2; plural=(n > 1);",
    "de": "nplurals=2; plural=(n != 1);",
}
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[-+0#]*\d*(?:\.\d+)?[a-z%]|\{\w*\}|</?\w+[^>]*>")
WORD = re.compile(r"[^\W\d_]+(?:'(?![^\W\d_]))?")
WITHOUT_ACCENT = {
    language: frozenset((Path(__file__).parent / f"without_accent.{language}.txt").read_text("utf-8").split())
    for language in PLURALS
}


def catalogues(tree: Tree) -> Iterator[tuple[str, str, Catalog]]:
    """Walk the catalogues of the languages people read here: path, language, content."""
    for language in PLURALS:
        name = f"cordata/locale/{language}/LC_MESSAGES/django.po"
        if name in tree:
            yield name, language, read_po(tree[name].splitlines(keepends=True), locale=language)


def messages(tree: Tree) -> Iterator[tuple[str, str, Message]]:
    for name, language, catalogue in catalogues(tree):
        yield from ((f"{name}:{message.lineno}", language, message) for message in catalogue if message.id)


def versions(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def missing_catalogue(tree: Tree) -> list[str]:
    """Each language has its catalogue."""
    there = {language for _, language, _ in catalogues(tree)}
    return [f"cordata/locale/{language} has no catalogue." for language in PLURALS if language not in there]


def untranslated(tree: Tree) -> list[str]:
    """No message is left in English, and none waits for a second look."""
    return [
        f"{where} '{versions(message.id)[0][:60]}' {'is marked fuzzy' if message.fuzzy else 'is not translated'}."
        for where, _, message in messages(tree)
        if message.fuzzy or not all(versions(message.string))
    ]


def wrong_plural(tree: Tree) -> list[str]:
    """Each catalogue counts as its language does: French says one for none."""
    faults = [
        f"{name} must say 'Plural-Forms: {PLURALS[language]}'."
        for name, language, _ in catalogues(tree)
        if f'"Plural-Forms: {PLURALS[language]}\\n"' not in tree[name]
    ]
    return faults + [
        f"{where} must give two forms."
        for where, _, message in messages(tree)
        if message.pluralizable and len(versions(message.string)) != 2
    ]


def other_placeholders(tree: Tree) -> list[str]:
    """What is filled in, and the tags around it, are the same as in English; one form may leave the number out."""
    faults = []
    for where, _, message in messages(tree):
        wanted = [sorted(PLACEHOLDER.findall(text)) for text in versions(message.id)]
        for text in filter(None, versions(message.string)):
            if sorted(PLACEHOLDER.findall(text)) not in wanted:
                faults.append(f"{where} fills in {sorted(PLACEHOLDER.findall(text))}, not {wanted[-1]}.")
    return faults


def lost_accent(tree: Tree) -> list[str]:
    """No word that has an accent, an umlaut or a sharp s is written without it."""
    return [
        f"{where} writes '{word}' without its accent."
        for where, language, message in messages(tree)
        for text in versions(message.string)
        for word in accentless(text, language)
    ]


def accentless(text: str, language: str) -> list[str]:
    """Return the words of a text that must carry an accent in a language, and do not."""
    return [word for word in WORD.findall(PLACEHOLDER.sub(" ", text)) if word.lower() in WITHOUT_ACCENT[language]]
