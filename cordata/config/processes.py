"""Runs parts of Cordata as children of one command and ends them with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

PATIENCE_S = 10
LOOK_EVERY_S = 0.5


class Ended(Exception):
    """The machine asked this command to end."""


def start(*arguments: str) -> subprocess.Popen[bytes]:
    """Start a sub-command of `cordata` in this process group, so that ending the group ends it too."""
    return subprocess.Popen([sys.executable, "-m", "cordata.config.cli", *arguments], env=os.environ)


@contextmanager
def ending(children: list[subprocess.Popen[bytes]]) -> Iterator[None]:
    """End all the children when the block is left, by Ctrl-C and by the machine's request too."""

    def end(_number: int, _frame: FrameType | None) -> None:
        raise Ended

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    except (KeyboardInterrupt, Ended):
        pass  # what was asked for; the children end below
    finally:
        signal.signal(signal.SIGTERM, before)
        for child in children:
            child.terminate()
        for child in children:
            _wait(child)


def wait_for_any(children: list[subprocess.Popen[bytes]]) -> None:
    """Wait until one of the children ends."""
    while all(child.poll() is None for child in children):
        time.sleep(LOOK_EVERY_S)


def _wait(child: subprocess.Popen[bytes]) -> None:
    try:
        child.wait(timeout=PATIENCE_S)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        child.kill()
