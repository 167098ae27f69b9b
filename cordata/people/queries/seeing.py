"""What a user may do with one record, beyond seeing it: docs/develop/access.md says it in words."""

from datetime import datetime

from cordata.accounts.models import User
from cordata.people.models import Resident


def reads_health(user: User, resident: Resident, at: datetime) -> bool:
    """Return whether a user may read a person's conditions and allergies, in 1 query."""
    return Resident.objects.health_read_by(user, at=at).filter(pk=resident.pk).exists()


def may_edit(user: User, resident: Resident, at: datetime) -> bool:
    """Return whether a user may change a person's record, in 1 query."""
    return Resident.objects.edited_by(user, at=at).filter(pk=resident.pk).exists()
