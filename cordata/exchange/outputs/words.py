"""Costs and reasons in the words that the Day screen uses too."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from cordata.day.queries.costs import PART_WORDS
from cordata.day.queries.reasons import SENTENCES, SKILL_WORDS
from cordata.exchange.tables.cells import clock
from cordata.exchange.tables.rows import VisitRow
from cordata.rounds.rules.planned import Blocker
from cordata.ui.wording import duration_words


def cost_words(cost: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield each part of a cost that is not nothing, as driving time; who is left out is told by name elsewhere."""
    for part, seconds in cost.items():
        if seconds and part != "unassigned":
            yield str(PART_WORDS[part]), duration_words(seconds)


def why_not_placed(blocker: Blocker, visit: VisitRow, names: Mapping[str, str]) -> str:
    """Return what stands in a visit's way, and what would have to give, as a sentence."""
    start = blocker.start or 0
    words = {
        "who": names.get(blocker.worker or "", _("somebody")),
        "time": clock(start),
        "give": duration_words(blocker.give or 0),
        "skill": ", ".join(
            str(SKILL_WORDS[code]) for code in (blocker.skill or "").replace(" ", "").split(",") if code
        ),
    }
    if blocker.constraint != "window":
        return str(SENTENCES[blocker.constraint]) % words
    if start < visit.windows[0][0]:
        return _("Fits with %(who)s if the window opens at %(time)s.") % words
    return _("Fits with %(who)s if it may start as late as %(time)s.") % words
