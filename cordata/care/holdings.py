"""What was promised to a person and what was done."""

from functools import partial

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cordata.care import models
from cordata.people.holdings import Holding, Kind, OnErasure, register


def register_care() -> None:
    """Register orders and visits: without their notes they name nobody, and go on counting."""
    kept = partial(Holding, on_erasure=OnErasure.KEEP, kind=Kind.CARE)
    promised = ("kind", "minutes", "people", "priority", "language", "weekdays", "starts_on", "ends_on", "note")
    register(
        Holding(
            models.VisitOrder,
            _("Visits ordered"),
            resource="ServiceRequest",
            contact="starts_on",
            lasts=("ends_on",),
            on_erasure=OnErasure.BLANK,
            blanks=("external_id", "note"),
            exports=promised,
            kind=Kind.CARE,
        ),
        kept(
            models.OrderWindow,
            _("Hours agreed"),
            path="order__resident",
            exports=("order__kind", "opens", "closes", "is_hard"),
        ),
        kept(
            models.Visit,
            _("Visits promised"),
            resource="Appointment",
            contact="day",
            counts=Q(cancellation=None),
            path="order__resident",
            exports=("day", "order__kind"),
        ),
        kept(
            models.VisitWindow,
            _("Hours agreed for a day"),
            path="visit__order__resident",
            exports=("visit__day", "opens_at", "closes_at", "is_hard"),
        ),
        kept(
            models.Encounter,
            _("Visits made"),
            resource="Encounter",
            contact="arrived_at",
            path="visit__order__resident",
            exports=("visit__order__kind", "professional", "arrived_at", "left_at"),
        ),
        kept(
            models.Cancellation,
            _("Visits cancelled"),
            path="visit__order__resident",
            exports=("visit__day", "visit__order__kind", "reason", "at"),
        ),
    )
