"""The other records that may be a person's own."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from cordata.accounts.models import User
from cordata.people.models import Resident
from cordata.people.queries.facts import facts_of
from cordata.people.queries.rows import PersonRow
from cordata.people.queries.search import find_people
from cordata.people.queries.similar import similar_people


def others_like(resident: Resident, user: User, words: str, at: datetime) -> list[PersonRow]:
    """Return the people a user sees who fit some words, or without any, who look like a person."""
    if words.strip():
        found = find_people(user, words, timezone.localdate(at)).rows
        return [one for one in found if one.resident_id != resident.pk]
    alike = similar_people(facts_of([resident.pk])[resident.pk], user, at, leaving_out=resident.pk)
    return [one.person for one in alike.seen]
