"""What an evaluator is told: how many, never who."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from cordata.accounts.models import Role
from cordata.desk.queries.figures import SMALLEST, figures, without_small
from cordata.people.models import Death, Resident
from tests.clock import NOON
from tests.village import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def giulia(valley, usl):
    """The evaluator of Valle d'Aosta."""
    return make_user(valley, usl, Role.Kind.EVALUATOR, "Giulia", "Ferrero")


@pytest.fixture
def old_village(claudio):
    """Twelve people born in 1940, Claudio of 1938 among the oldest with them."""
    others = [
        Resident(
            external_id=f"r-{number}", given_name="Ada", family_name="Rey", language="it", household=claudio.household,
            born_on=date(1940, 1, 1),
        )
        for number in range(12)
    ]  # fmt: skip
    Resident.objects.bulk_create(others)
    return claudio


def told(valley, when=NOON):
    with translation.override("en"):
        (area,) = figures([valley], when)
    return {one.ages: one.people for one in area.figures} | {"all": area.people}


class TestTheFigures:
    def test_count_people_by_age(self, valley, old_village):
        found = told(valley)

        assert (found["85 and over"], found["75 to 84"], found["all"]) == (13, 0, 13)

    def test_leave_out_who_refused_to_be_counted_and_who_is_gone(self, valley, old_village, decide, anna):
        decide(old_village, "study", decision="refuse")
        Death.objects.create(
            resident=Resident.objects.get(external_id="r-0"), died_on=date(2026, 1, 1), by=anna, at=NOON
        )

        assert told(valley)["all"] == 11

    def test_of_very_few_are_not_told(self, valley, claudio, rosina):
        assert told(valley) == {
            "0 to 17": 0, "18 to 64": 0, "65 to 74": 0, "75 to 84": 0, "85 and over": None, "all": None,
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("counts", "shown"),
        [
            ({"a": 0, "b": SMALLEST}, {"a": 0, "b": SMALLEST}),
            ({"a": 3, "b": 20, "c": 30}, {"a": None, "b": None, "c": 30}),
            ({"a": 3, "b": 4, "c": 30}, {"a": None, "b": None, "c": 30}),
            ({"a": 3, "b": 0}, {"a": None, "b": 0}),
        ],
    )
    def test_cannot_be_worked_out_from_the_sum(self, counts, shown):
        assert without_small(counts) == shown


class TestThePage:
    def test_names_nobody(self, client, giulia, claudio, old_village):
        client.force_login(giulia)

        page = client.get(reverse("figures")).content.decode()

        assert "Valle d&#x27;Aosta" in page
        assert not [words for words in ("Claudio", "Dayné", "Rey") if words in page]

    def test_is_the_evaluators_alone(self, client, anna, valentina):
        for user in (anna, valentina.user):
            client.force_login(user)

            assert client.get(reverse("figures")).status_code == 403

    def test_tells_only_areas_where_the_role_holds(self, client, giulia, tarentaise):
        client.force_login(giulia)

        assert "Tarentaise" not in client.get(reverse("figures")).content.decode()

    def test_opens_no_record(self, client, giulia, claudio):
        client.force_login(giulia)

        assert client.get(reverse("person", args=[claudio.pk])).status_code == 404
