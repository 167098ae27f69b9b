from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class EmailUserManager(UserManager["User"]):
    """Makes users who sign in with their e-mail address."""

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        """Return an address in small letters throughout, as signing in looks for it."""
        return (email or "").lower()

    def create_user(self, email: str, password: str | None = None, **fields: object) -> User:  # type: ignore[override]
        """Create a user with a usable password, or none when they will sign in another way."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractUser):
    """Somebody who may sign in. What they may see comes from their roles, never from the user alone."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"), unique=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="it")

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = EmailUserManager()  # type: ignore[misc]

    def __str__(self) -> str:
        return self.get_full_name() or self.email


class Area(models.Model):
    """A territory that one centre answers for, such as an upper valley."""

    code = models.SlugField(unique=True)
    name = models.CharField(_("name"), max_length=120)
    country = models.CharField(_("country"), max_length=2, choices=[("IT", _("Italy")), ("FR", _("France"))])
    time_zone = models.CharField(max_length=40, default="Europe/Rome")

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """A body that employs professionals or coordinates care: a health authority, a consortium, a municipality."""

    code = models.SlugField(unique=True)
    name = models.CharField(_("name"), max_length=200)
    country = models.CharField(_("country"), max_length=2, choices=[("IT", _("Italy")), ("FR", _("France"))])
    phone = models.CharField(_("telephone"), max_length=30, blank=True)

    def __str__(self) -> str:
        return self.name


class RoleQuerySet(models.QuerySet["Role"]):
    def on(self, day: date) -> RoleQuerySet:
        """Keep the roles in force on a day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


class Role(models.Model):
    """What a user is, for an organisation and in an area, from a day until another."""

    class Kind(models.TextChoices):
        COORDINATOR = "coordinator", _("coordinator")
        PROFESSIONAL = "professional", _("professional")
        ANTENNA = "antenna", _("antenna")
        DRIVER = "driver", _("driver")
        DOCTOR = "doctor", _("doctor")
        RESIDENT = "resident", _("resident or family carer")
        EVALUATOR = "evaluator", _("evaluator")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=20, choices=Kind)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="roles")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="roles")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = RoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "organisation", "area", "starts_on"], name="role_given_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="role_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_kind_display()} · {self.area}"
