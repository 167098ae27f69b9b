from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cordata.accounts.models.members import Area, Organisation, Role, User


class RoleChange(models.Model):
    """That a role, or the watch of a data-protection officer, was given, ended or given another end: who said so."""

    OFFICER = "officer"

    class What(models.TextChoices):
        GIVEN = "given", _("given")
        TERM = "term", _("another end")
        ENDED = "ended", _("ended")

    what = models.CharField(max_length=10, choices=What)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="role_changes")
    kind = models.CharField(max_length=20, choices=[*Role.Kind.choices, (OFFICER, _("data-protection officer"))])
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user} {self.get_kind_display()}: {self.get_what_display()}"
