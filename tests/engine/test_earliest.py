"""When the checker says that a stop may start, window by window."""

from dataclasses import replace

import pytest
from cordata_engine import Pin, Stop, Window
from cordata_engine.retime import earliest

HARD_THEN_SOFT = (Window(100, 200, 200), Window(300, 400))
SOFT_THEN_HARD = (Window(100, 200), Window(300, 310, 310), Window(500, 600, 600))


def rosina(windows: tuple[Window, ...]) -> Stop:
    return Stop("Rosina", 1, 60, windows=windows)


class TestEarliest:
    @pytest.mark.parametrize(
        ("windows", "ready", "start"),
        [
            ((), 50, 50),
            (HARD_THEN_SOFT, 50, 100),
            (HARD_THEN_SOFT, 100, 100),
            (HARD_THEN_SOFT, 200, 200),
            (HARD_THEN_SOFT, 201, 300),
            (HARD_THEN_SOFT, 401, 401),
            (SOFT_THEN_HARD, 250, 250),
            (SOFT_THEN_HARD, 299, 299),
            (SOFT_THEN_HARD, 300, 300),
            (SOFT_THEN_HARD, 311, 500),
            (SOFT_THEN_HARD, 601, 601),
        ],
    )
    def test_waits_for_the_next_window_that_can_still_be_kept(
        self, windows: tuple[Window, ...], ready: int, start: int
    ) -> None:
        assert earliest(rosina(windows), ready) == start

    @pytest.mark.parametrize("ready", [0, 900])
    def test_is_the_pinned_start_come_what_may(self, ready: int) -> None:
        assert earliest(replace(rosina(HARD_THEN_SOFT), pin=Pin(0, 250)), ready) == 250

    def test_is_not_moved_by_a_pin_without_a_start(self) -> None:
        assert earliest(replace(rosina(HARD_THEN_SOFT), pin=Pin(0)), 50) == 100
