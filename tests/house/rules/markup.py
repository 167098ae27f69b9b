import re

from tests.house.tree import Tree, below, templates

ELSEWHERE = r"""(?:https?:|wss?:)?//(?!www\.w3\.org)"""
FETCHES = {
    "html": re.compile(rf"""<(?!a\b)[^<>]*\s(?:src|srcset|poster|href|action|data|hx-\w+)\s*=\s*["']\s*{ELSEWHERE}"""),
    "css": re.compile(rf"""(?:url\(\s*["']?|@import\s+["']){ELSEWHERE}"""),
    "js": re.compile(rf"""(?:\bfrom|\bimport|[(,]|=)\s*["'`]{ELSEWHERE}"""),
}
INLINE = {
    "a style attribute": re.compile(r"<(?!c-)[a-zA-Z][^<>]*\sstyle\s*="),
    "a handler attribute": re.compile(r"<(?!c-)[a-zA-Z][^<>]*\son[a-z]+\s*="),
    "a style element": re.compile(r"<style\b"),
    "a script without src or nonce": re.compile(r"<script\b(?![^>]*\b(?:src|nonce)\s*=)"),
}
NAMED_BY_DJANGO = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
GALLERY = re.compile(r"/gallery\b|/ui/ui/gallery")
COMMENT = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}|<!--.*?-->", re.DOTALL)


def asks_elsewhere(tree: Tree) -> list[str]:
    """No template, style sheet or module fetches anything from another host; links to click may lead there."""
    found = [
        *((name, "html", text) for name, text in templates(tree)),
        *((name, "css", text) for name, text in below(tree, "frontend", ".css")),
        *((name, "js", text) for name, text in below(tree, "frontend", ".js")),
    ]
    return [
        f"{name}:{line_of(text, fetch.start())} fetches from another host: {fetch[0].strip()[:80]}"
        for name, kind, text in found
        for fetch in FETCHES[kind].finditer(text)
    ]


def breaks_the_policy(tree: Tree) -> list[str]:
    """No template holds what the content security policy refuses; exchange's page, opened from a disk, has none."""
    return [
        f"{name}:{line_of(text, breach.start())} holds {what}, which the content security policy refuses."
        for name, text in templates(tree)
        if not name.startswith("cordata/exchange/")
        for what, pattern in INLINE.items()
        for breach in pattern.finditer(text)
    ]


def unused_template(tree: Tree) -> list[str]:
    """Each template is rendered, extended or included somewhere; each component is used outside the gallery."""
    faults = []
    for path, _ in templates(tree):
        name = path.split("/templates/", 1)[1]
        others = [
            COMMENT.sub("", text) if other.endswith(".html") else text
            for other, text in below(tree, "cordata", ".py", ".html", ".txt", ".svg")
            if other != path and not GALLERY.search(other)
        ]
        if name.startswith("cotton/"):
            tag = name.removeprefix("cotton/").removesuffix(".html").removesuffix("/index")
            tag = tag.replace("_", "-").replace("/", ".")
            used = any(re.search(rf"<c-{re.escape(tag)}(?![\w.-])", text) for text in others)
        else:
            used = name in NAMED_BY_DJANGO or any(f'"{name}"' in text or f"'{name}'" in text for text in others)
        if not used and not GALLERY.search(path):
            faults.append(f"{path} is used nowhere outside the gallery.")
    return faults


def unexplained_component(tree: Tree) -> list[str]:
    """Each component tells its parameters in a comment at its top."""
    return [
        f"{name} does not begin with a comment that names its parameters."
        for name, text in templates(tree)
        if "/cotton/" in name and not re.match(r"\s*(\{#|\{% comment)", text)
    ]


def line_of(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
