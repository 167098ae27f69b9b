"""The page of a resident, and of a carer whom a resident lets read theirs."""

import pytest
from django.urls import reverse

from cordata.accounts.models import AuditEntry, Role
from cordata.people.models import Carer, CircleMember, Withdrawal
from tests.clock import NINE, TODAY, at
from tests.village import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(claudio, valley, usl):
    """Claudio himself, who signs in."""
    user = make_user(valley, usl, Role.Kind.RESIDENT, "Claudio", "Dayné")
    type(claudio).objects.filter(pk=claudio.pk).update(user=user)
    return user


@pytest.fixture
def livia(rosina, valley, usl):
    """Rosina's daughter, who signs in."""
    user = make_user(valley, usl, Role.Kind.RESIDENT, "Livia", "Thérisod")
    Carer.objects.create(resident=rosina, name="Livia Thérisod", relation="child", user=user)
    return user


@pytest.fixture
def lets_read(rosina, livia, decide):
    """That Rosina lets her daughter read her page."""
    return decide(rosina, "family", carer=rosina.carers.get())


class TestMyPage:
    def test_tells_who_comes_who_looks_after_me_and_what_i_agreed_to(
        self, client, own, claudio, valentina, small_day, decide, anna
    ):
        CircleMember.objects.create(resident=claudio, professional=valentina, purpose="care", since_on=TODAY)
        decide(claudio, "study")
        client.force_login(own)

        page = client.get(reverse("me")).content.decode()

        assert all(
            words in page for words in ("Good day, Claudio", "dressing", "Valentina Chabod", "agrees to be counted")
        )
        assert "tel:0165 000000" in page

    @pytest.mark.parametrize("name", ["looks", "copy", "consents", "circle", "person"])
    def test_leads_to_what_is_mine_to_do(self, client, own, claudio, name):
        client.force_login(own)

        way = reverse(name, args=[claudio.pk])

        assert f'href="{way}"' in client.get(reverse("me")).content.decode()
        assert client.get(way).status_code == 200

    @pytest.mark.parametrize("section", ["contacts", "wishes"])
    def test_lets_me_correct_what_is_mine_to_say(self, client, own, claudio, section):
        client.force_login(own)

        way = reverse("record", args=[claudio.pk, section])

        assert f'href="{way}"' in client.get(reverse("me")).content.decode()
        assert client.get(way).status_code == 200

    def test_is_a_carers_page_about_whoever_lets_them(self, client, livia, lets_read):
        client.force_login(livia)

        page = client.get(reverse("me")).content.decode()

        assert "Rosina Berard" in page
        assert "Change what I agreed to" not in page

    def test_tells_a_carer_nothing_before_the_person_agreed(self, client, livia, rosina):
        client.force_login(livia)

        page = client.get(reverse("me")).content.decode()

        assert "Nothing can be shown yet" in page
        assert "Rosina" not in page

    def test_tells_a_carer_nothing_once_it_was_taken_back(self, client, livia, lets_read, rosina, anna):
        Withdrawal.objects.create(consent=lets_read, at=at(8, 30), by=anna)
        client.force_login(livia)

        assert "Rosina" not in client.get(reverse("me")).content.decode()
        assert client.get(reverse("my_person", args=[rosina.pk])).status_code == 404

    def test_shows_my_own_first_and_those_i_look_after_a_tap_away(self, client, livia, lets_read, rosina, delfina):
        type(delfina).objects.filter(pk=delfina.pk).update(user=livia)
        client.force_login(livia)

        page = client.get(reverse("me")).content.decode()

        assert "Good day, Delfina" in page
        assert f'href="{reverse("my_person", args=[rosina.pk])}"' in page
        assert "Rosina Berard" in client.get(reverse("my_person", args=[rosina.pk])).content.decode()

    def test_is_not_that_of_a_stranger(self, client, own, rosina):
        client.force_login(own)

        assert client.get(reverse("my_person", args=[rosina.pk])).status_code == 404

    def test_of_an_unknown_number_is_not_found(self, client, own):
        client.force_login(own)

        assert client.get(reverse("my_person", args=[10**6])).status_code == 404

    def test_shows_a_professional_no_one_they_only_look_after(self, client, valentina, claudio):
        CircleMember.objects.create(resident=claudio, professional=valentina, purpose="care", since_on=TODAY)
        client.force_login(valentina.user)

        assert "Claudio" not in client.get(reverse("me")).content.decode()

    def test_tells_the_audit_whom_it_named(self, client, own, claudio):
        client.force_login(own)

        client.get(reverse("me"))

        entry = AuditEntry.objects.get(where="me")
        assert [(one.person_id, one.ground) for one in entry.persons.order_by("pk")] == [(claudio.pk, "self")]

    def test_costs_the_same_queries_however_many_decisions(
        self, client, own, claudio, decide, django_assert_max_num_queries
    ):
        for purpose in ("study", "emergency", "care"):
            decide(claudio, purpose, decided_at=NINE)
        client.force_login(own)
        client.get(reverse("home"))

        with django_assert_max_num_queries(17):
            client.get(reverse("me"))
