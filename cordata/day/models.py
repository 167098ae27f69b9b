from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cordata.accounts.models import Area
from cordata.rounds.models import Plan


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
    ended_at = models.DateTimeField(null=True, blank=True)
    stop_asked_at = models.DateTimeField(null=True, blank=True)
    trail = models.JSONField(default=list, help_text=_("[seconds, best cost, visits not placed], as the search went on"))
    failure = models.CharField(max_length=300, blank=True)
    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"{self.area} {self.day} {self.state}"


class Publication(models.Model):
    """A plan handed out to the professionals; what they hold is the latest one of the day."""

    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="publication")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.plan} {self.at:%H:%M}"
