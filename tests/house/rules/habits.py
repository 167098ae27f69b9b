import ast
import re
from collections.abc import Iterator

from tests.house.tree import Tree, below

CAN_FAIL = re.compile(r"\bassert\b|raises\(|warns\(|expect\(|assert_\w+\(|check_\w+\(|axe\(")
LEFT_OPEN = re.compile(r"(?:#|//|\{#|/\*)\s*(TODO|FIXME|XXX|HACK)\b")
REMADE = re.compile(r"""monkeypatch\.setattr\(\s*["']cordata(?:_engine)?\.|unittest\.mock|\bmocker\b""")


def toothless_test(tree: Tree) -> list[str]:
    """Each test can fail: it asserts, or expects a refusal."""
    return [
        f"{name}:{node.lineno} {node.name} asserts nothing."
        for name, text in below(tree, "tests", ".py")
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef)
        and node.name.startswith("test_")
        and name.rsplit("/", 1)[1].startswith("test_")
        if not CAN_FAIL.search(ast.unparse(node))
    ]


def own_function_mocked(tree: Tree) -> list[str]:
    """No test puts a mock in the place of our own function; the outside world gets fakes."""
    return found(tree, REMADE, "mocks", ("tests",))


def left_open(tree: Tree) -> list[str]:
    """Nothing is left for later in a comment."""
    return found(
        tree, LEFT_OPEN, "leaves something open", ("cordata", "engine", "frontend", "tests", "tools", "benchmarks")
    )


def found(tree: Tree, pattern: re.Pattern[str], does: str, folders: tuple[str, ...]) -> list[str]:
    return [
        f"{name}:{number} {does}: {line.strip()[:80]}"
        for folder in folders
        for name, text in below(tree, folder, ".py", ".js", ".h", ".cpp", ".html", ".css")
        if not name.startswith("tests/house/")
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def too_broad(tree: Tree) -> list[str]:
    """What is caught is named; who catches everything lets it go on."""
    return [
        f"{name}:{node.lineno} catches everything."
        for folder in ("cordata", "engine/src", "tools", "benchmarks")
        for name, text in below(tree, folder, ".py")
        for node in handlers(text)
        if catches_everything(node) and not lets_go_on(node)
    ]


def handlers(text: str) -> Iterator[ast.ExceptHandler]:
    return (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ExceptHandler))


def catches_everything(handler: ast.ExceptHandler) -> bool:
    return handler.type is None or getattr(handler.type, "id", "") in ("Exception", "BaseException")


def lets_go_on(handler: ast.ExceptHandler) -> bool:
    return isinstance(handler.body[-1], ast.Raise)
