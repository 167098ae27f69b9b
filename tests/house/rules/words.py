import ast
import re
from collections.abc import Iterator

from babel.messages.pofile import read_po

from tests.house.tree import Tree, below, templates

# What each word is called here: CONTRIBUTING.md, "Words".
REFUSED = re.compile(r"(?i)(?<![a-z])(beneficiar(?:y|ies)|tenants?|tickets?|kpis?|teleconsults?|utils)(?![a-z])")
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
# Written in two parts, so that this file does not hold what it refuses.
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"), ("yarnpkg", "com"),
        ("deb.debian", "org"), ("archive.ubuntu", "com"), ("jsdelivr", "net"), ("unpkg", "com"), ("cdnjs", "com"),
    )
]  # fmt: skip


def refused_word(tree: Tree) -> list[str]:
    """No model, field, URL, file, page or message says a word that the house has another word for."""
    return [
        f"{where} says '{found[1]}'."
        for where, text in names_and_texts(tree)
        if (found := REFUSED.search(split(text)))
    ]


def split(text: str) -> str:
    return CAMEL.sub(" ", text).replace("_", " ")


def names_and_texts(tree: Tree) -> Iterator[tuple[str, str]]:
    for name, text in below(tree, "cordata", ".py"):
        yield name, name
        if re.search(r"/(models|urls)\b", name):
            yield from ((f"{name}:{line}", word) for line, word in names(ast.parse(text)))
    for name, text in templates(tree):
        yield from ((f"{name}:{line}", said) for line, said in enumerate(text.splitlines(), 1))
    for name, text in below(tree, "cordata", ".po"):
        for message in read_po(text.splitlines(keepends=True)):
            yield f"{name}:{message.lineno}", " ".join(message.id if isinstance(message.id, tuple) else (message.id,))


def names(module: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(module):
        if isinstance(node, ast.ClassDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.Name):
            yield node.lineno, node.id
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def names_a_registry(tree: Tree) -> list[str]:
    """No file holds the address of a package registry or of a content network."""
    return [f"{name} names {host}." for name, text in tree.items() for host in REGISTRIES if host in text]
