"""The circle's pages: who reads them, who changes them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cordata.accounts.models import Role
from cordata.people.models import CircleMember, Resident
from tests.clock import NINE, TODAY
from tests.village import make_user

pytestmark = pytest.mark.django_db
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.fixture
def member(claudio, valentina) -> CircleMember:
    return CircleMember.objects.create(resident=claudio, professional=valentina, purpose="care", since_on=TODAY)


@pytest.fixture
def himself(claudio, valley, usl):
    """Claudio, who signs in and reads his own record."""
    user = make_user(valley, usl, Role.Kind.RESIDENT, "Claudio", "Dayné")
    claudio.user = user
    claudio.save()
    return user


@pytest.fixture
def drina(valley, usl, claudio):
    """The driver in Claudio's circle."""
    user = make_user(valley, usl, Role.Kind.DRIVER, "Drina", "Blanc")
    CircleMember.objects.create(resident=claudio, user=user, purpose="rides", since_on=TODAY)
    return user


def url(name: str, resident: Resident, **more: int) -> str:
    return reverse(name, kwargs={"resident_id": resident.pk, **more})


class TestThePage:
    def test_tells_the_coordinator_who_looks_after_somebody(self, client, anna, claudio, member):
        client.force_login(anna)

        page = client.get(url("circle", claudio)).content.decode()

        assert "Valentina Chabod, " in page
        assert "Reads the whole record." in page

    def test_tells_the_person_and_lets_them_refuse(self, client, himself, claudio, member, valentina):
        client.force_login(himself)

        page = client.get(url("circle", claudio)).content.decode()

        assert "Who looks after me" in page
        assert f"decision=refuse&amp;person={valentina.user_id}" in page
        assert url("circle_newcomer", claudio) not in page

    def test_is_hidden_from_a_stranger(self, client, camille, claudio):
        client.force_login(camille)

        assert client.get(url("circle", claudio)).status_code == 404

    def test_is_refused_to_a_driver_who_sees_the_practical_side(self, client, drina, claudio):
        client.force_login(drina)

        assert client.get(url("circle", claudio)).status_code == 403

    def test_of_nobody_is_not_found(self, client, anna):
        client.force_login(anna)

        assert client.get(reverse("circle", args=[404404])).status_code == 404

    def test_costs_a_constant_number_of_queries(
        self, client, anna, claudio, member, luc, django_assert_max_num_queries
    ):
        CircleMember.objects.create(resident=claudio, professional=luc, purpose="care", since_on=TODAY)
        client.force_login(anna)

        with django_assert_max_num_queries(24):
            client.get(url("circle", claudio))

    def test_says_so_when_nobody_is_in_it(self, client, anna, claudio):
        client.force_login(anna)

        assert "Nobody is in the circle today" in client.get(url("circle", claudio)).content.decode()


class TestAddingSomebody:
    def test_puts_them_into_the_circle(self, client, anna, claudio, luc):
        client.force_login(anna)

        answer = client.post(
            url("circle_newcomer", claudio),
            {"who": f"p{luc.pk}", "purpose": "care", "since_on": TODAY.isoformat(), "until_on": ""},
        )

        assert answer.url == url("circle", claudio)
        assert Resident.objects.seen_by(luc.user).get() == claudio

    def test_asks_again_for_what_makes_no_sense(self, client, anna, claudio, luc):
        client.force_login(anna)

        answer = client.post(
            url("circle_newcomer", claudio),
            {"who": f"p{luc.pk}", "purpose": "care", "since_on": TOMORROW.isoformat(), "until_on": TODAY.isoformat()},
        )

        assert answer.status_code == 422
        assert "The last day cannot come before the first." in answer.content.decode()

    def test_never_reaches_into_the_past(self, client, anna, claudio, luc):
        client.force_login(anna)

        answer = client.post(
            url("circle_newcomer", claudio),
            {"who": f"p{luc.pk}", "purpose": "care", "since_on": YESTERDAY.isoformat()},
        )

        assert answer.status_code == 422

    def test_says_that_somebody_is_in_it_already(self, client, anna, claudio, valentina, member):
        client.force_login(anna)

        answer = client.post(
            url("circle_newcomer", claudio),
            {"who": f"p{valentina.pk}", "purpose": "care", "since_on": TODAY.isoformat()},
        )

        assert answer.status_code == 422
        assert "is in the circle for this already" in answer.content.decode()

    def test_is_not_offered_to_oneself(self, client, valentina, claudio, member):
        client.force_login(valentina.user)

        page = client.get(url("circle_newcomer", claudio)).content.decode()

        assert f'value="p{valentina.pk}"' not in page

    def test_is_refused_to_the_person_and_hidden_from_strangers(self, client, himself, camille, claudio):
        client.force_login(himself)
        own = client.get(url("circle_newcomer", claudio)).status_code
        client.force_login(camille)

        assert (own, client.get(url("circle_newcomer", claudio)).status_code) == (403, 404)

    def test_is_refused_to_whoever_opened_the_record_in_an_emergency(self, client, luc, claudio):
        luc.user.openings.create(resident=claudio, reason="Found on the road", opened_at=NINE)
        client.force_login(luc.user)

        assert client.get(url("circle_newcomer", claudio)).status_code == 403


