"""The hours of a day as positions on a drawing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from cordata.day.queries.shapes import Axis, Hour

ROW = 56  # px a rope takes down the page; frontend/day.css names it --row
HOUR = 76  # px an hour takes at least along the day
FIRST, LAST = time(7), time(19)  # drawn even when nothing happens so early or so late


@dataclass(frozen=True, slots=True)
class Scale:
    """Turns instants into percentages of the drawing's width."""

    start: datetime
    seconds: int

    @property
    def end(self) -> datetime:
        """The last instant drawn."""
        return self.start + timedelta(seconds=self.seconds)

    def at(self, instant: datetime) -> str:
        """Return where an instant stands, in percent, kept within the drawing."""
        share = (instant - self.start).total_seconds() / self.seconds
        return f"{100 * min(max(share, 0), 1):.3f}%"

    def span(self, start: datetime, end: datetime) -> str:
        """Return how wide the time between two instants is, in percent."""
        return f"{100 * max((end - start).total_seconds(), 0) / self.seconds:.3f}%"


def fit(instants: Iterable[datetime], day: date, zone: ZoneInfo) -> Scale:
    """Return the scale that holds all instants, in whole hours, from 7 to 19 at least."""
    start, end = (datetime.combine(day, shown, zone) for shown in (FIRST, LAST))
    for instant in instants:
        start, end = min(start, instant), max(end, instant)
    start = start.astimezone(zone).replace(minute=0, second=0, microsecond=0)
    hours = -(-(end - start).total_seconds() // 3600)
    return Scale(start=start, seconds=int(hours) * 3600)


def draw_axis(scale: Scale, rows: int, day: date, zone: ZoneInfo, at: datetime) -> Axis:
    """Return the hours axis of a drawing with some rows, with the line of now on its own day."""
    hours = [scale.start + timedelta(hours=step) for step in range(scale.seconds // 3600 + 1)]
    is_today = at.astimezone(zone).date() == day and scale.start <= at <= hours[-1]
    first = scale.start.astimezone(zone)
    opens = first.hour * 3600 - (0 if first.date() == day else 24 * 3600)
    return Axis(
        opens=opens,
        closes=opens + scale.seconds,
        width=(len(hours) - 1) * HOUR,
        height=rows * ROW,
        hours=tuple(Hour(scale.at(hour), f"{hour.astimezone(zone):%H}") for hour in hours),
        now=scale.at(at) if is_today else "",
    )
