"""Born, moved, left, died: what a life is made of, as far as a register knows it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cordata.desk.queries.story.knots import Ask, Kind, Knot, midnight
from cordata.people.models import Death, Departure, Residence


def born(ask: Ask) -> list[Knot]:
    """Return the birth, where its day is known; asks nothing of the database."""
    born_on = ask.resident.born_on
    if born_on is None or born_on > ask.until_on:
        return []
    where = ask.resident.birthplace
    return [
        Knot(
            midnight(born_on),
            Kind.LIFE,
            _("Born in %(place)s") % {"place": where} if where else _("Born"),
            is_timed=False,
        )
    ]


def moved(ask: Ask) -> list[Knot]:
    """Return the homes gone to."""
    mine = Residence.objects.filter(resident=ask.resident, since_on__lte=ask.until_on)
    found = mine.select_related("household__commune", "household__hamlet").order_by("-since_on", "-pk")
    return [
        Knot(
            midnight(one.since_on),
            Kind.LIFE,
            _("Moved to %(place)s")
            % {"place": one.household.hamlet.name if one.household.hamlet else one.household.commune},
            one.get_use_display(),
            is_timed=False,
        )
        for one in found[: ask.most]
        if one.since_on
    ]


def died(ask: Ask) -> list[Knot]:
    """Return the death."""
    mine = Death.objects.filter(resident=ask.resident, died_on__lte=ask.until_on).order_by("pk")
    return [Knot(midnight(one.died_on), Kind.LIFE, _("Died"), is_timed=False) for one in mine]


def left(ask: Ask) -> list[Knot]:
    """Return when the person moved away."""
    mine = Departure.objects.filter(resident=ask.resident, left_on__lte=ask.until_on).order_by("pk")
    return [Knot(midnight(one.left_on), Kind.LIFE, _("Moved away"), one.whither, is_timed=False) for one in mine]
