"""What the build makes, made once for the tests: hashed static files and compiled translations."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

import hatch_build
from tests.clock import ROOT


def pytest_configure() -> None:
    """Compile the catalogues that are newer than their compiled form, before anything is translated."""
    hatch_build.compile_translations(ROOT / "cordata" / "locale")


@pytest.fixture(scope="session")
def static_files(tmp_path_factory):
    """Every static file under its hashed name, collected once, as in production (tests run with DEBUG=False)."""
    settings.STATIC_ROOT = tmp_path_factory.mktemp("static")
    call_command("collectstatic", interactive=False, verbosity=0)


@pytest.fixture
def client(static_files) -> Client:
    """A browser that has not signed in; pages find their hashed files."""
    return Client()
