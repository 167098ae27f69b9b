"""Who joins a person's circle of care, and how they leave it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cordata.accounts.auditing import record_job
from cordata.accounts.models import AuditEntry, Role, User
from cordata.people.models import CircleMember, Resident
from cordata.people.models.seeing import CLINICAL, PRACTICAL
from cordata.workforce.models import Professional


class AlreadyInCircle(Exception):
    """Somebody looks after the person for this purpose already."""


class MembershipEnded(Exception):
    """A membership that is over can be neither ended nor extended; a new one can begin."""


@transaction.atomic
def add_member(
    *, resident: Resident, member: Professional | User, purpose: str, since_on: date, until_on: date | None, by: User
) -> CircleMember:
    """
    Let somebody into a person's circle.

    :raises AlreadyInCircle: if they are in it for the same purpose on the first of these days
    """
    who = {"professional": member} if isinstance(member, Professional) else {"user": member}
    Resident.objects.select_for_update(of=("self",)).get(pk=resident.pk)
    if CircleMember.objects.still_open(since_on).filter(resident=resident, purpose=purpose, **who).exists():
        message = _("%(name)s is in the circle for this already. Extend that membership instead.")
        raise AlreadyInCircle(message % {"name": member})
    return CircleMember.objects.create(
        resident=resident, purpose=purpose, since_on=since_on, until_on=until_on, added_by=by, **who
    )


@transaction.atomic
def end_membership(*, member: CircleMember, reason: str, by: User, at: datetime) -> CircleMember:
    """
    Take somebody out of a circle, from this instant on.

    :raises MembershipEnded: if it was over before
    """
    locked = _still_standing(member, at)
    locked.ended_at, locked.ended_by, locked.end_reason = at, by, reason
    locked.save(update_fields=["ended_at", "ended_by", "end_reason"])
    return locked


@transaction.atomic
def extend_membership(*, member: CircleMember, until_on: date | None, at: datetime) -> CircleMember:
    """
    Give a membership another last day, or none.

    :raises MembershipEnded: if it was over before
    """
    locked = _still_standing(member, at)
    locked.until_on = until_on
    locked.save(update_fields=["until_on"])
    return locked


@transaction.atomic
def follow_rounds(
    *, day: date, pairs: Collection[tuple[int, int]], earlier: Collection[tuple[int, int]], at: datetime
) -> None:
    """
    Let whom the rounds of a day bring to a person read their record on that day, and nobody else whom
    `earlier` rounds brought.

    A pair is the id of a resident and that of a professional.
    """
    gone = set(earlier) - set(pairs)
    of_the_day = CircleMember.objects.filter(
        origin=CircleMember.Origin.ROUND, since_on=day, until_on=day, ended_at=None
    )
    theirs = of_the_day.filter(resident__in={resident for resident, _professional in gone}).order_by("pk")
    left = [one.pk for one in theirs if (one.resident_id, one.professional_id) in gone]
    reason = _("The visit was taken off their round.")
    CircleMember.objects.filter(pk__in=left).update(ended_at=at, end_reason=reason)
    CircleMember.objects.bulk_create(
        [
            CircleMember(
                resident_id=resident,
                professional_id=professional,
                purpose=CircleMember.Purpose.ROUND,
                origin=CircleMember.Origin.ROUND,
                since_on=day,
                until_on=day,
            )
            for resident, professional in sorted(set(pairs))
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def end_those_who_left(*, at: datetime) -> int:
    """End the memberships of users who hold no role any more in which one looks after people; return how many."""
    day = timezone.localdate(at)
    caring = Role.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day), kind__in=[*CLINICAL, *PRACTICAL])
    accounts = Q(user__isnull=False) | Q(professional__user__isnull=False)
    left = CircleMember.objects.still_open(day).filter(
        accounts,
        ~Exists(caring.filter(user=OuterRef("user"))),
        ~Exists(caring.filter(user=OuterRef("professional__user"))),
    )
    people = set(left.order_by("pk").values_list("resident", flat=True))
    record_job("end_those_who_left", people, what=AuditEntry.What.WRITE, at=at)
    return left.update(ended_at=at, end_reason=_("They no longer work here."))


def _still_standing(member: CircleMember, at: datetime) -> CircleMember:
    locked = CircleMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if not CircleMember.objects.still_open(timezone.localdate(at)).filter(pk=member.pk).exists():
        raise MembershipEnded(_("This membership is over already. Nothing was changed."))
    return locked
