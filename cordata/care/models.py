from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from cordata.accounts.models import User
from cordata.people.models import Resident
from cordata.workforce.models import Professional, Skill


class VisitOrderQuerySet(models.QuerySet["VisitOrder"]):
    def on(self, day: date) -> VisitOrderQuerySet:
        """
        Keep the orders in force on a day; which of them ask for a visit that day is `VisitOrder.falls_on`.

        Nothing is promised any longer to whoever has died, moved away or been erased.
        """
        in_force = self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)
        here = in_force.exclude(resident__death__died_on__lte=day).exclude(resident__departure__left_on__lt=day)
        return here.exclude(resident__erasure__at__date__lte=day)


class VisitOrder(models.Model):
    """What a resident was promised: visits of one kind, on some weekdays, within windows they agreed to."""

    class Kind(models.TextChoices):
        INJECTION = "injection", _("injection")
        DRESSING = "dressing", _("dressing")
        BLOOD_SAMPLE = "blood_sample", _("blood sample")
        BLOOD_PRESSURE = "blood_pressure", _("blood pressure")
        CATHETER = "catheter", _("catheter care")
        PALLIATIVE = "palliative", _("palliative care")
        TRANSFER = "transfer", _("transfer with two people")
        PERSONAL_CARE = "personal_care", _("personal care")
        PHYSIOTHERAPY = "physiotherapy", _("physiotherapy")
        SOCIAL = "social", _("social visit")

    external_id = models.CharField(max_length=60, unique=True)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="visit_orders")
    kind = models.CharField(_("kind of visit"), max_length=20, choices=Kind)
    minutes = models.PositiveIntegerField(_("minutes"))
    people = models.PositiveSmallIntegerField(_("people needed"), default=1)
    skills = models.ManyToManyField(Skill, related_name="+", blank=True)
    priority = models.PositiveSmallIntegerField(_("priority"), default=3, help_text=_("1 can wait, 5 cannot"))
    language = models.CharField(_("language"), max_length=2, blank=True)
    weekdays = models.JSONField(default=list, help_text=_("0 is Monday; empty: once, on the first day"))
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    preferred = models.ManyToManyField(Professional, related_name="+", blank=True)
    forbidden = models.ManyToManyField(Professional, related_name="+", blank=True)
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="followers")
    gap_min_minutes = models.PositiveIntegerField(default=0, help_text=_("from the end of the visit it follows"))
    gap_max_minutes = models.PositiveIntegerField(null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField(null=True, blank=True)

    objects = VisitOrderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gt=0), name="visit_order_takes_time"),
            models.CheckConstraint(condition=Q(people__gte=1, people__lte=2), name="visit_order_one_or_two_people"),
            models.CheckConstraint(condition=Q(priority__gte=1, priority__lte=5), name="visit_order_priority_1_to_5"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="visit_order_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.resident}"

    def falls_on(self, day: date) -> bool:
        """Return whether an order in force asks for a visit on a day: on its weekdays, or once on its first day."""
        return day.weekday() in self.weekdays if self.weekdays else day == self.starts_on


class OrderWindow(models.Model):
    """A time of day within which a visit of an order may start."""

    order = models.ForeignKey(VisitOrder, on_delete=models.CASCADE, related_name="windows")
    opens = models.TimeField(_("from"))
    closes = models.TimeField(_("to"))
    is_hard = models.BooleanField(_("never later"), default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="order_window_not_empty")]

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}–{self.closes:%H:%M}"


class VisitQuerySet(models.QuerySet["Visit"]):
    def on(self, day: date) -> VisitQuerySet:
        """Keep the visits of a day."""
        return self.filter(day=day)

    def due(self) -> VisitQuerySet:
        """Keep the visits that still stand: not cancelled, and the person lives and is here; one made stays made."""
        has_died = Q(order__resident__death__died_on__lte=F("day"))
        has_left = Q(order__resident__departure__left_on__lt=F("day"))
        was_made = Exists(Encounter.objects.filter(visit=OuterRef("pk")))
        return self.filter(~(has_died | has_left) | was_made, cancellation=None)

    def seen_by(self, user: User, *, on: date | None = None) -> VisitQuerySet:
        """Keep the visits to people whom a user may see."""
        return self.filter(order__resident__in=Resident.objects.seen_by(user, on=on))


class Visit(models.Model):
    """A passage promised at a resident's home on a day, within windows the resident agreed to."""

    order = models.ForeignKey(VisitOrder, on_delete=models.PROTECT, related_name="visits")
    day = models.DateField()

    objects = VisitQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "day"], name="one_visit_a_day_per_order")]

    def __str__(self) -> str:
        return f"{self.order}, {self.day}"


class VisitWindow(models.Model):
    """A window of a visit, as agreed for that day."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="windows")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    is_hard = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(opens_at__lt=F("closes_at")), name="visit_window_not_empty")]

    def __str__(self) -> str:
        return f"{self.opens_at:%H:%M}–{self.closes_at:%H:%M}"


class Encounter(models.Model):
    """What happened at a visit: who came, when, and until when; without an end it is under way."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="encounters")
    professional = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="encounters")
    arrived_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "professional"], name="one_encounter_per_professional"),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gte=F("arrived_at")), name="encounter_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit} ({self.professional})"


class Cancellation(models.Model):
    """A promise withdrawn: who did so, when and why."""

    class Reason(models.TextChoices):
        RESIDENT = "resident", _("the person cannot or will not")
        HOSPITAL = "hospital", _("in hospital")
        CENTRE = "centre", _("the centre cannot")
        OTHER = "other", _("other")

    visit = models.OneToOneField(Visit, on_delete=models.CASCADE, related_name="cancellation")
    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.visit}: {self.get_reason_display()}"
