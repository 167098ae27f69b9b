"""The promises that a plan breaks, as sentences: what somebody must know before handing it out."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cordata.accounts.models import User
from cordata.day.queries.faces import short_name
from cordata.day.queries.load import Loaded, load
from cordata.day.queries.reasons import say_violation
from cordata.day.queries.words import clock, spell_duration
from cordata.rounds.models import Plan, Round, Stop

WORTH_SAYING = 60  # seconds: below a minute nobody is late


@dataclass(frozen=True, slots=True)
class BrokenPromises:
    """How many visits break what was agreed, and every breach as a sentence, rounds that break the day's rules too."""

    visits: int
    sentences: tuple[str, ...]
    residents: frozenset[int]  # who is named


def broken_promises(plan: Plan, user: User) -> BrokenPromises:
    """Return what a plan breaks, in the order of the professionals, naming only whom a user may see."""
    rows = load(plan, plan.area, plan.day, user)
    rounds = [rows.rounds[key] for key in rows.faces if key in rows.rounds]
    broken = [(stop, one) for one in rounds for stop in one.stops.all() if breaks_promise(stop)]
    said = [say_stop(stop, one, rows) for stop, one in broken]
    return BrokenPromises(
        visits=len({stop.visit_id for stop, _one in broken}),
        sentences=(*said, *say_rounds(rounds, rows)),
        residents=frozenset(stop.visit.order.resident_id for stop, _one in broken if stop.visit)
        & rows.residents.keys(),
    )


def breaks_promise(stop: Stop) -> bool:
    """Return whether a visit is late, or stands where it must not."""
    return bool(stop.visit_id and (stop.violations or stop.late_s >= WORTH_SAYING))


def say_stop(stop: Stop, round_: Round, rows: Loaded) -> str:
    """Return what one visit breaks: "09:10 Claudio M., Luc F.: outside the hours agreed, late by 12 min."."""
    resident = rows.residents.get(stop.visit.order.resident_id) if stop.visit else None
    what = [say_violation(one) for one in stop.violations]
    if stop.late_s >= WORTH_SAYING:
        what.append(_("late by %(minutes)s") % {"minutes": spell_duration(stop.late_s)})
    return _("%(time)s %(person)s, %(who)s: %(what)s.") % {
        "time": clock(stop.starts_at, rows.zone),
        "person": short_name(resident) if resident else _("not yours to see"),
        "who": rows.faces[round_.professional_id].short,
        "what": ", ".join(dict.fromkeys(what)),
    }


def say_rounds(rounds: Iterable[Round], rows: Loaded) -> list[str]:
    """Return what whole rounds break: a working day that becomes too long, a break without room."""
    return [
        _("%(who)s: %(what)s.")
        % {"who": rows.faces[one.professional_id].short, "what": ", ".join(map(say_violation, one.violations))}
        for one in rounds
        if one.violations
    ]
