import pytest
from django.conf import settings
from django.test import Client


@pytest.fixture
def client(client) -> Client:
    """A browser that asks for English, the language of the sources."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client
