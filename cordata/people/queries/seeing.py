"""What a user may do with one record, beyond seeing it: docs/develop/access.md says it in words."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db.models import IntegerField, Value

from cordata.accounts.models import User
from cordata.people.models import Resident, ResidentQuerySet


def seen_person(user: User, resident_id: int, at: datetime) -> Resident | None:
    """Return a person a user may see, with where they live, in 1 query; None for whom they may not."""
    seen = Resident.objects.seen_by(user, at=at).filter(pk=resident_id)
    return seen.select_related("household__commune__area", "household__hamlet").order_by("pk").first()


def reads_health(user: User, resident: Resident, at: datetime) -> bool:
    """Return whether a user may read a person's conditions and allergies, in 1 query."""
    return Resident.objects.health_read_by(user, at=at).filter(pk=resident.pk).exists()


def may_edit(user: User, resident: Resident, at: datetime) -> bool:
    """
    Return whether a user may change a person's record, in 1 query.

    Whoever may also says who looks after the person and records what they decide.
    """
    return Resident.objects.edited_by(user, at=at).filter(pk=resident.pk).exists()


def coordinates(user: User, resident: Resident, at: datetime) -> bool:
    """Return whether a user answers for the area where a person lives, in 1 query."""
    return Resident.objects.coordinated_by(user, at=at).filter(pk=resident.pk).exists()


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
