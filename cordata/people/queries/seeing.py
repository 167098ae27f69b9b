"""What a user may do with one record, beyond seeing it: docs/develop/access.md says it in words."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db.models import IntegerField, Value
from django.utils import timezone

from cordata.accounts.models import User
from cordata.people.models import Resident, ResidentQuerySet
from cordata.people.models.seeing import coordinated, treated


def seen_person(user: User, resident_id: int, at: datetime) -> Resident | None:
    """Return a person a user may see, with where they live, in 1 query; None for whom they may not."""
    seen = Resident.objects.seen_by(user, at=at).filter(pk=resident_id)
    return seen.select_related("household__commune__area", "household__hamlet").order_by("pk").first()


def reads_health(user: User, resident: Resident, at: datetime) -> bool:
    """Return whether a user may read a person's conditions and allergies, in 1 query."""
    return Resident.objects.health_read_by(user, at=at).filter(pk=resident.pk).exists()


def may_edit(user: User, resident: Resident, at: datetime) -> bool:
    """Return whether a user may change a person's record, in 1 query."""
    return Resident.objects.edited_by(user, at=at).filter(pk=resident.pk).exists()


def coordinates(user: User, resident: Resident, at: datetime) -> bool:
    """Return whether a user answers for the area where a person lives, in 1 query."""
    return Resident.objects.coordinated_by(user, at=at).filter(pk=resident.pk).exists()


def keeps_circle(user: User, resident: Resident, at: datetime) -> bool:
    """
    Return whether a user says who looks after a person and records what the person decides, in 1 query.

    That is their coordinator, and their nurse or doctor; three hours in an emergency give nobody a place in a circle.
    """
    day = timezone.localdate(at)
    mine = Resident.objects.known().filter(coordinated(user, day, at) | treated(user, day, at))
    return mine.filter(pk=resident.pk).exists()


def is_own(user: User, resident: Resident) -> bool:
    """Return whether a record, which the user sees, is about themself."""
    return resident.user_id == user.pk


def who_sees(resident: Resident, users: Iterable[User], at: datetime) -> set[int]:
    """Return the ids of those, among some users, who see a person's record now, in 1 query."""
    return _readers(resident, users, lambda user: Resident.objects.seen_by(user, at=at))


def who_reads_health(resident: Resident, users: Iterable[User], at: datetime) -> set[int]:
    """Return the ids of those, among some users, who read a person's health facts now, in 1 query."""
    return _readers(resident, users, lambda user: Resident.objects.health_read_by(user, at=at))


def _readers(resident: Resident, users: Iterable[User], ask: Callable[[User], ResidentQuerySet]) -> set[int]:
    asked = [
        ask(user)
        .filter(pk=resident.pk)
        .annotate(reader=Value(user.pk, output_field=IntegerField()))
        .values_list("reader", flat=True)
        for user in users
    ]
    if not asked:
        return set()
    return set(asked[0].union(*asked[1:]))
