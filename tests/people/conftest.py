import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from cordata.accounts.models import User
from cordata.people.models import CircleMember, Resident
from cordata.workforce.models import Professional


@pytest.fixture
def client(client) -> Client:
    """A browser that asks for English, the language of the sources."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


@pytest.fixture
def valentina_cares(valentina: Professional, claudio: Resident) -> User:
    """Valentina, in Claudio's circle."""
    CircleMember.objects.create(
        resident=claudio, professional=valentina, purpose="care", since_on=timezone.localdate()
    )
    return valentina.user
