import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from tests.house.tree import Tree, below, templates


@dataclass(frozen=True)
class Limit:
    """How long things of one kind may be, in lines: nineteen in twenty, and never."""

    kind: str
    most: int
    never: int


APP_FILE = Limit("application file", 200, 400)
ENGINE_FILE = Limit("engine file", 300, 500)
FUNCTION = Limit("function", 35, 60)
VIEW = Limit("view", 25, 40)
TEMPLATE = Limit("template", 60, 120)
MODULE = Limit("browser module", 120, 200)
TEST_FILE = Limit("test file", 300, 500)
ENOUGH_TO_COUNT = 20
Thing = tuple[Limit, str, int]


def too_long(tree: Tree) -> list[str]:
    """No file, function, view, template or module is longer than it may ever be."""
    return [
        f"{where} has {lines} lines; a {limit.kind} never has more than {limit.never}."
        for limit, where, lines in things(tree)
        if lines > limit.never
    ]


def too_often_long(tree: Tree) -> list[str]:
    """Nineteen in twenty of each kind stay under the smaller limit; few are not yet counted."""
    measured: dict[Limit, list[tuple[int, str]]] = {}
    for limit, where, lines in things(tree):
        measured.setdefault(limit, []).append((lines, where))
    faults = []
    for limit, found in measured.items():
        over = sorted((pair for pair in found if pair[0] > limit.most), reverse=True)
        if len(found) >= ENOUGH_TO_COUNT and len(over) > len(found) / 20:
            worst = ", ".join(f"{where} ({lines})" for lines, where in over[:8])
            faults.append(f"{len(over)} of {len(found)} {limit.kind}s are over {limit.most} lines: {worst}.")
    return faults


def things(tree: Tree) -> Iterator[Thing]:
    for folder, limit in (("cordata", APP_FILE), ("benchmarks", APP_FILE), ("tools", APP_FILE), ("tests", TEST_FILE)):
        yield from files(below(tree, folder, ".py"), limit)
    yield from files(below(tree, "engine", ".py", ".h", ".cpp"), ENGINE_FILE)
    yield from files(templates(tree), TEMPLATE)
    yield from files(below(tree, "frontend", ".js"), MODULE)
    for folder in ("cordata", "engine/src", "benchmarks", "tools"):
        for name, text in below(tree, folder, ".py"):
            yield from functions(name, text)


def files(found: Iterator[tuple[str, str]], limit: Limit) -> Iterator[Thing]:
    return ((limit, name, len(text.splitlines())) for name, text in found)


def functions(name: str, text: str) -> Iterator[Thing]:
    is_web = re.search(r"/(views|api)\w*(\.py|/)", name) is not None
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            takes_request = bool(node.args.args) and node.args.args[0].arg == "request"
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            yield VIEW if is_web and takes_request else FUNCTION, f"{name}:{node.lineno} {node.name}", lines


def tests_to_code(tree: Tree) -> tuple[int, int]:
    """Return the lines of tests and the lines of code, in any language, without templates and styles."""
    tests = sum(len(text.splitlines()) for _, text in below(tree, "tests", ".py", ".js"))
    code = sum(
        len(text.splitlines())
        for folder in ("cordata", "engine", "frontend", "tools")
        for name, text in below(tree, folder, ".py", ".js", ".h", ".cpp")
        if "tests" not in PurePosixPath(name).parts
    )
    return tests, code
