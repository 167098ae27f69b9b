from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cordata.accounts.models import User
from cordata.people.models.resident import Resident


class Carer(models.Model):
    """A relative, neighbour or friend who looks after a resident, what they do and where their limits are."""

    class Relation(models.TextChoices):
        PARTNER = "partner", _("partner")
        CHILD = "child", _("son or daughter")
        PARENT = "parent", _("parent")
        SIBLING = "sibling", _("brother or sister")
        RELATIVE = "relative", _("other relative")
        NEIGHBOUR = "neighbour", _("neighbour")
        FRIEND = "friend", _("friend")
        VOLUNTEER = "volunteer", _("volunteer")
        HOME_HELP = "home_help", _("home help")

    class Strength(models.IntegerChoices):
        """How often one can count on them; the rope to them is drawn that thick."""

        SELDOM = 1, _("now and then")
        WEEKLY = 2, _("every week")
        DAILY = 3, _("every day")

    class Help(models.TextChoices):
        DRIVES = "drives", _("drives")
        SHOPS = "shops", _("shops")
        MEALS = "meals", _("cooks")
        COMPANY = "company", _("keeps company")
        PERSONAL_CARE = "personal_care", _("helps to wash and dress")
        MEDICINES = "medicines", _("sees to the medicines")
        PAPERS = "papers", _("sees to papers and money")
        SNOW = "snow", _("clears snow, brings wood")
        NIGHTS = "nights", _("stays at night")

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="carers")
    name = models.CharField(_("name"), max_length=120)
    relation = models.CharField(_("who they are"), max_length=20, choices=Relation)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=2, blank=True)
    has_key = models.BooleanField(_("has the key"), default=False)
    lives_there = models.BooleanField(_("lives in the same house"), default=False)
    is_contact = models.BooleanField(_("call first"), default=False)
    strength = models.PositiveSmallIntegerField(_("how often"), choices=Strength, default=Strength.WEEKLY)
    helps = models.JSONField(_("helps with"), default=list, blank=True)
    limits = models.CharField(_("limits"), max_length=200, blank=True, help_text=_("not at night, not in snow"))
    own_needs = models.CharField(_("what they need themselves"), max_length=200, blank=True)
    person = models.ForeignKey(
        Resident,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="cares_for",
        help_text="in the register",
    )
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="cares_for")

    def __str__(self) -> str:
        return self.name
