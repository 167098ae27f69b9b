"""Looks at records to arrange with, and the pages that tell of them."""

from django.test import Client

from cordata.accounts.models import AuditEntry, AuditPerson, User
from cordata.people.models import Resident
from tests.clock import EIGHT

What, Ground = AuditEntry.What, AuditPerson.Ground


def has_looked(user: User | None, person: Resident, when=EIGHT, ground=Ground.AREA, what=What.READ) -> AuditEntry:
    entry = AuditEntry.objects.create(
        at=when, user_id=user.pk if user else None, what=what, where="person", roles="coordinator@valle-d-aosta"
    )
    AuditPerson.objects.create(entry=entry, person_id=person.pk, what=what, ground=ground)
    return entry


def status_of(client: Client, user: User, path: str) -> int:
    """Return how a path is answered to a user."""
    client.force_login(user)
    return client.get(path).status_code


def page(client: Client, user: User, path: str) -> str:
    """Return the page that a path shows to a user."""
    client.force_login(user)
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode()
