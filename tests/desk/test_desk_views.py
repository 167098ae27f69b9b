import pytest
from django.urls import reverse
from django.utils import timezone

from cordata.accounts.models import Role
from cordata.care.models import Encounter
from cordata.people.models import Carer, CircleMember, Condition
from tests.clock import at

pytestmark = pytest.mark.django_db


class TestHome:
    def test_is_the_morning_for_a_coordinator(self, client, anna):
        client.force_login(anna)

        assert client.get(reverse("home")).url == reverse("morning")

    def test_is_the_day_for_a_professional(self, client, valentina):
        client.force_login(valentina.user)

        assert client.get(reverse("home")).url == reverse("day")

    def test_is_the_people_for_anybody_else(self, client, anna):
        Role.objects.all().delete()
        client.force_login(anna)

        assert client.get(reverse("home")).url == reverse("people")

    def test_asks_a_visitor_who_they_are(self, client, db):
        answer = client.get(reverse("home"))

        assert answer.status_code == 200
        assert f'action="{reverse("sign_in")}"' in answer.content.decode()

    def test_answers_those_who_only_ask_whether_it_is_there(self, client, db):
        assert client.head(reverse("home")).status_code == 200


class TestTheMorning:
    def test_greets_and_counts_the_visits_of_each_area(self, client, anna, claudio, make_order):
        make_order(claudio, starts_on=timezone.localdate())
        client.force_login(anna)

        page = client.get(reverse("morning")).content.decode()

        assert "Good morning, Anna" in page
        assert "1 visit today" in page
        assert "not planned" in page

    def test_sends_a_professional_home(self, client, valentina):
        client.force_login(valentina.user)

        assert client.get(reverse("morning")).url == reverse("home")


class TestAPerson:
    @pytest.fixture
    def told(self, claudio, valentina, small_day):
        """Claudio, with a carer, a condition, a circle and a visit made."""
        Carer.objects.create(resident=claudio, name="Ida Blanc", relation="neighbour", phone="0165 3", has_key=True)
        Condition.objects.create(resident=claudio, code="K77")
        today = timezone.localdate()
        CircleMember.objects.create(resident=claudio, professional=valentina, purpose="care", since_on=today)
        Encounter.objects.create(visit=small_day["claudio"], professional=valentina, arrived_at=at(9), left_at=at(10))
        return claudio

    def test_is_told_whole_to_the_coordinator(self, client, anna, told):
        client.force_login(anna)

        page = client.get(reverse("person", args=[told.pk])).content.decode()

        assert all(words in page for words in ("Claudio Dayné", "Dégioz", "Ida Blanc", "heart failure", "has the key"))
        assert "Valentina Chabod" in page

    def test_opens_for_a_member_of_the_circle(self, client, valentina, told):
        client.force_login(valentina.user)

        assert client.get(reverse("person", args=[told.pk])).status_code == 200

    def test_is_not_there_for_a_professional_outside_the_circle(self, client, luc, told):
        client.force_login(luc.user)

        assert client.get(reverse("person", args=[told.pk])).status_code == 404

    def test_is_not_there_for_the_coordinator_beyond_the_pass(self, client, camille, told):
        client.force_login(camille)

        assert client.get(reverse("person", args=[told.pk])).status_code == 404

    def test_who_is_unknown_is_not_found(self, client, anna):
        client.force_login(anna)

        assert client.get(reverse("person", args=[10**6])).status_code == 404

    def test_costs_the_same_queries_however_many_visits_were_made(
        self, client, anna, told, django_assert_max_num_queries
    ):
        client.force_login(anna)

        with django_assert_max_num_queries(12):
            client.get(reverse("person", args=[told.pk]))
