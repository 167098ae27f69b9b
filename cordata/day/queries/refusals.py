"""What a move by hand may not do, and what it may do only once somebody was asked, as sentences."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from cordata.base.clock import DayClock
from cordata.care.models import Visit
from cordata.day.queries.faces import short_name
from cordata.day.queries.words import clock, spell_duration
from cordata.rounds.rules.planned import PlannedDay, PlannedRound, PlannedStop
from cordata.rounds.rules.problem import Demand, Place, Worker
from cordata.workforce.models import Professional

PIN = "pin"
WORTH_ASKING = 60  # seconds


class NothingPlanned(Exception):
    """The day has no plan yet that could be changed."""


class NotToMove(Exception):
    """The visit cannot go there, whatever it costs: the message says why, and `residents` are whom it names."""

    def __init__(self, message: str, residents: frozenset[int] = frozenset()) -> None:
        super().__init__(message)
        self.residents = residents


class NeedsAsking(NotToMove):
    """The visit can go there, outside what was agreed, once whoever moves it has said that this is meant."""


def missed(planned: PlannedDay) -> dict[Place, tuple[PlannedRound, int]]:
    """Return the visits whose fixed time nobody can keep without being in two places: on which round, and where."""
    return {
        stop.place: (one, index)
        for one in planned.rounds
        for index, stop in enumerate(one.stops)
        if stop.place and any(broken.constraint == PIN for broken in stop.violations)
    }


def refuse_two_places(before: PlannedDay, after: PlannedDay, day_clock: DayClock) -> None:
    """
    Require that a move makes nobody miss a fixed time that they could keep before.

    :raises NotToMove: naming who is where until when, and how long the drive takes
    """
    known = missed(before)
    for place, (one, index) in missed(after).items():
        if place not in known:
            raise _nobody_in_two_places(one, index, day_clock)


def _nobody_in_two_places(one: PlannedRound, index: int, day_clock: DayClock) -> NotToMove:
    stop, earlier = one.stops[index], one.stops[index - 1] if index else None
    ready = stop.arrives - stop.travel
    words = {
        "who": _who(one),
        "whom": _name(stop),
        "until": clock(day_clock.instant(ready), ZoneInfo(day_clock.zone)),
        "drive": spell_duration(stop.travel),
    }
    if earlier is None or earlier.key is None or earlier.ends != ready:
        said = _("%(who)s cannot set out for %(whom)s before %(until)s, and the drive takes %(drive)s.") % words
        return NotToMove(said, _whom(stop))
    words["with"] = _name(earlier)
    if stop.travel == 0:
        return NotToMove(_("%(who)s is with %(with)s until %(until)s.") % words, _whom(earlier))
    said = _("%(who)s is with %(with)s until %(until)s, and the drive to %(whom)s takes %(drive)s.") % words
    return NotToMove(said, _whom(stop, earlier))


def _who(one: PlannedRound) -> str:
    return Professional.objects.get(pk=int(one.worker)).given_name


def _name(stop: PlannedStop) -> str:
    return short_name(Visit.objects.select_related("order__resident").get(pk=int(stop.key or 0)).order.resident)


def _whom(*stops: PlannedStop) -> frozenset[int]:
    visits = Visit.objects.filter(pk__in=[int(stop.key) for stop in stops if stop.key])
    return frozenset(visits.order_by("pk").values_list("order__resident", flat=True))


def outside(
    demand: Demand,
    worker: Worker,
    stop: PlannedStop,
    after: PlannedRound,
    before: PlannedRound | None,
    day_clock: DayClock,
) -> str:
    """Return in what way a visit lies outside what was agreed with the person or the professional, or nothing."""
    zone = ZoneInfo(day_clock.zone)
    words = {"time": clock(day_clock.instant(stop.starts), zone), "whom": _name(stop)}
    if demand.windows and not any(w.opens <= stop.starts < w.closes + WORTH_ASKING for w in demand.windows):
        hours = (
            f"{clock(day_clock.instant(w.opens), zone)}–{clock(day_clock.instant(w.closes), zone)}"
            for w in demand.windows
        )
        return _("%(time)s is outside the hours agreed with %(whom)s: %(hours)s.") % {
            **words,
            "hours": ", ".join(hours),
        }
    latest = max(worker.closes + worker.overtime, before.returns if before else 0)
    if after.returns >= latest + WORTH_ASKING:
        words |= {"back": clock(day_clock.instant(after.returns), zone), "who": _who(after)}
        words |= {"until": clock(day_clock.instant(latest), zone)}
        return _("With %(whom)s, %(who)s would be back at %(back)s instead of %(until)s at the latest.") % words
    return ""
