import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from tests.house.tree import Tree, below

SETTINGS = "docs/operate/settings.md"
READ = re.compile(r"""os\.(?:environ\.get\(|environ\[|getenv\()\s*["'](\w+)["']""")
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
FRAGMENT = re.compile(r"changelog\.d/[a-z0-9-]+\.(added|changed|fixed|removed|security)\.md")
SENTENCE_END = re.compile(r"(?<![A-Z0-9.])(?<!e\.g)(?<!i\.e)(?<!\bNo)[.?!] +(?=[A-Z*`\[])")
MADE = re.compile(r"\bmake ([a-z]+)\b")
CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
ADR_PARTS = ("## Context", "## Decision", "## Status", "## Consequences")
ADR_LINES = 60


def undocumented_setting(tree: Tree) -> list[str]:
    """Each variable that the product reads from its environment is told in the settings page, and no other is."""
    read = {name for _, text in below(tree, "cordata", ".py") for name in READ.findall(text)}
    read |= {"DATABASE_URL" for _, text in below(tree, "cordata", ".py") if "dj_database_url.config" in text}
    read -= {"DJANGO_SETTINGS_MODULE"}
    told = set(re.findall(r"`((?:CORDATA_|DATABASE_)\w+)(?:=[^`]*)?`", tree.get(SETTINGS, "")))
    missing = [f"{SETTINGS} does not tell of `{name}`." for name in sorted(read - told)]
    return missing + [f"{SETTINGS} tells of `{name}`, which nothing reads." for name in sorted(told - read)]


def malformed_fragment(tree: Tree) -> list[str]:
    """A changelog fragment is one sentence a line for the people who use Cordata, in a file named for what it does."""
    faults = []
    for name, text in below(tree, "changelog.d", ".md", ".txt", ""):
        lines = text.splitlines()
        if name == "changelog.d/README.md":
            continue
        if not FRAGMENT.fullmatch(name):
            faults.append(f"{name} must be named subject.added.md, or .changed, .fixed, .removed, .security.")
        if not lines or not all(re.fullmatch(r"[A-Z].*[.]", line) for line in lines):
            faults.append(f"{name} must hold whole sentences, one a line, each with its full stop.")
    return faults


def dead_link(tree: Tree) -> list[str]:
    """Each link and each picture of a page is there."""
    return [
        f"{name} links to {target}, which is not there." for name, target in links(tree) if not holds(tree, target)
    ]


def unreachable_page(tree: Tree) -> list[str]:
    """Each page of docs/ is reached from docs/index.md."""
    told = {name for name, _ in below(tree, "docs", ".md")}
    if not told:
        return []
    leads: dict[str, set[str]] = {}
    for name, target in links(tree):
        leads.setdefault(name, set()).add(target)
    seen, waiting = set(), ["docs/index.md"]
    while waiting:
        page = waiting.pop()
        if page not in seen:
            seen.add(page)
            waiting += leads.get(page, set())
    return [f"{page} is reached from nowhere; link it." for page in sorted(told - seen)]


def crowded_line(tree: Tree) -> list[str]:
    """Prose has one sentence a line, so that a change shows what changed."""
    faults = []
    for name, text in below(tree, "docs", ".md"):
        for number, line in enumerate(without_code(text), 1):
            if not line.lstrip().startswith(("|", "#", ">")) and SENTENCE_END.search(line):
                faults.append(f"{name}:{number} holds two sentences.")
    return faults


def shapeless_adr(tree: Tree) -> list[str]:
    """A decision is told on one page: context, decision, status, consequences, and a figure."""
    faults = []
    for name, text in below(tree, "docs/adr", ".md"):
        body = text.splitlines()
        missing = [part for part in ADR_PARTS if part not in body]
        if missing:
            faults.append(f"{name} lacks {', '.join(missing)}.")
        if len(body) > ADR_LINES:
            faults.append(f"{name} has {len(body)} lines; a page is {ADR_LINES}.")
        if not re.search(r"\d", "".join(body[1:])):
            faults.append(f"{name} gives no figure.")
        if not re.fullmatch(r"docs/adr/\d{4}-[a-z0-9-]+\.md", name):
            faults.append(f"{name} must be named 0001-title-in-words.md.")
    return faults


def unknown_rule(tree: Tree) -> list[str]:
    """Each `make` that a page tells people to type is a rule of the Makefile."""
    rules = set(re.findall(r"^([a-z-]+):", tree.get("Makefile", ""), re.MULTILINE))
    return [
        f"{name} says 'make {rule}', which the Makefile does not know."
        for name, text in pages(tree)
        for code in CODE.findall(text)
        for rule in MADE.findall(code)
        if rule not in rules
    ]


def pages(tree: Tree) -> Iterator[tuple[str, str]]:
    """Walk what is written for people."""
    yield from below(tree, "docs", ".md")
    yield from ((name, tree[name]) for name in ("README.md", "CONTRIBUTING.md") if name in tree)


def links(tree: Tree) -> Iterator[tuple[str, str]]:
    """Walk the links between files: the page, and the path it leads to from the root."""
    pages = [
        *below(tree, "docs", ".md"),
        *((name, tree[name]) for name in ("README.md", "CONTRIBUTING.md") if name in tree),
    ]
    for name, text in pages:
        for target in LINK.findall("\n".join(without_code(text))):
            if "://" not in target and not target.startswith("mailto:"):
                yield name, normal(PurePosixPath(name).parent / target)


def normal(path: PurePosixPath) -> str:
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            parts = parts[:-1]
        else:
            parts.append(part)
    return "/".join(parts)


def holds(tree: Tree, target: str) -> bool:
    return target in tree or any(name.startswith(f"{target.rstrip('/')}/") for name in tree)


def without_code(text: str) -> list[str]:
    """Return the lines of a page, those inside a fenced block emptied."""
    lines, fenced = [], False
    for line in text.splitlines():
        if line.lstrip().startswith("```"):
            fenced = not fenced
        lines.append("" if fenced or line.lstrip().startswith("```") else re.sub(r"`[^`]*`", "`x`", line))
    return lines
