"""Why a plan no longer fits the world it was made for, as sentences."""

from datetime import datetime
from zoneinfo import ZoneInfo

from cordata.rounds.models import Plan


def why_old(plan: Plan, at: datetime, zone: ZoneInfo) -> tuple[str, ...]:
    """Return what changed since a plan was made: roads, visits, absences."""
    return ()
