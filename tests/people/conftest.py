import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from cordata.accounts.models import DataProtectionOfficer, Role, User
from cordata.people.models import BreakGlass, CircleMember, Identifier, Resident
from cordata.workforce.models import Professional
from tests.clock import NINE, TODAY
from tests.village import make_user

REASON = "Found unconscious on the road to Dégioz"


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


@pytest.fixture
def ugo(valley, usl) -> User:
    """A doctor who looks after nobody here."""
    return make_user(valley, usl, Role.Kind.DOCTOR, "Ugo", "Noro")


@pytest.fixture
def drina(valley, usl) -> User:
    return make_user(valley, usl, Role.Kind.DRIVER, "Drina", "Blanc")


@pytest.fixture
def officer(usl) -> User:
    """The data-protection officer of the health authority."""
    user = User.objects.create_user("dpo@cordata.example", first_name="Dora", last_name="Pellissier", language="en")
    DataProtectionOfficer.objects.create(user=user, organisation=usl, starts_on=TODAY)
    return user


@pytest.fixture
def opened(claudio, ugo) -> BreakGlass:
    return BreakGlass.objects.create(resident=claudio, user=ugo, reason=REASON, opened_at=NINE)


@pytest.fixture
def number(claudio) -> str:
    return Identifier.objects.create(resident=claudio, system="codice_fiscale", value="DYNCLD38C14L643A").value
