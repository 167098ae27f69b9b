"""Who is told to look like the person being typed."""

import pytest
from django.urls import reverse

from cordata.accounts.models import AuditEntry, Role
from cordata.people.actions.keys import refresh_search_words
from cordata.people.models import Resident
from cordata.places.models import Commune
from tests.village import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def abroad(make_resident, tarentaise) -> Resident:
    """Claudio once more, beyond the pass."""
    one = make_resident("Claudius", "Dayné", "Bourg-Saint-Maurice", "Versoye", (45.6, 6.77))
    Commune.objects.filter(pk=one.household.commune_id).update(area=tarentaise, country="FR")
    Resident.objects.filter(pk=one.pk).update(given_name="Claudio")
    refresh_search_words(one)
    return one


class TestWhileTyping:
    def typed(self, client, **said: str):
        return client.get(reverse("similar_people"), said)

    def test_names_whom_one_sees_with_the_reasons(self, client, anna, claudio):
        client.force_login(anna)

        page = self.typed(client, given_name="Dayne", family_name="Claude", born="14.3.1938").content.decode()

        assert "Claudio Dayné" in page
        assert "names swapped" in page
        assert "same birth date" in page

    def test_tells_of_whom_one_does_not_see_only_what_is_needed(self, client, anna, abroad):
        client.force_login(anna)

        page = self.typed(client, given_name="Claudio", family_name="Dayné", born="1938-03-14").content.decode()

        assert "A person like this is known in Tarentaise: C. D., 1938" in page
        assert "Claudio Dayné" not in page
        entry = AuditEntry.objects.latest("pk")
        assert [(one.person_id, one.ground) for one in entry.persons.order_by("pk")] == [(abroad.pk, "match")]

    def test_says_nothing_while_too_little_is_typed_or_a_date_is_half_typed(self, client, anna, claudio):
        client.force_login(anna)

        nothing = self.typed(client, given_name="C", family_name="").content.decode().strip()
        half = self.typed(client, given_name="Claudio", family_name="Dayné", born="14/3/19")

        assert nothing == ""
        assert (half.status_code, "Claudio Dayné" in half.content.decode()) == (200, True)

    def test_is_for_those_who_enter_people(self, client, valley, usl, claudio):
        client.force_login(make_user(valley, usl, Role.Kind.DRIVER, "Dario", "Bich"))

        assert self.typed(client, given_name="Claudio", family_name="Dayné").status_code == 403

    def test_leaves_out_whom_the_form_is_about(self, client, anna, claudio):
        client.force_login(anna)

        page = self.typed(client, given_name="Claudio", family_name="Dayné", leaving_out=str(claudio.pk))

        assert "Claudio" not in page.content.decode()

    def test_costs_a_bounded_number_of_queries(self, client, anna, claudio, abroad, django_assert_max_num_queries):
        client.force_login(anna)

        with django_assert_max_num_queries(22):
            self.typed(client, given_name="Claudio", family_name="Dayné", born="14.3.1938")
