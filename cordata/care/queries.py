from __future__ import annotations

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter

from django.utils.translation import gettext as _

from cordata.care.models import VisitOrder


class OrdersInCircle(Exception):
    """Visits that each wait for another to be made first: none of them could ever begin."""


def refuse_circles(orders: Iterable[VisitOrder]) -> None:
    """
    Require that orders which follow each other begin somewhere.

    :raises OrdersInCircle: naming the visits of a circle
    """
    known = {order.pk: order for order in orders}
    try:
        TopologicalSorter({pk: {order.follows_id} for pk, order in known.items() if order.follows_id}).prepare()
    except CycleError as circle:
        names = " → ".join(str(known[pk]) for pk in circle.args[1])
        raise OrdersInCircle(
            _("These visits wait for each other, so none can be first: %(visits)s. Take one out of the circle.")
            % {"visits": names}
        ) from circle
