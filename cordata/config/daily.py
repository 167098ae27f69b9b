"""What the register does by itself once a day."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from cordata.people.actions.circle import end_those_who_left
from cordata.people.actions.doubles import look_for_doubles
from cordata.people.actions.homes import follow_residences


def turn_of_day(at: datetime) -> None:
    """
    Let people live where they live from today on, take out of their circles who no longer works here, and look for
    two records of one person.

    Doing it twice changes nothing more.
    """
    end_those_who_left(at=at)
    follow_residences(on=timezone.localdate(at), at=at)
    look_for_doubles(at=at)
