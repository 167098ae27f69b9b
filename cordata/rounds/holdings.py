"""Where a person's visits stand in plans, the centre's drafts: what was promised and done is told by care."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from cordata.people.holdings import Holding, Kind, OnErasure, register
from cordata.rounds import models


def register_plans() -> None:
    """Register the stops and the leftovers of plans: they name nobody by themselves."""
    kept = partial(Holding, on_erasure=OnErasure.KEEP, kind=Kind.CARE)
    register(
        kept(models.Plan, _("Plans changed for a visit"), path="about__order__resident"),
        kept(models.Stop, _("Places on a round"), path="visit__order__resident"),
        kept(models.Unplaced, _("Visits left out of a plan"), path="visit__order__resident"),
    )
