"""Setting a record aside, and opening it to its circle again."""

import pytest
from django.urls import reverse

from cordata.accounts.models import Role
from cordata.people.actions.restriction import AlreadyRestricted, NotRestricted, lift_restriction, restrict
from cordata.people.models import CircleMember, Resident, Restriction
from tests.clock import EIGHT, NINE, TODAY
from tests.village import make_user

pytestmark = pytest.mark.django_db
WHY = {"reason": "The person contests an entry"}


@pytest.fixture
def in_circle(claudio, valentina):
    """Valentina, who looks after Claudio."""
    CircleMember.objects.create(resident=claudio, professional=valentina, purpose="care", since_on=TODAY)
    return valentina.user


@pytest.fixture
def restricted(claudio, anna) -> Restriction:
    return restrict(resident=claudio, reason="The person contests an entry", by=anna, at=EIGHT)


def sees(user, resident) -> bool:
    return Resident.objects.seen_by(user).filter(pk=resident.pk).exists()


class TestRestricting:
    def test_closes_the_record_to_the_circle_and_not_to_the_coordinator(self, claudio, in_circle, anna):
        before = sees(in_circle, claudio)

        restrict(resident=claudio, reason="Contested", by=anna, at=EIGHT)

        assert (before, sees(in_circle, claudio), sees(anna, claudio)) == (True, False, True)

    def test_is_done_once(self, restricted, claudio, anna):
        with pytest.raises(AlreadyRestricted):
            restrict(resident=claudio, reason="Again", by=anna, at=NINE)

    def test_opens_the_record_again_when_it_is_lifted(self, restricted, claudio, in_circle, anna):
        lift_restriction(resident=claudio, reason="Settled", by=anna, at=NINE)

        assert sees(in_circle, claudio)

    def test_keeps_who_lifted_it_and_why(self, restricted, claudio, bruno):
        lift_restriction(resident=claudio, reason="Settled", by=bruno, at=NINE)

        restricted.refresh_from_db()
        assert (restricted.lifted_by, restricted.lift_reason) == (bruno, "Settled")

    def test_cannot_be_lifted_where_there_is_none(self, claudio, anna):
        with pytest.raises(NotRestricted):
            lift_restriction(resident=claudio, reason="Settled", by=anna, at=NINE)


class TestThePage:
    def test_restricts_with_a_reason(self, client, anna, claudio):
        client.force_login(anna)

        client.post(reverse("restriction", args=[claudio.pk]), WHY)

        assert Restriction.objects.standing().get(resident=claudio).by == anna

    def test_asks_for_the_reason(self, client, anna, claudio):
        client.force_login(anna)

        response = client.post(reverse("restriction", args=[claudio.pk]), {"reason": " "})

        assert (response.status_code, Restriction.objects.count()) == (422, 0)

    def test_lifts_only_once_the_person_has_been_told(self, client, anna, claudio, restricted):
        client.force_login(anna)
        address = reverse("restriction_lifting", args=[claudio.pk])

        untold = client.post(address, WHY)
        client.post(address, {**WHY, "is_told": "on"})

        assert (untold.status_code, Restriction.objects.standing().count()) == (422, 0)

    def test_says_when_there_is_nothing_to_lift(self, client, anna, claudio):
        client.force_login(anna)

        response = client.post(reverse("restriction_lifting", args=[claudio.pk]), {**WHY, "is_told": "on"})

        assert response.status_code == 422
        assert "not restricted" in response.content.decode()

    def test_shows_the_person_why_and_offers_them_no_form(self, client, claudio, restricted, valley, usl):
        claudio.user = make_user(valley, usl, Role.Kind.RESIDENT, "Claudio", "Dayné")
        claudio.save()
        client.force_login(claudio.user)

        page = client.get(reverse("restriction", args=[claudio.pk])).content.decode()

        assert "The person contests an entry" in page
        assert "Lift the restriction" not in page
        assert client.post(reverse("restriction", args=[claudio.pk]), WHY).status_code == 403

    def test_tells_of_earlier_restrictions(self, client, anna, claudio, restricted):
        lift_restriction(resident=claudio, reason="Settled by the office", by=anna, at=NINE)
        client.force_login(anna)

        assert "Settled by the office" in client.get(reverse("restriction", args=[claudio.pk])).content.decode()

    @pytest.mark.parametrize("address", ["restriction", "restriction_lifting"])
    def test_is_not_there_for_a_stranger(self, address, client, camille, claudio):
        client.force_login(camille)

        assert client.post(reverse(address, args=[claudio.pk]), WHY).status_code == 404

    @pytest.mark.parametrize("address", ["restriction", "restriction_lifting"])
    def test_is_not_for_a_nurse_of_the_circle(self, address, client, in_circle, claudio):
        client.force_login(in_circle)

        assert client.post(reverse(address, args=[claudio.pk]), WHY).status_code == 403

    def test_is_not_there_for_somebody_unknown(self, client, anna):
        client.force_login(anna)

        assert client.get(reverse("restriction", args=[987654])).status_code == 404

    def test_costs_as_many_queries_whatever_came_before(self, client, anna, claudio, django_assert_max_num_queries):
        for _time in range(3):
            restrict(resident=claudio, reason="Contested", by=anna, at=EIGHT)
            lift_restriction(resident=claudio, reason="Settled", by=anna, at=NINE)
        client.force_login(anna)

        with django_assert_max_num_queries(16):
            client.get(reverse("restriction", args=[claudio.pk]))
