import ast
import tomllib
from collections.abc import Iterable
from pathlib import PurePosixPath

from tests.house.tree import Tree, below

RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
CONTRACT = "Apps only look down"
INSIDE = "Inside an app, the web looks at the domain and never back"
PURE = "Rules are pure"


def heights(tree: Tree) -> dict[str, int]:
    """Return how high each app stands, from pyproject.toml: `base` is lowest, siblings share a height."""
    rows = contract(tree, CONTRACT)["layers"]
    return {app.strip(" ()"): height for height, row in enumerate(reversed(rows)) for app in row.split("|")}


def contract(tree: Tree, name: str) -> dict[str, list[str]]:
    """Return what pyproject.toml says under the name of an import contract."""
    every = tomllib.loads(tree["pyproject.toml"])["tool"]["importlinter"]["contracts"]
    return next(one for one in every if one["name"] == name)


def unguarded(tree: Tree) -> list[str]:
    """Each app is in the contract about its inside, and each module of rules in the one about purity."""
    modules = {tuple(PurePosixPath(name).parts[1:3]) for name, _ in below(tree, "cordata", ".py")}
    parts = {(app, part.removesuffix(".py")) for app, part in (pair for pair in modules if len(pair) == 2)}
    layers = {layer.strip(" ()") for row in contract(tree, INSIDE)["layers"] for layer in row.split("|")}
    apps = {f"cordata.{app}" for app, part in parts if part in layers - {"management"}} - {"cordata.config"}
    rules = {f"cordata.{app}.rules" for app, part in parts if part == "rules"}
    faults = [f"{app} is not in '{INSIDE}'." for app in sorted(apps - set(contract(tree, INSIDE)["containers"]))]
    return faults + [
        f"{one} is not in '{PURE}'." for one in sorted(rules - set(contract(tree, PURE)["source_modules"]))
    ]


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
