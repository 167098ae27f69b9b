from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cordata.accounts.models import Area
from cordata.rounds.models import Plan

WAITS_AT_MOST = timedelta(minutes=5)  # a busy queue of ten areas takes two
SILENT_AT_MOST = timedelta(seconds=60)  # a job speaks twice a second; the database may make it wait for 20 seconds


class PlanningRunQuerySet(models.QuerySet["PlanningRun"]):
    def going_on(self) -> PlanningRunQuerySet:
        """Keep the runs that wait for their turn or are planning."""
        return self.filter(state__in=[PlanningRun.State.WAITING, PlanningRun.State.RUNNING])


class PlanningRun(models.Model):
    """A background job that plans or re-plans a day, what it has reached so far, and how it ended."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("planning")
        DONE = "done", _("planned")
        FAILED = "failed", _("could not plan")

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="planning_runs")
    day = models.DateField()
    keeps_plan = models.BooleanField(default=False, help_text=_("re-plan: change as little as possible"))
    base_version = models.PositiveIntegerField(default=0)
    seconds = models.PositiveIntegerField(default=10)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    started_at = models.DateTimeField(null=True, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True, help_text=_("when the job last said how far it was"))
    ended_at = models.DateTimeField(null=True, blank=True)
    stop_asked_at = models.DateTimeField(null=True, blank=True)
    stop_asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    trail = models.JSONField(default=list, help_text=_("[seconds, best cost, visits not placed], while it searched"))
    failure = models.CharField(max_length=300, blank=True)
    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = PlanningRunQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area", "day"], condition=Q(state__in=["waiting", "running"]), name="one_planning_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.day} {self.state}"

    def is_lost(self, at: datetime) -> bool:
        """Return whether the job has stopped without saying so: a machine that went down, a worker that was killed."""
        if self.state == self.State.WAITING:
            return at - self.requested_at > WAITS_AT_MOST
        return self.state == self.State.RUNNING and at - (self.heard_at or self.requested_at) > SILENT_AT_MOST


class Publication(models.Model):
    """A plan handed out to the professionals; what they hold is the latest one of the day."""

    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="publication")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.plan} {self.at:%H:%M}"
