"""Says what a bare machine lacks before anything is built on it. Runs on any Python 3."""

import importlib.util
import os
import sys
import sysconfig
from collections.abc import Iterator

OLDEST = (3, 11)


def faults() -> Iterator[str]:
    version = "{}.{}".format(*sys.version_info[:2])
    if sys.version_info < OLDEST:
        yield f"Python {version} is too old: install 3.11 or newer, or say where it is with `make PYTHON=python3.12`."
        return
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        yield f"Python cannot make virtual environments: `apt-get install python{version}-venv` on Debian and Ubuntu."
    if not os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h")):
        yield f"Python's headers are missing, the engine needs them: `apt-get install python{version}-dev`."


if __name__ == "__main__":
    found = list(faults())
    for fault in found:
        sys.stderr.write(fault + "\n")
    sys.exit(1 if found else 0)
