"""Closing the account of somebody whose identity is erased."""

import pytest
from axes.models import AccessAttempt
from django.utils import timezone

from cordata.accounts.actions.closing import close_account
from cordata.accounts.models import Role, User
from tests.village import PASSWORD, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def piera(valley, usl) -> User:
    """Somebody who reads her own page."""
    return make_user(valley, usl, Role.Kind.RESIDENT, "Piera", "Noro")


class TestClosingAnAccount:
    def test_ends_the_sessions_that_are_open(self, client, piera):
        client.force_login(piera)

        close_account(piera)

        assert client.get("/people/").status_code == 302

    def test_lets_nobody_sign_in_with_it(self, piera):
        close_account(piera)

        piera.refresh_from_db()
        assert (piera.is_active, piera.check_password(PASSWORD)) == (False, False)

    def test_forgets_the_wrong_passwords_typed_for_it(self, piera):
        AccessAttempt.objects.create(
            username=piera.email, ip_address="127.0.0.1", failures_since_start=1, attempt_time=timezone.now()
        )

        close_account(piera)

        assert AccessAttempt.objects.count() == 0

    def test_frees_the_address_for_another_account(self, piera):
        close_account(piera)

        User.objects.create_user("piera@cordata.example")

        assert User.objects.get(pk=piera.pk).email == f"erased-{piera.pk}@erased.invalid"
