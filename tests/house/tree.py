import subprocess
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import PurePosixPath

from tests.clock import ROOT

Tree = Mapping[str, str]
TEXT = {
    ".cfg", ".cmake", ".conf", ".cpp", ".css", ".csv", ".h", ".html", ".js", ".json", ".lock", ".md", ".mjs",
    ".po", ".py", ".svg", ".toml", ".txt", ".xml", ".yaml", ".yml", "",
}  # fmt: skip


@cache
def committed() -> Tree:
    """Return every file that git holds or would take, by its path from the root; what is not text is empty."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = sorted(name for name in listed.stdout.decode().split("\0") if (ROOT / name).is_file())
    return {name: (ROOT / name).read_text("utf-8") if PurePosixPath(name).suffix in TEXT else "" for name in names}


def below(tree: Tree, folder: str, *suffixes: str) -> Iterator[tuple[str, str]]:
    """Walk the files under a folder with one of the suffixes, migrations left out."""
    for name, text in tree.items():
        path = PurePosixPath(name)
        if path.is_relative_to(folder) and path.suffix in suffixes and "migrations" not in path.parts:
            yield name, text


def templates(tree: Tree) -> Iterator[tuple[str, str]]:
    """Walk the templates."""
    return ((name, text) for name, text in below(tree, "cordata", ".html", ".txt", ".svg") if "/templates/" in name)
