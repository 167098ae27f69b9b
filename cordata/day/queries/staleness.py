"""Why a plan no longer fits the world it was made for, as sentences."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cordata.care.models import Cancellation, Visit
from cordata.day.queries.words import clock
from cordata.places.models import Closure, Reopening
from cordata.rounds.models import Plan
from cordata.rounds.queries import is_old
from cordata.rounds.queries.inputs import Outdated, hours_driven
from cordata.rounds.queries.plans import delays
from cordata.workforce.models import Absence


def why_old(plan: Plan, at: datetime, zone: ZoneInfo) -> tuple[str, ...]:
    """Return what changed since a plan was made: roads, visits, working hours."""
    say = {
        Outdated.ROADS: roads_changed,
        Outdated.VISITS: visits_changed,
        Outdated.SHIFTS: shifts_changed,
        Outdated.DELAYS: delays_met,
    }
    return tuple(sentence for what in is_old(plan, at) for sentence in say[what](plan, at, zone))


def _since(plan: Plan, what: str) -> datetime:
    """Return since when what a plan was made from is known: edits by hand keep what their plan was made from."""
    alike = Plan.objects.filter(area=plan.area_id, day=plan.day, version__lte=plan.version)
    first = alike.filter(**{what: getattr(plan, what)}).order_by("version").values_list("made_at", flat=True).first()
    return first or plan.made_at


def roads_changed(plan: Plan, at: datetime, zone: ZoneInfo) -> list[str]:
    """Return which roads were closed or opened since."""
    today = hours_driven(plan.area, plan.day, at)
    since = _since(plan, "roads_version")
    closed = Closure.objects.in_force(*today).filter(at__gt=since).order_by("from_at", "pk")
    opened = Reopening.objects.filter(at__gt=since).select_related("closure").order_by("at", "pk")
    said = [
        (
            _("%(road)s will be closed from %(time)s: %(why)s.")
            if one.from_at > at
            else _("%(road)s closed since %(time)s: %(why)s.")
        )
        % {"road": one.label, "time": clock(one.from_at, zone), "why": one.reason}
        for one in closed
    ]
    said += [
        _("%(road)s open again since %(time)s.") % {"road": one.closure.label, "time": clock(one.at, zone)}
        for one in opened
    ]
    return said or [_("The roads open now are not those the plan was made over.")]


def visits_changed(plan: Plan, _at: datetime, _zone: ZoneInfo) -> list[str]:
    """Return how many visits were cancelled or added since."""
    of_the_day = {"day": plan.day, "order__resident__household__commune__area": plan.area_id}
    since = _since(plan, "visits_version")
    cancelled = Cancellation.objects.filter(
        at__gt=since, **{f"visit__{key}": value for key, value in of_the_day.items()}
    )
    added = Visit.objects.due().filter(order__ordered_at__gt=since, **of_the_day)
    gone, new = cancelled.count(), added.count()
    said = []
    if gone:
        said.append(
            ngettext("%(count)d visit was cancelled.", "%(count)d visits were cancelled.", gone) % {"count": gone}
        )
    if new:
        said.append(ngettext("%(count)d visit was added.", "%(count)d visits were added.", new) % {"count": new})
    return said or [_("The visits asked for are not those the plan was made for.")]


def shifts_changed(plan: Plan, _at: datetime, zone: ZoneInfo) -> list[str]:
    """Return who became absent since."""
    since = _since(plan, "shifts_version")
    absences = Absence.objects.on(plan.day).filter(professional__area=plan.area_id, at__gt=since)
    said = [
        _("%(who)s is absent from %(time)s.") % {"who": one.professional, "time": clock(one.from_at, zone)}
        for one in absences.select_related("professional").order_by("from_at", "pk")
    ]
    return said or [_("Somebody's working hours have changed.")]


def delays_met(plan: Plan, _at: datetime, zone: ZoneInfo) -> list[str]:
    """Return who came so late that what follows no longer holds: of each professional the last such arrival."""
    last = {one.professional_id: one for one in delays(plan)}
    return [
        _("%(who)s arrived at %(time)s, much later than planned; the visits after that will be late.")
        % {"who": one.professional, "time": clock(one.arrived_at, zone)}
        for one in last.values()
    ]
