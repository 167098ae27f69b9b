from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cordata.accounts.models import Area
from cordata.care.models import Visit
from cordata.workforce.models import Professional


class AreaDay(models.Model):
    """A day of an area: the row that whoever writes a plan for it holds, so that they write one after the other."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "day"], name="area_day_once")]

    def __str__(self) -> str:
        return f"{self.area} {self.day}"


class Plan(models.Model):
    """
    All rounds of an area on a day, at one moment.

    A plan is never changed: every change makes the next version, so two people cannot overwrite each other, undo is
    going back, and what was published stays what it was. An undone plan stands where the one it restores stood:
    `based_on` is that one's, and `undid` the plan it was undone from, to which redoing returns.
    """

    class Because(models.TextChoices):
        PLANNED = "planned", _("planned")
        REPLANNED = "replanned", _("re-planned")
        MOVED = "moved", _("visit moved")
        PINNED = "pinned", _("visit pinned")
        UNPINNED = "unpinned", _("pin removed")
        SET_ASIDE = "set_aside", _("visit taken off its round")
        UNDONE = "undone", _("change undone")
        REDONE = "redone", _("change made again")

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="plans")
    day = models.DateField()
    version = models.PositiveIntegerField()
    based_on = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="next_versions"
    )
    undid = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    because = models.CharField(max_length=20, choices=Because)
    about = models.ForeignKey(Visit, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    roads_version = models.CharField(max_length=100)
    visits_version = models.CharField(max_length=64)
    shifts_version = models.CharField(max_length=64)
    cost = models.JSONField(help_text=_("cost by named part, in seconds of driving"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "day", "version"], name="plan_version_once")]

    def __str__(self) -> str:
        return f"{self.area} {self.day} v{self.version}"


class Round(models.Model):
    """One professional's day in a plan: from base to base."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="rounds")
    professional = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="rounds")
    departs_at = models.DateTimeField()
    returns_at = models.DateTimeField()
    home_travel_s = models.PositiveIntegerField(default=0)
    home_distance_m = models.PositiveIntegerField(default=0)
    overtime_s = models.PositiveIntegerField(default=0)
    violations = models.JSONField(default=list, help_text=_("rounds.rules Broken: shift or break, when set by hand"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "professional"], name="one_round_per_professional")]

    def __str__(self) -> str:
        return f"{self.professional}, {self.plan}"


class Stop(models.Model):
    """A visit, or a break, on a round: when the professional arrives, starts and ends, and how they got there."""

    class Pin(models.TextChoices):
        NONE = "", _("not pinned")
        PROFESSIONAL = "professional", _("stays with this professional")
        TIME = "time", _("stays with this professional at this time")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="stops")
    position = models.PositiveSmallIntegerField()
    visit = models.ForeignKey(Visit, null=True, blank=True, on_delete=models.PROTECT, related_name="stops")
    member = models.PositiveSmallIntegerField(default=0, help_text=_("which of the people a visit needs, from 0"))
    arrives_at = models.DateTimeField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    travel_s = models.PositiveIntegerField()
    distance_m = models.PositiveIntegerField()
    late_s = models.PositiveIntegerField(default=0)
    pin = models.CharField(max_length=20, choices=Pin, default=Pin.NONE, blank=True)
    violations = models.JSONField(
        default=list, help_text=_("constraints this stop breaks, when it was put here by hand")
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "position"], name="one_stop_per_position"),
            models.CheckConstraint(condition=Q(arrives_at__lte=F("starts_at")), name="nobody_starts_before_arriving"),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.visit or _('break')} ({self.round_id})"

    @property
    def is_break(self) -> bool:
        """Whether this is the professional's break and not a visit."""
        return self.visit_id is None


class Unplaced(models.Model):
    """A visit, or the second person for one, that the plan has no room for, and what stands in the way."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="unplaced")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="+")
    member = models.PositiveSmallIntegerField(default=0)
    reasons = models.JSONField(default=list, help_text=_("list of rounds.rules Blocker, as dictionaries"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "visit", "member"], name="unplaced_once"),
            models.CheckConstraint(condition=Q(member__lte=1), name="unplaced_member_0_or_1"),
        ]

    def __str__(self) -> str:
        return f"{self.visit} ({self.plan_id})"
