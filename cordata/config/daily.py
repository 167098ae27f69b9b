"""What the register does by itself once a day."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from cordata.people.actions.circle import end_those_who_left
from cordata.people.actions.homes import follow_residences


def turn_of_day(at: datetime) -> None:
    """
    Let people live where they live from today on, and take out of their circles who no longer works here.

    Doing it twice changes nothing more.
    """
    end_those_who_left(at=at)
    follow_residences(on=timezone.localdate(at), at=at)
