"""The register's own keeping: doubles, history, restriction, erasure."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cordata.accounts.models import User
from cordata.people.models.resident import Resident


class SearchWord(models.Model):
    """A word by which a person is found: a folded word of a name or place, or a key that similar persons share."""

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="search_words", db_index=False)
    kind = models.CharField(max_length=2, help_text="one of rules.keys.Kind")
    word = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["kind", "word", "resident"], name="search_word")]
        constraints = [models.UniqueConstraint(fields=["resident", "kind", "word"], name="search_word_once")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.word}"


class Merge(models.Model):
    """Two records found to be one person: what was moved, so that it can be moved back."""

    kept = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="merges")
    gone = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    moved = models.JSONField(
        default=dict, help_text="ids moved, by model and field; values before, of the kept record"
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(kept=F("gone")), name="merge_of_two")]

    def __str__(self) -> str:
        return f"{self.gone_id} → {self.kept_id}"


class DoubleCandidate(models.Model):
    """Two persons who look alike, on the worklist until somebody decides. `first` has the lower id."""

    class Verdict(models.TextChoices):
        OPEN = "", _("to look at")
        DIFFERENT = "different", _("two persons")
        SAME = "same", _("one person")

    first = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField(help_text="0 to 100")
    verdict = models.CharField(max_length=10, choices=Verdict, default=Verdict.OPEN, blank=True)
    found_at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="double_candidate_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="double_candidate_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ~ {self.second_id}: {self.score}"


class Revision(models.Model):
    """One change to one field of a person's record: what stood there, what stands there, who and why."""

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField(help_text="of the record after the change")
    field = models.CharField(max_length=60)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["resident", "version"], name="revision_by_version")]

    def __str__(self) -> str:
        return f"{self.resident_id} v{self.version} {self.field}"


class RestrictionQuerySet(models.QuerySet["Restriction"]):
    def standing(self) -> RestrictionQuerySet:
        """Keep the restrictions nobody has lifted."""
        return self.filter(lifted_at=None)


class Restriction(models.Model):
    """A person's record set aside at their request (GDPR art. 18): the circle no longer sees it until it is lifted."""

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="restrictions")
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lifted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lift_reason = models.CharField(_("why it was lifted"), max_length=300, blank=True)

    objects = RestrictionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resident"], condition=Q(lifted_at=None), name="restriction_one_standing")
        ]

    def __str__(self) -> str:
        return f"{self.resident_id}, {self.at}"


class ErasureRequestQuerySet(models.QuerySet["ErasureRequest"]):
    def waiting(self) -> ErasureRequestQuerySet:
        """Keep the requests nobody has taken back or carried out."""
        return self.filter(withdrawn_at=None, erasure=None)


class ErasureRequest(models.Model):
    """That a person's identity is to be removed: one asks, another confirms, and until then it can be taken back."""

    class Ground(models.TextChoices):
        """GDPR article 17(1)."""

        NO_LONGER = "no_longer", _("no longer needed for what it was collected for: 17(1)(a)")
        WITHDRAWN = "withdrawn", _("the person withdraws consent, and nothing else allows it: 17(1)(b)")
        OBJECTION = "objection", _("the person objects, and nothing outweighs it: 17(1)(c)")
        UNLAWFUL = "unlawful", _("it was never lawful: 17(1)(d)")
        DUTY = "duty", _("a law orders it: 17(1)(e)")

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="erasure_requests")
    ground = models.CharField(_("ground"), max_length=10, choices=Ground)
    reason = models.CharField(_("what the person asks"), max_length=300, blank=True)
    archive = models.CharField(_("where the record of care is kept"), max_length=200, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ErasureRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["resident"], condition=Q(withdrawn_at=None), name="erasure_request_one_standing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.resident_id}, {self.at}"


class Erasure(models.Model):
    """That a person's identity was removed: when, on what ground, and what the law made us keep."""

    class Ground(models.TextChoices):
        REQUEST = "request", _("asked for by the person: art. 17")
        RETENTION = "retention", _("kept as long as the law asks")

    resident = models.OneToOneField(Resident, on_delete=models.CASCADE, related_name="erasure")
    ground = models.CharField(max_length=10, choices=Ground)
    request = models.OneToOneField(
        ErasureRequest, null=True, blank=True, on_delete=models.PROTECT, related_name="erasure"
    )
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    kept = models.JSONField(default=dict, help_text="how many records of which model stay, and under which rule")

    def __str__(self) -> str:
        return f"{self.resident_id}, {self.at}"
