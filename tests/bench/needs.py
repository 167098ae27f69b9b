"""Tests that need something this machine may lack say so by name; in CI nothing may be lacking."""

import os
import shutil

import pytest

from tests.clock import ROOT

SHARED = ROOT.parent / "shared"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def lacking(marker: str) -> str | None:
    """Return what stands in the way of the tests with a marker, in words, or None."""
    if marker == "shared" and not SHARED.is_dir():
        return f"the large files of {SHARED} are not here"
    if marker == "browser" and not any(shutil.which(name) for name in CHROMIUM):
        return "no chromium is installed"
    return None


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark what lies in tests/browser, so that `-m "not browser"` leaves it out."""
    if "browser" in item.path.parts:
        item.add_marker("browser")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Set the browser tests after the fast ones, whatever order chance gives."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in ("shared", "browser"):
        reason = lacking(marker) if item.get_closest_marker(marker) else None
        if reason and os.environ.get("CI") == "true":
            pytest.fail(f"In CI every test runs, but {reason}.", pytrace=False)
        if reason:
            pytest.skip(reason)


def pytest_terminal_summary(terminalreporter) -> None:
    """Say in red what could not run."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = {
        str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr) for report in skipped
    }
    for reason in sorted(reasons):
        count = sum(reason in str(report.longrepr) for report in skipped)
        terminalreporter.write_line(f"could not run {count}: {reason.removeprefix('Skipped: ')}", red=True, bold=True)
