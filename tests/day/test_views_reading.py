import re

import pytest
from django.urls import reverse

from cordata.accounts.models import Role
from cordata.day.models import PlanningRun
from tests.clock import TODAY, at

pytestmark = pytest.mark.django_db
ELSEWHERE = "tarentaise"


def address(name: str, *args: object, area: str = "valle-d-aosta") -> str:
    return reverse(name, args=[area, TODAY, *args])


@pytest.fixture
def as_user(client):
    """Sign somebody in: as_user(anna) → their client."""

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def run(valley, anna, planned_day, plan_today) -> PlanningRun:
    """A planning run that made the second plan of the day."""
    return PlanningRun.objects.create(
        area=valley, day=TODAY, requested_by=anna, requested_at=at(7), state=PlanningRun.State.DONE, plan=plan_today()
    )


@pytest.fixture
def pages(small_day, valentina, run) -> list[str]:
    """Every page of a coordinator's day."""
    visit = small_day["claudio"]
    return [
        address("day"),
        address("day_map"),
        address("round", valentina.pk),
        address("day_visit", visit.pk, 0),
        address("planning_changes", run.pk),
        address("absences"),
        address("urgent_visits"),
        address("closures"),
        address("publication"),
        address("sheets"),
    ]


class TestAPageOfTheDay:
    def test_opens_for_the_coordinator(self, as_user, anna, pages):
        client = as_user(anna)

        answers = {page: client.get(page).status_code for page in pages}

        assert set(answers.values()) == {200}, answers

    def test_is_not_there_for_a_stranger_to_the_area(self, as_user, camille, pages):
        client = as_user(camille)

        answers = {page: client.get(page).status_code for page in pages}

        assert set(answers.values()) == {404}, answers

    def test_is_refused_to_a_professional_of_the_area(self, as_user, valentina, pages):
        client = as_user(valentina.user)

        answers = {page: client.get(page).status_code for page in pages}

        assert set(answers.values()) == {403}, answers

    def test_asks_a_visitor_to_sign_in(self, client, pages):
        answers = {client.get(page).headers.get("Location", "").split("?")[0] for page in pages}

        assert answers == {reverse("sign_in")}

    def test_survives_a_day_and_an_area_that_are_none(self, as_user, anna, planned_day):
        client = as_user(anna)

        assert client.get("/day/valle-d-aosta/2026-02-30/").status_code == 404
        assert client.get("/day/nowhere/2026-11-26/").status_code == 404


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2026-02-30"])
def test_a_day_nobody_can_mean_is_not_there(as_user, anna, valley, day):
    assert as_user(anna).get(f"/day/{valley.code}/{day}/").status_code == 404


def test_a_visit_is_offered_to_others_at_whatever_time_fits_them(as_user, anna, planned_day, small_day):
    page = as_user(anna).get(f"/day/valle-d-aosta/2026-11-26/visits/{small_day['claudio'].pk}/0/").content.decode()

    (field,) = re.findall(r'<input type="time"[^>]*name="start"[^>]*>', page)
    assert "value=" not in field


class TestUnknownIds:
    @pytest.mark.parametrize(("name", "args"), [("round", [9]), ("day_visit", [9, 0]), ("planning_changes", [9])])
    def test_are_not_found(self, as_user, anna, planned_day, name, args):
        numbers = [10**6, *args[1:]]

        assert as_user(anna).get(address(name, *numbers)).status_code == 404


class TestToday:
    def test_leads_a_coordinator_to_their_area(self, as_user, anna, valley):
        answer = as_user(anna).get(reverse("today"))

        assert answer.url.startswith("/day/valle-d-aosta/")

    def test_leads_a_professional_to_their_own_round(self, as_user, valentina):
        answer = as_user(valentina.user).get(reverse("today"))

        assert answer.url.endswith("/my/")

    def test_is_nothing_for_somebody_who_is_neither(self, as_user, anna):
        Role.objects.filter(user=anna).delete()

        assert as_user(anna).get(reverse("today")).status_code == 404


class TestTheBoard:
    def test_names_everybody_on_the_ropes(self, as_user, anna, planned_day):
        page = as_user(anna).get(address("day")).content.decode()

        assert all(name in page for name in ("Valentina C.", "Luc F.", "Claudio D.", "Rosina B."))

    def test_draws_a_visit_for_two_on_two_ropes_tied_together(self, as_user, anna, planned_day):
        page = as_user(anna).get(address("day")).content.decode()

        assert page.count('data-name="Delfina B."') == 2
        assert page.count('class="tie"') == 1

    def test_offers_to_plan_a_day_that_has_no_plan(self, as_user, anna, small_day):
        page = as_user(anna).get(address("day")).content.decode()

        assert "4 visits wait for a professional" in page
        assert "data-key-plan" in page

    def test_says_so_when_nobody_is_to_be_visited(self, as_user, anna, valley):
        page = as_user(anna).get(address("day")).content.decode()

        assert "No visits on this day" in page

    def test_costs_as_many_queries_with_ten_visits_as_with_four(
        self, as_user, anna, planned_day, make_resident, make_order, plan_today, django_assert_max_num_queries
    ):
        client = as_user(anna)
        client.get(address("day"))
        with django_assert_max_num_queries(40) as small:
            client.get(address("day"))
        from cordata.care.actions import make_visits

        for given in ("Ada", "Bice", "Cesca", "Dina", "Elda", "Franca"):
            make_order(make_resident(given, "Jocollé", "Introd", "Buillet", (45.68, 7.18)))
        make_visits(area=planned_day.area, day=TODAY)
        plan_today()

        with django_assert_max_num_queries(len(small.captured_queries) + 1):  # the run behind a later plan
            client.get(address("day"))


class TestTheMap:
    def test_draws_each_round_and_a_mark_for_everybody(self, as_user, anna, planned_day):
        drawn = as_user(anna).get(address("day_map")).json()

        assert {route["properties"]["name"] for route in drawn["routes"]["features"]} >= {"Valentina Chabod"}
        assert len(drawn["marks"]["features"]) == 5


class TestAChangedPlan:
    def test_is_told_as_old_once_somebody_is_absent(self, as_user, anna, luc, planned_day):
        luc.absences.create(day=TODAY, from_at=at(10), reason="sick", by=anna, at=at(9, 30))

        page = as_user(anna).get(address("day")).content.decode()

        assert "Luc Favre is absent from 10:00." in page
