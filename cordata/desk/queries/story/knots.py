"""What a story is made of, and what its sources are asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cordata.people.models import Resident


class Kind(models.TextChoices):
    """What a knot is about; a story can be read one kind at a time."""

    VISITS = "visits", _("visits")
    MESSAGES = "messages", _("rounds handed out")
    CONSENT = "consent", _("consent")
    CIRCLE = "circle", _("circle of care")
    RECORD = "record", _("record")
    LIFE = "life", _("life")
    OPENINGS = "openings", _("emergency openings")


@dataclass(frozen=True, slots=True)
class Knot:
    """One thing that happened: when, what in a few words, and how it should strike the reader."""

    at: datetime
    kind: Kind
    title: str
    note: str = ""
    tone: str = ""
    is_timed: bool = True

    @property
    def day(self) -> date:
        """The day on the valley's clocks."""
        return timezone.localdate(self.at)


@dataclass(frozen=True, slots=True)
class Ask:
    """What a source is asked: the latest `most` knots about a person, none after `until`."""

    resident: Resident
    until: datetime
    most: int
    reads_health: bool
    reads_why: bool  # for what reason the record was restricted

    @property
    def until_on(self) -> date:
        """The last day asked for, on the valley's clocks."""
        return timezone.localdate(self.until)


Source = Callable[[Ask], list[Knot]]


def midnight(day: date) -> datetime:
    """Return when a day begins in the valley: the instant of what only has a date."""
    return timezone.make_aware(datetime.combine(day, time()))
