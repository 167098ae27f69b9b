import pytest
from django.urls import reverse
from django.utils import timezone

from cordata.accounts.models import AuditEntry, DataProtectionOfficer, Role
from cordata.people.models import ErasureRequest
from tests.clock import EIGHT
from tests.village import make_user

pytestmark = pytest.mark.django_db


class TestHome:
    def test_is_the_morning_for_a_coordinator(self, client, anna):
        client.force_login(anna)

        assert client.get(reverse("home")).url == reverse("morning")

    def test_is_the_day_for_a_professional(self, client, valentina):
        client.force_login(valentina.user)

        assert client.get(reverse("home")).url == reverse("today")

    @pytest.mark.parametrize(
        ("kind", "page"),
        [
            ("doctor", "people"),
            ("antenna", "people"),
            ("driver", "people"),
            ("evaluator", "figures"),
            ("resident", "me"),
        ],
    )
    def test_is_what_each_other_role_comes_for(self, client, valley, usl, kind, page):
        client.force_login(make_user(valley, usl, Role.Kind(kind), "Elena", "Bianquin"))

        assert client.get(reverse("home")).url == reverse(page)

    def test_is_the_coordinators_for_whoever_is_a_resident_too(self, client, anna, valley, usl):
        Role.objects.create(user=anna, kind="resident", organisation=usl, area=valley, starts_on="2026-01-01")
        client.force_login(anna)

        assert client.get(reverse("home")).url == reverse("morning")

    def test_is_the_audit_for_a_data_protection_officer(self, client, anna, usl):
        Role.objects.all().delete()
        DataProtectionOfficer.objects.create(user=anna, organisation=usl, starts_on="2026-01-01")
        client.force_login(anna)

        assert client.get(reverse("home")).url == reverse("audit")
        rail = client.get(reverse("audit")).content.decode()
        assert all(f'href="{reverse(name)}"' in rail for name in ("openings", "retention"))

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

    def test_tells_of_an_erasure_to_whoever_may_confirm_it(self, client, anna, bruno, claudio):
        ErasureRequest.objects.create(resident=claudio, ground="unlawful", by=anna, at=EIGHT)
        pages = []
        for user in (anna, bruno):
            client.force_login(user)
            pages.append(client.get(reverse("morning")).content.decode())

        assert ["1 erasure waits for you to confirm it" in page for page in pages] == [False, True]
        assert f'href="{reverse("retention")}"' in pages[1]

    def test_sends_a_professional_home(self, client, valentina):
        client.force_login(valentina.user)

        assert client.get(reverse("morning")).url == reverse("home")

    def test_leads_to_what_ends_soon_and_to_the_openings(self, client, anna, ending, opened):
        client.force_login(anna)

        page = client.get(reverse("morning")).content.decode()

        assert f'href="{reverse("endings")}#members"' in page
        assert "1 person leaves a circle of care" in page
        assert f'href="{reverse("openings")}"' in page


class TestWhatEndsSoon:
    def test_names_people_and_leads_to_their_circle(self, client, anna, ending):
        client.force_login(anna)

        page = client.get(reverse("endings")).content.decode()

        assert "Claudio Dayné" in page
        assert reverse("circle", args=[ending.resident_id]) in page

    def test_is_the_coordinators_alone(self, client, valentina):
        client.force_login(valentina.user)

        assert client.get(reverse("endings")).status_code == 403

    def test_tells_the_audit_whom_it_named(self, client, anna, ending):
        client.force_login(anna)

        client.get(reverse("endings"))

        entry = AuditEntry.objects.get(where="endings")
        assert [one.person_id for one in entry.persons.order_by("pk")] == [ending.resident_id]

    def test_says_so_where_nothing_ends(self, client, anna):
        client.force_login(anna)

        assert "Nobody leaves a circle soon." in client.get(reverse("endings")).content.decode()
