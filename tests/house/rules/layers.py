import ast
import tomllib
from collections.abc import Iterable

from tests.house.tree import Tree, below

RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
CONTRACT = "Apps only look down"


def heights(tree: Tree) -> dict[str, int]:
    """Return how high each app stands, from pyproject.toml: `base` is lowest, siblings share a height."""
    contracts = tomllib.loads(tree["pyproject.toml"])["tool"]["importlinter"]["contracts"]
    rows = next(contract["layers"] for contract in contracts if contract["name"] == CONTRACT)
    return {app.strip(" ()"): height for height, row in enumerate(reversed(rows)) for app in row.split("|")}


def looks_up(relations: Iterable[tuple[str, str, str]], height: dict[str, int]) -> list[str]:
    """Every relation (name, its app, the app it points at) leads to a lower app or stays at home."""
    return [
        f"{name} points from {own} to {target}, which does not stand below it."
        for name, own, target in relations
        if own != target and height[target] >= height[own]
    ]


def relation_as_text(tree: Tree) -> list[str]:
    """A relation names its target as an imported class, so that import-linter sees it; "self" may stay text."""
    faults = []
    for name, text in below(tree, "cordata", ".py"):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", None) in RELATIONS and node.args:
                target = node.args[0]
                if isinstance(target, ast.Constant) and "." in str(target.value):
                    faults.append(f'{name}:{node.lineno} points at "{target.value}" as text; import the class.')
    return faults
