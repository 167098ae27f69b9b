from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cordata.people.models import CircleMember
from cordata.people.queries import PAGE, age
from tests.clock import TODAY

pytestmark = pytest.mark.django_db


def found(client, words: str = "", **headers: str) -> str:
    return client.get(reverse("people"), {"words": words}, headers=headers).content.decode()


class TestLookingForPeople:
    def test_lists_everybody_of_the_area_for_its_coordinator(self, client, anna, claudio, rosina):
        client.force_login(anna)

        page = found(client)

        assert "Claudio Dayné" in page
        assert "Rosina Berard" in page

    def test_finds_by_part_of_a_name_and_by_place(self, client, anna, claudio, rosina):
        client.force_login(anna)

        by_name, by_place = found(client, "clau"), found(client, "bruil ros")

        assert ("Claudio" in by_name, "Rosina" in by_name) == (True, False)
        assert ("Claudio" in by_place, "Rosina" in by_place) == (False, True)

    def test_shows_a_professional_only_their_circle(self, client, valentina, claudio, rosina):
        day = timezone.localdate()
        CircleMember.objects.create(resident=claudio, professional=valentina, purpose="care", since_on=day)
        client.force_login(valentina.user)

        page = found(client)

        assert ("Claudio" in page, "Rosina" in page) == (True, False)

    def test_shows_nobody_to_the_coordinator_beyond_the_pass(self, client, camille, claudio):
        client.force_login(camille)

        page = found(client, "claudio")

        assert "Dayné" not in page
        assert "Nobody found" in page

    def test_answers_htmx_with_the_list_alone(self, client, anna, claudio):
        client.force_login(anna)

        page = found(client, **{"HX-Request": "true"})

        assert page.lstrip().startswith('<div id="people-found"')

    def test_shows_the_first_of_very_many_and_says_how_many_there_are(self, client, anna, make_resident):
        for number in range(PAGE + 3):
            make_resident(f"Ada{number}", "Vuillermin", "Introd", "Buillet", (45.69, 7.18))
        client.force_login(anna)

        page = found(client)

        assert f"{PAGE + 3} people" in page
        assert page.count("row-link") == PAGE

    def test_costs_the_same_queries_for_two_people_as_for_four(
        self, client, anna, claudio, rosina, delfina, emilio, django_assert_max_num_queries
    ):
        client.force_login(anna)

        with django_assert_max_num_queries(17):
            found(client)

    def test_leads_coordinators_to_the_openings_and_the_terms(self, client, anna, valentina):
        found_links = []
        for user in (anna, valentina.user):
            client.force_login(user)
            page = found(client)
            found_links.append([f'href="{reverse(name)}"' in page for name in ("openings", "retention")])

        assert found_links == [[True, True], [False, False]]

    def test_survives_a_zero_byte(self, client, anna, claudio):
        client.force_login(anna)

        assert "Claudio" in found(client, "clau\0")

    def test_asks_a_visitor_to_sign_in(self, client):
        assert client.get(reverse("people")).url.startswith(reverse("sign_in"))


class TestWhatOneOpenedInAnEmergency:
    def test_stands_before_everybody_with_the_time_left(self, client, luc, claudio):
        luc.user.openings.create(
            resident=claudio, reason="Found on the road", opened_at=timezone.now() - timedelta(hours=2)
        )
        client.force_login(luc.user)

        page = found(client)

        assert [one.person.resident_id for one in client.get(reverse("people")).context["opened"]] == [claudio.pk]
        assert "open for 1 h more" in page
        assert page.index("open for 1 h more") < page.index('id="people-found"')

    def test_stands_there_no_longer_than_it_is_open(self, client, luc, claudio):
        luc.user.openings.create(
            resident=claudio, reason="Found on the road", opened_at=timezone.now() - timedelta(hours=3)
        )
        client.force_login(luc.user)

        assert not client.get(reverse("people")).context["opened"]


class TestAge:
    def test_counts_whole_years_and_waits_for_the_birthday(self):
        assert age(TODAY.replace(year=1946), TODAY) == 80
        assert age(TODAY.replace(year=1946, day=27), TODAY) == 79

    def test_of_somebody_whose_birthday_nobody_knows_is_not_told(self):
        assert age(None, TODAY) is None
