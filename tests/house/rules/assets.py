import json
import re
from pathlib import PurePosixPath

from tests.house.tree import Tree, below, templates

IMPORTED = re.compile(r"""(?:\bfrom|\bimport|import\()\s*["'](\.[^"']+\.js)["']""")
NAMED = re.compile(r"[\w/.-]+\.(?:js|css|svg)\b")
STYLE_IMPORT = re.compile(r"""@import\s+(?:url\()?["']([^"']+\.css)["']""")
ICON = re.compile(r"""<c-icon\s[^>]*?\bname=["']([a-z0-9-]+)["']""")


def unused_asset(tree: Tree) -> list[str]:
    """Each browser module and style sheet is loaded by a page or by another one."""
    loaded = set()
    for _, text in (*templates(tree), *below(tree, "cordata", ".py")):
        loaded |= {
            f"frontend/{asset.removeprefix('app/')}" for asset in NAMED.findall(text) if asset.startswith("app/")
        }
    for name, text in below(tree, "frontend", ".js", ".css"):
        for asset in (*IMPORTED.findall(text), *STYLE_IMPORT.findall(text)):
            loaded.add(resolved(PurePosixPath(name).parent, asset))
    return [
        f"{name} is loaded by nothing." for name, _ in below(tree, "frontend", ".js", ".css") if name not in loaded
    ]


def unchecked_module(tree: Tree) -> list[str]:
    """Each browser module asks the type checker to read it, in its first line."""
    return [
        f"{name} does not begin with // @ts-check."
        for name, text in below(tree, "frontend", ".js")
        if not text.startswith("// @ts-check")
    ]


def resolved(folder: PurePosixPath, relative: str) -> str:
    parts = list(folder.parts)
    for part in PurePosixPath(relative).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def wrong_icon(tree: Tree) -> list[str]:
    """Each icon a page names is in package.json's list, and each one in the list is named somewhere."""
    listed = set(json.loads(tree.get("package.json", "{}")).get("icons", []))
    pages = [*templates(tree), *below(tree, "cordata", ".py"), *below(tree, "frontend", ".js")]
    said = {word for _, text in pages for word in re.findall(r"""["'>}]([a-z0-9]+(?:-[a-z0-9]+)*)["'<{]""", text)}
    missing = [
        f"{name} shows the icon '{icon}', which package.json does not list."
        for name, text in templates(tree)
        for icon in ICON.findall(text)
        if icon not in listed
    ]
    return missing + [f"package.json lists the icon '{icon}', which no page shows." for icon in sorted(listed - said)]
