"""What a plan costs, by part and in words."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cordata.day.queries.shapes import CostPart
from cordata.day.queries.words import spell_distance, spell_duration
from cordata.rounds.models import Round

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
        amount = ngettext("%(count)d visit", "%(count)d visits", unplaced) % {"count": unplaced}
        parts.append(CostPart(_("not placed"), amount, is_bad=True))
    return tuple(parts)


def spell_difference(before: Mapping[str, int], after: Mapping[str, int]) -> tuple[CostPart, ...]:
    """Return what changes between two costs, part by part: "driving + 12 min". Parts that stay are left out."""
    found = []
    for name in dict.fromkeys([*before, *after]):
        difference = after.get(name, 0) - before.get(name, 0)
        if abs(difference) >= 30:
            amount = f"{'+' if difference > 0 else '−'} {spell_duration(abs(difference))}"
            found.append(CostPart(str(PART_WORDS.get(name, name)), amount, is_bad=difference > 0))
    return tuple(found)
