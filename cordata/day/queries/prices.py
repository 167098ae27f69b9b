"""What a move by hand would cost, in words, before it is made."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cordata.accounts.models import Area, User
from cordata.day.queries.changes import say_changes
from cordata.day.queries.costs import spell_difference
from cordata.day.queries.moves import MovePreview
from cordata.day.queries.reasons import say_violation
from cordata.day.queries.shapes import CostPart
from cordata.day.queries.words import clock, spell_duration
from cordata.workforce.models import Professional

TOLD = 3  # sentences about others; more than that nobody reads while holding a visit


@dataclass(frozen=True, slots=True)
class Price:
    """A move in words: where to, what changes by part, what it breaks, and who else shifts."""

    heading: str
    late: str
    total: str
    is_dearer: bool
    parts: tuple[CostPart, ...]
    violations: tuple[str, ...]
    others: tuple[str, ...]
    more: str
    residents: frozenset[int]  # who is named


def price(preview: MovePreview, area: Area, day: date, to: Professional, user: User) -> Price:
    """Return a preview ready to print."""
    zone = ZoneInfo(area.time_zone)
    others = say_changes(preview.others[:TOLD], area, day, user)
    rest = len(preview.others) - TOLD
    total = preview.total
    return Price(
        heading=_("%(who)s, %(from)s–%(until)s")
        % {"who": to, "from": clock(preview.starts_at, zone), "until": clock(preview.ends_at, zone)},
        late=spell_duration(preview.late_s) if preview.late_s >= 60 else "",
        total=say_total(total),
        is_dearer=total >= 30,
        parts=spell_difference(preview.cost_before, preview.cost_after),
        violations=tuple(dict.fromkeys(say_violation(one.broken.constraint) for one in preview.violations)),
        others=tuple(one.sentence for one in others),
        more=ngettext("and %(count)d more", "and %(count)d more", rest) % {"count": rest} if rest > 0 else "",
        residents=frozenset(one.resident_id for one in others if one.resident_id),
    )


def say_total(seconds: int) -> str:
    """Return a whole price, weighed as driving."""
    if abs(seconds) < 30:
        return _("Costs nothing more")
    amount = {"time": spell_duration(abs(seconds))}
    return (
        _("Costs as much as %(time)s more driving") % amount
        if seconds > 0
        else _("Saves as much as %(time)s of driving") % amount
    )
