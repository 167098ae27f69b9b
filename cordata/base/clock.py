from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class DayClock:
    """
    A day in a time zone: turns instants into whole seconds elapsed since its local midnight, and back.

    Elapsed and not wall-clock seconds, so that durations hold on the two days a year when the clock changes.
    """

    day: date
    zone: str

    @property
    def midnight(self) -> datetime:
        """The instant at which the day begins, in UTC."""
        return datetime.combine(self.day, time(), ZoneInfo(self.zone)).astimezone(UTC)

    def seconds(self, instant: datetime) -> int:
        return int((instant - self.midnight).total_seconds())

    def instant(self, seconds: int) -> datetime:
        return self.midnight + timedelta(seconds=seconds)

    def is_on(self, instant: datetime) -> bool:
        """Return whether an instant falls on this day, there."""
        return instant.astimezone(ZoneInfo(self.zone)).date() == self.day

    def window(self, opens: time, closes: time) -> tuple[datetime, datetime]:
        """
        Return the instants between two times of day.

        Where the clock goes forward in between so that nothing would be left, the window keeps its length.
        """
        zone = ZoneInfo(self.zone)
        start = datetime.combine(self.day, opens, zone).astimezone(UTC)
        end = datetime.combine(self.day, closes, zone).astimezone(UTC)
        if end <= start:
            end = start + (datetime.combine(self.day, closes) - datetime.combine(self.day, opens))
        return start, end
