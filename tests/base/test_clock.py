from datetime import UTC, date, datetime, time

import pytest

from cordata.base.clock import DayClock
from tests.clock import TODAY, at

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)  # the clock goes forward at 2:00, back at 3:00
ROME = "Europe/Rome"


class TestDayClock:
    def test_counts_seconds_from_local_midnight(self):
        assert DayClock(TODAY, ROME).seconds(at(8, 30)) == 8 * 3600 + 30 * 60

    def test_gives_instants_in_utc(self):
        assert DayClock(TODAY, ROME).instant(8 * 3600) == datetime(2026, 11, 26, 7, tzinfo=UTC)

    @pytest.mark.parametrize(("day", "elapsed"), [(SPRING, 7 * 3600), (TODAY, 8 * 3600), (AUTUMN, 9 * 3600)])
    def test_counts_elapsed_hours_when_the_clock_changes(self, day, elapsed):
        clock = DayClock(day, ROME)

        assert clock.seconds(at(8, day=day)) == elapsed
        assert clock.instant(elapsed) == at(8, day=day)

    def test_knows_the_evening_before_in_another_zone(self):
        assert not DayClock(TODAY, ROME).is_on(datetime(2026, 11, 25, 22, 59, tzinfo=UTC))
        assert DayClock(TODAY, ROME).is_on(datetime(2026, 11, 25, 23, 0, tzinfo=UTC))

    @pytest.mark.parametrize(("day", "utc_hour"), [(SPRING, 6), (TODAY, 7), (AUTUMN, 7)])
    def test_opens_a_window_at_the_hour_people_read(self, day, utc_hour):
        opens, closes = DayClock(day, ROME).window(time(8), time(9))

        assert opens == datetime(day.year, day.month, day.day, utc_hour, tzinfo=UTC)
        assert (closes - opens).total_seconds() == 3600

    def test_keeps_the_length_of_a_window_that_the_clock_jumps_over(self):
        opens, closes = DayClock(SPRING, ROME).window(time(2, 50), time(3, 10))

        assert (closes - opens).total_seconds() == 20 * 60
