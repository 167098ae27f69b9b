from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from cordata.people.models import BreakGlass, CircleMember, Consent, Resident
from cordata.people.queries.consent import current_text
from tests.clock import EIGHT, TODAY


@pytest.fixture
def client(client) -> Client:
    """A browser that asks for English, the language of the sources."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


@pytest.fixture
def ending(claudio, valentina) -> CircleMember:
    """Valentina's place in Claudio's circle, which ends in three days."""
    return CircleMember.objects.create(
        resident=claudio,
        professional=valentina,
        purpose="care",
        since_on=TODAY - timedelta(days=30),
        until_on=TODAY + timedelta(days=3),
    )


@pytest.fixture
def opened(claudio, luc) -> BreakGlass:
    """Claudio's record, opened by Luc at eight, who was in nobody's circle."""
    return BreakGlass.objects.create(resident=claudio, user=luc.user, reason="chest pain at night", opened_at=EIGHT)


@pytest.fixture
def decide(anna):
    """Store what a person decided at eight, on paper, unless told."""

    def make(resident: Resident, purpose: str, **fields: object) -> Consent:
        facts = {"how": "paper", "decided_at": EIGHT, "recorded_by": anna, "text": current_text(purpose, "it")}
        return Consent.objects.create(resident=resident, purpose=purpose, **{**facts, **fields})

    return make