class TestEndingAMembership:
    def test_needs_a_reason(self, client, anna, claudio, member):
        client.force_login(anna)

        answer = client.post(url("circle_ending", claudio, member_id=member.pk), {"reason": " "})

        assert answer.status_code == 422

    def test_closes_the_record_and_keeps_the_reason(self, client, anna, claudio, member, valentina):
        client.force_login(anna)

        client.post(url("circle_ending", claudio, member_id=member.pk), {"reason": "moved to another valley"})

        assert not Resident.objects.seen_by(valentina.user).exists()
        assert "moved to another valley" in client.get(url("circle", claudio)).content.decode()

    def test_of_another_persons_circle_is_not_found(self, client, anna, rosina, member):
        client.force_login(anna)

        answer = client.post(url("circle_ending", rosina, member_id=member.pk), {"reason": "moved"})

        assert answer.status_code == 404

    def test_twice_is_said(self, client, anna, claudio, member):
        client.force_login(anna)
        client.post(url("circle_ending", claudio, member_id=member.pk), {"reason": "moved"})

        answer = client.post(url("circle_ending", claudio, member_id=member.pk), {"reason": "moved"})

        assert (answer.status_code, "is over already" in answer.content.decode()) == (422, True)

    def test_is_refused_to_the_person_and_hidden_from_strangers(self, client, himself, camille, claudio, member):
        address = url("circle_ending", claudio, member_id=member.pk)
        client.force_login(himself)
        own = client.post(address, {"reason": "moved"}).status_code
        client.force_login(camille)

        assert (own, client.post(address, {"reason": "moved"}).status_code) == (403, 404)


class TestChangingTheLastDay:
    def test_lengthens_a_membership(self, client, anna, claudio, member):
        client.force_login(anna)

        client.post(url("circle_extension", claudio, member_id=member.pk), {"until_on": TOMORROW.isoformat()})

        member.refresh_from_db()
        assert member.until_on == TOMORROW

    def test_refuses_a_past_day(self, client, anna, claudio, member):
        client.force_login(anna)

        answer = client.post(
            url("circle_extension", claudio, member_id=member.pk), {"until_on": YESTERDAY.isoformat()}
        )

        assert answer.status_code == 422

    def test_is_refused_to_the_member_themself(self, client, valentina, claudio, member):
        client.force_login(valentina.user)

        answer = client.post(url("circle_extension", claudio, member_id=member.pk), {"until_on": ""})

        assert answer.status_code == 403

    def test_of_what_is_over_is_said(self, client, anna, claudio, member):
        CircleMember.objects.update(since_on=YESTERDAY, until_on=YESTERDAY)
        client.force_login(anna)

        answer = client.post(url("circle_extension", claudio, member_id=member.pk), {"until_on": ""})

        assert (answer.status_code, "is over already" in answer.content.decode()) == (422, True)
