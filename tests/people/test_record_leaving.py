from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from cordata.accounts.models import Role
from cordata.people.models import CircleMember, Death, Departure, Revision
from cordata.people.queries.revisions import told_changes
from tests.clock import TODAY
from tests.village import make_user

pytestmark = pytest.mark.django_db

LEAVING = [("death", {"died_on": TODAY}), ("departure", {"left_on": TODAY, "whither": "to her sister in Ivrea"})]


@pytest.fixture
def as_anna(client, anna):
    client.force_login(anna)
    return client


def address(resident, name: str) -> str:
    return reverse(name, args=[resident.pk])


class TestSomebodyWhoLeaves:
    @pytest.mark.parametrize(("name", "said"), LEAVING)
    def test_is_noted_with_who_and_when(self, name, said, as_anna, anna, rosina):
        answer = as_anna.post(address(rosina, name), said)

        rosina.refresh_from_db()
        assert answer.url == reverse("person", args=[rosina.pk])
        assert getattr(rosina, name).by == anna
        assert rosina.version == 2
        (line,) = told_changes(Revision.objects.order_by("pk"))
        assert "2026" in line.after

    @pytest.mark.parametrize(("name", "said"), LEAVING)
    def test_is_back_when_it_was_a_mistake(self, name, said, as_anna, rosina):
        as_anna.post(address(rosina, name), said)

        as_anna.post(address(rosina, f"{name}_withdrawal"))

        rosina.refresh_from_db()
        assert not hasattr(rosina, name)
        assert rosina.version == 3

    @pytest.mark.parametrize(("name", "said"), LEAVING)
    def test_leaves_once(self, name, said, as_anna, rosina):
        as_anna.post(address(rosina, name), said)

        answer = as_anna.post(address(rosina, name), said)

        assert answer.status_code == 422
        assert "already" in answer.content.decode()

    @pytest.mark.parametrize("name", ["death", "departure"])
    def test_cannot_be_taken_back_who_has_not_left(self, name, as_anna, rosina):
        answer = as_anna.post(address(rosina, f"{name}_withdrawal"))

        assert "does not say" in " ".join(str(one) for one in get_messages(answer.wsgi_request))

    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("death", {"died_on": TODAY + timedelta(days=1)}),
            ("death", {"died_on": "1938-03-13"}),
            ("death", {"died_on": ""}),
            ("death", {"died_on": "tomorrow"}),
            ("departure", {"left_on": TODAY + timedelta(days=400)}),
            ("departure", {"left_on": ""}),
            ("departure", {"left_on": TODAY, "whither": "x" * 300}),
        ],
    )
    def test_cannot_leave_on_such_a_day(self, name, said, as_anna, rosina):
        answer = as_anna.post(address(rosina, name), said)

        assert answer.status_code == 422
        assert not Death.objects.exists()
        assert not Departure.objects.exists()

    @pytest.mark.parametrize("name", ["death", "departure", "death_withdrawal", "departure_withdrawal"])
    def test_is_nothing_strangers_say(self, name, client, camille, rosina):
        client.force_login(camille)

        assert client.post(address(rosina, name), {"died_on": TODAY, "left_on": TODAY}).status_code == 404

    @pytest.mark.parametrize("name", ["death", "departure", "death_withdrawal", "departure_withdrawal"])
    def test_is_nothing_a_driver_says(self, name, client, valley, usl, rosina):
        olga = make_user(valley, usl, Role.Kind.DRIVER, "Olga", "Vuillermoz")
        CircleMember.objects.create(resident=rosina, user=olga, purpose="rides", since_on=timezone.localdate())
        client.force_login(olga)

        assert client.post(address(rosina, name), {"died_on": TODAY, "left_on": TODAY}).status_code == 403

    @pytest.mark.parametrize("name", ["death", "departure"])
    def test_is_shown_as_gone_and_taken_back_from_the_same_page(self, name, as_anna, rosina):
        before = as_anna.get(address(rosina, name)).content.decode()
        as_anna.post(address(rosina, name), dict(LEAVING)[name])

        after = as_anna.get(address(rosina, name)).content.decode()

        assert (address(rosina, f"{name}_withdrawal") in before, address(rosina, f"{name}_withdrawal") in after) == (
            *(False, True),
        )
