"""What a plan costs, by part and in words."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cordata.day.queries.shapes import CostPart
from cordata.day.queries.words import spell_distance, spell_duration
from cordata.rounds.models import Round
from cordata.rounds.rules.weights import WEIGHTS

PART_WORDS: dict[str, str | Promise] = {
    "travel": gettext_lazy("driving"),
    "distance": gettext_lazy("distance"),
    "lateness": gettext_lazy("late"),
    "overtime": gettext_lazy("overtime"),
    "waiting": gettext_lazy("waiting"),
    "unassigned": gettext_lazy("visits without a place"),
    "preference": gettext_lazy("other than preferred"),
    "continuity": gettext_lazy("new faces"),
    "language": gettext_lazy("language not shared"),
    "change": gettext_lazy("other professional than before"),
    "shift": gettext_lazy("other time than before"),
}
LASTING = ("travel", "lateness", "overtime", "waiting", "shift")  # parts that are times
COUNTED = ("preference", "continuity", "language", "change")  # parts that are numbers of visits


def spell_out(rounds: Iterable[Round], unplaced: int) -> tuple[CostPart, ...]:
    """Return the parts people ask about first: driving, waiting, lateness, overtime, what has no place."""
    legs, homes = [stop for one in rounds for stop in one.stops.all()], list(rounds)
    driving = sum(stop.travel_s for stop in legs) + sum(one.home_travel_s for one in homes)
    metres = sum(stop.distance_m for stop in legs) + sum(one.home_distance_m for one in homes)
    waiting = int(sum((stop.starts_at - stop.arrives_at).total_seconds() for stop in legs))
    late = sum(stop.late_s for stop in legs)
    overtime = sum(one.overtime_s for one in homes)
    parts = [CostPart(_("driving"), f"{spell_duration(driving)}, {spell_distance(metres)}")]
    parts.append(CostPart(_("waiting"), spell_duration(waiting)))
    parts.append(CostPart(_("late"), spell_duration(late), is_bad=late >= 60))
    parts.append(CostPart(_("overtime"), spell_duration(overtime), is_bad=overtime >= 60))
    if unplaced:
        parts.append(CostPart(_("not placed"), spell_visits(unplaced), is_bad=True))
    broken = len({stop.visit_id for stop in legs if stop.visit_id and stop.violations})
    if broken:
        parts.append(CostPart(_("promises broken"), spell_visits(broken), is_bad=True))
    return tuple(parts)


def spell_difference(before: Mapping[str, int], after: Mapping[str, int]) -> tuple[CostPart, ...]:
    """
    Return what changes between two costs, part by part and as it is lived, not as it is weighed: "late + 12 min".

    Parts that stay are left out, and so is what has no place: the move itself tells that.
    """
    found = []
    for name in (*LASTING, *COUNTED):
        difference = (after.get(name, 0) - before.get(name, 0)) // getattr(WEIGHTS, name)
        if abs(difference) < (30 if name in LASTING else 1):
            continue
        amount = spell_duration(abs(difference)) if name in LASTING else spell_visits(abs(difference))
        sign = "+" if difference > 0 else "−"
        found.append(CostPart(str(PART_WORDS[name]), f"{sign} {amount}", is_bad=difference > 0))
    return tuple(found)


def spell_visits(count: int) -> str:
    """Return a number of visits in words."""
    return ngettext("%(count)d visit", "%(count)d visits", count) % {"count": count}
