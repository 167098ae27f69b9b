"""Every test takes place on the village's Thursday at nine, whatever the day it runs; the clock goes on from there."""

import pytest
import time_machine

from tests.clock import NINE


@pytest.fixture(autouse=True)
def on_thursday_at_nine(request):
    """Set the process's clock; a browser has its own, so its tests keep the machine's."""
    if request.node.get_closest_marker("browser"):
        yield
        return
    with time_machine.travel(NINE, tick=True):
        yield
